// The files of the index: classic scripts that call `bsShard(payload)`, so that they
// load from disk too, where a page may read no file.
(() => {
  "use strict";

  // The names of all others change with their content.
  const HASHED = /-[a-z0-9]+$/;
  const waiting = new Map();

  globalThis.bsShard = (payload) => waiting.get(document.currentScript.src)?.(payload);

  /** Read a script's payload without running it: many arrive side by side, in a worker too. */
  async function fetched(address, isFresh) {
    const reply = await fetch(address, { cache: isFresh ? "reload" : "default" });
    if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
    const text = await reply.text();
    const payload = text.slice(text.indexOf("`") + 1, text.lastIndexOf("`"));
    return payload.replace(/\\(.)/g, (_, sign) => (sign === "r" ? "\r" : sign));
  }

  function included(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = (settle, value) => {
        waiting.delete(script.src);
        script.remove();
        settle(value);
      };
      script.src = address;
      waiting.set(script.src, (payload) => end(resolve, payload));
      script.addEventListener("error", () => end(reject, new Error(`cannot load ${address}`)));
      document.head.append(script);
    });
  }

  /** Return the function by which an engine loads files below `base` by name. */
  function loader(base, isFresh) {
    const loading = new Map();
    return (name) => {
      const address = new URL(`${name}.js`, base);
      const isAsked = loading.has(name);
      const found = isAsked
        ? loading.get(name)
        : address.protocol === "file:"
          ? included(address)
          : fetched(address, isFresh && !HASHED.test(name));
      if (!isAsked) {
        loading.set(name, found);
        found.finally(() => loading.delete(name)).catch(() => {});
      }
      return found;
    };
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet || {}, {
    shards: Object.freeze({ loader }),
  });
})();
