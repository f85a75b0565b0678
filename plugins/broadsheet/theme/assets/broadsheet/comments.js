// Comments: giscus, loaded when a reader asks for it and not before.
(() => {
  "use strict";

  // https://github.com/giscus/giscus/tree/main/locales
  const LANGUAGES = new Set(
    ("ar be bg ca cs da de en eo es eu fa fr gr gsw hbs he hu id it ja kh ko nl pl pt ro ru th tr uk uz vi " +
      "zh-CN zh-HK zh-TW").split(" "),
  );

  const scheme = () => (document.body.dataset.mdColorScheme === "slate" ? "dark" : "light");

  function language() {
    const whole = document.documentElement.lang;
    if (whole.startsWith("zh")) return whole.includes("Hant") || whole.includes("TW") ? "zh-TW" : "zh-CN";
    const bare = whole.split("-")[0];
    return LANGUAGES.has(bare) ? bare : "en";
  }

  function load(place) {
    const { origin, failed, ...settings } = place.dataset;
    const script = document.createElement("script");
    Object.assign(script.dataset, settings, {
      mapping: "specific",
      strict: "1",
      reactionsEnabled: "1",
      emitMetadata: "0",
      inputPosition: "bottom",
      loading: "eager",
      lang: language(),
      theme: scheme(),
    });
    const frame = document.createElement("div");
    frame.className = "giscus";
    const status = place.querySelector("[role=status]");
    script.src = `${origin}/client.js`;
    script.async = true;
    script.crossOrigin = "anonymous";
    script.addEventListener("error", () => {
      status.textContent = failed;
      place.querySelector("button").hidden = false;
      script.remove();
    });
    place.querySelector("button").hidden = true;
    place.append(frame, script);
  }

  /** Tell giscus of another scheme; it takes words from the page alone. */
  function recolour(place) {
    const frame = place.querySelector("iframe.giscus-frame");
    frame?.contentWindow.postMessage({ giscus: { setConfig: { theme: scheme() } } }, place.dataset.origin);
  }

  const place = document.querySelector(".bs-comments");
  if (!place) return;
  place.querySelector("button").addEventListener("click", () => load(place));
  new MutationObserver(() => recolour(place)).observe(document.body, {
    attributeFilter: ["data-md-color-scheme"],
  });
})();
