// Sharing a paper: what the device offers, else the link into the clipboard.
(() => {
  "use strict";

  const place = document.querySelector(".bs-share");
  if (!place) return;

  /** Return the paper's address; one on this disk is of no use to others. */
  const address = () => document.querySelector("link[rel=canonical]")?.href ?? place.href;

  async function copy(text) {
    const { say, words } = window.broadsheet; // this script runs before the one that sets them
    try {
      await navigator.clipboard.writeText(text);
      say(words.linkCopied);
    } catch {
      location.assign(place.href); // the address bar has it, at least
    }
  }

  place.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const shared = { title: document.getElementById("title").textContent.trim(), url: address() };
    if (!navigator.canShare?.(shared)) return copy(shared.url);
    try {
      await navigator.share(shared);
    } catch (error) {
      if (error.name !== "AbortError") await copy(shared.url);
    }
  });
})();
