// The keys: j and k through a list, o, s, c on a paper, ? for all of them.
(() => {
  "use strict";

  const { store, words, marks, say } = window.broadsheet;
  if (!store) return;
  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  // The slash is the theme's own.
  const SHOWN = ["j", "k", "o", "s", "c", "/", "?"];
  let dialog;

  // Among what a search finds are pages as well, which have no mark and no citation.
  const CARDS = ".bs-card";
  const PAPERS = ".bs-card[data-paper]";
  const isShown = (card) => card.getClientRects().length > 0;
  const cards = () => [...document.querySelectorAll(CARDS)].filter(isShown);
  const current = (kind = CARDS) => document.activeElement?.closest(kind);
  const titleOf = (card) => card.querySelector(".bs-card__title a");

  function step(by) {
    const all = cards();
    if (!all.length) return false;
    const at = all.indexOf(current());
    const seen = all.findIndex((card) => card.getBoundingClientRect().bottom > 80);
    const next = at < 0 ? all[Math.max(seen, 0)] : all[at + by];
    if (next) {
      // The theme's header covers the top of the window; the style sheet's scroll margin knows it.
      titleOf(next).focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  function open() {
    const card = current();
    if (card) titleOf(card).click();
    return Boolean(card);
  }

  function star() {
    const place = current(PAPERS) ?? document.querySelector(".bs-paper[data-paper]");
    if (place) marks.toggle(place, "star");
    else if (cards().length) say("chooseFirst");
    else return false;
    return true;
  }

  function cite() {
    const card = current(PAPERS);
    if (card) {
      location.assign(`${titleOf(card).href}#cite`);
      return true;
    }
    const box = document.getElementById("cite");
    if (!box) return false;
    for (let one = box; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") one.open = true;
    }
    if (box.tabIndex < 0) box.tabIndex = -1;
    box.focus({ preventScroll: true });
    box.scrollIntoView();
    return true;
  }

  function makeDialog() {
    const { button, element } = marks;
    const list = element("dl");
    for (const key of SHOWN) {
      const text = words[`key.${key}`];
      const name = element("dt", {}, element("kbd", {}, key));
      list.append(element("div", {}, name, element("dd", {}, text)));
    }
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => store.turnKeys(box.checked));
    const close = button({}, words.close);
    const made = element(
      "dialog",
      { class: "bs bs-keys md-typeset", "aria-labelledby": "bs-keys" },
      element("h2", { id: "bs-keys" }, words.keys),
      list,
      element("label", {}, box, ` ${words.keysOn}`),
      close,
    );
    close.addEventListener("click", () => made.close());
    document.body.append(made);
    return made;
  }

  function show() {
    if (!dialog?.isConnected) dialog = makeDialog();
    dialog.querySelector("input").checked = !store.areKeysOff();
    dialog.showModal();
    return true;
  }

  const ACTS = { j: () => step(1), k: () => step(-1), o: open, s: star, c: cite, "?": show };

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.length !== 1 || event.target.closest?.(FIELDS)) return;
    // The theme has single keys of its own, `s` among them; they are on and off with ours.
    if (store.areKeysOff() || document.querySelector("dialog[open]")) {
      event.stopImmediatePropagation();
    } else if (Object.hasOwn(ACTS, event.key) && ACTS[event.key]()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  addEventListener("keydown", press, true);
  document.addEventListener("click", (event) => event.target.closest?.(".bs-keys-open") && show());
})();
