// One reader's session with the engine: answers the theme's messages, and calls of our own pages.
(() => {
  "use strict";

  const { bibliography, box } = globalThis.broadsheet;
  // The theme's own numbers, from its `integrations/search/worker/message`.
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  const CALLS = new Set(["ready", "search", "papers", "cards", "labels", "parse", "bibliography"]);

  /**
   * Return a function that takes each message and gives replies to `reply`.
   *
   * `open(isFresh)` returns `{engine, load}`; a fresh one trusts no copy of the index that the
   * browser kept, which may name files that a newer site no longer has.
   */
  function createSession(open, reply) {
    let index = null;
    let config = { words: {}, page: "" };
    let newest = 0;

    async function attempt(work) {
      index ??= open(false);
      try {
        return await work(index);
      } catch {
        index = open(true);
        return work(index);
      }
    }

    async function query(text) {
      const mine = ++newest;
      let data = { items: [] };
      try {
        data = await attempt(({ engine }) => box.results(engine, text, config));
      } catch (error) {
        console.warn("search: the index cannot be read", error);
      }
      // A reader who types on is not shown what they no longer ask for.
      if (mine === newest) reply({ type: RESULT, data });
    }

    function work({ engine, load }, name, args) {
      return name === "bibliography" ? bibliography(load, ...args) : engine[name](...args);
    }

    async function call({ id, name, args }) {
      try {
        if (!CALLS.has(name)) throw new TypeError(`no such call: ${name}`);
        reply({ id, value: await attempt((one) => work(one, name, args)) });
      } catch (error) {
        reply({ id, error: String(error?.message ?? error) });
      }
    }

    return (message) => {
      if (message.name) return call(message);
      if (message.type === QUERY) return query(message.data);
      if (message.type !== SETUP) return undefined;
      config = message.data.config?.broadsheet ?? config;
      // The box has the focus: what any query needs is fetched while its first word is typed.
      attempt(({ engine }) => engine.ready()).catch(() => {});
      return reply({ type: READY });
    };
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet, { createSession });
})();
