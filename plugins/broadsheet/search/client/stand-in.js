// From disk browsers refuse workers: there, this runs the search worker in the page.
(() => {
  "use strict";

  if (location.protocol !== "file:") return;
  const Native = globalThis.Worker;
  const OURS = /\/assets\/broadsheet\/search\/worker\.js$/;

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`cannot load ${address}`)));
      document.head.append(script);
    });
  }

  async function open(address, reply) {
    await load(address);
    return globalThis.broadsheet.worker.start(new URL("./", address), reply);
  }

  /** What a worker is to those who use it; it loads nothing before the first message. */
  class StandIn extends EventTarget {
    #address;
    #answer = null;

    constructor(address) {
      super();
      this.#address = new URL(address, document.baseURI);
    }

    postMessage(data) {
      this.#answer ??= open(this.#address, (reply) =>
        this.dispatchEvent(new MessageEvent("message", { data: reply })),
      );
      this.#answer.then(
        (answer) => answer(structuredClone(data)),
        (error) => this.dispatchEvent(new ErrorEvent("error", { message: error.message })),
      );
    }

    terminate() {}
  }

  globalThis.Worker = function Worker(address, ...options) {
    const path = new URL(address, document.baseURI).pathname;
    return OURS.test(path) ? new StandIn(address) : new Native(address, ...options);
  };
})();
