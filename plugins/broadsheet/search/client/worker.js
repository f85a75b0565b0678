// The search worker. From disk, where browsers refuse workers, `stand-in.js` runs it in the page.
(() => {
  "use strict";

  /** Begin a session; `base` is the folder that this file is in. */
  function start(base, reply) {
    const { createSession, shards } = globalThis.broadsheet;
    const data = new URL("../../../search/broadsheet/", base);
    const open = (isFresh) => {
      const load = shards.loader(data, isFresh);
      return { engine: globalThis.BroadsheetSearch.createEngine({ load }), load };
    };
    return createSession(open, reply);
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet || {}, {
    worker: Object.freeze({ start }),
  });

  if (typeof importScripts !== "function") return;
  const answer = start(new URL("./", location.href), (data) => postMessage(data));
  addEventListener("message", (event) => answer(event.data));
})();
