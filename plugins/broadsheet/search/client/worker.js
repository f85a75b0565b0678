// The search worker. From disk, where browsers refuse workers, `stand-in.js` runs it in the page.
(() => {
  "use strict";

  const PARTS = ["engine.js", "snippet.js", "shards.js", "bibliography.js", "box.js", "session.js"];

  /** Begin a session once the parts are there; `base` is the folder that this file is in. */
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
    worker: Object.freeze({ PARTS, start }),
  });

  if (typeof importScripts !== "function") return;
  importScripts(...PARTS);
  const answer = start(new URL("./", location.href), (data) => postMessage(data));
  addEventListener("message", (event) => answer(event.data));
})();
