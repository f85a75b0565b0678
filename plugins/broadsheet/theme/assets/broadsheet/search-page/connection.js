// The way from a page to the search engine in its worker; from disk a stand-in is that worker.
(() => {
  "use strict";

  /** Return the engine's calls, each a promise; an answer that nobody waits for any more is lost. */
  function connect(address) {
    const worker = new Worker(address);
    const waiting = new Map();
    let last = 0;

    function settle({ id, value, error }) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error === undefined) resolve?.(value);
      else reject?.(new Error(error));
    }

    function fail(event) {
      for (const { reject } of waiting.values()) reject(new Error(event.message ?? "no worker"));
      waiting.clear();
    }

    worker.addEventListener("message", (event) => settle(event.data));
    worker.addEventListener("error", fail);

    const call = (name, ...args) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        worker.postMessage({ id: last, name, args });
      });

    return Object.freeze({
      search: (query) => call("search", query),
      papers: (query) => call("papers", query),
      cards: (docs) => call("cards", docs),
      labels: () => call("labels"),
      bibliography: (ids, format) => call("bibliography", ids, format),
    });
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { connect });
})();
