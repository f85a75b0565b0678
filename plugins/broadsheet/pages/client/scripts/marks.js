// The marks on pages: stars on cards, the row of a paper, the filter of a list.
(() => {
  "use strict";

  const { paths, shelf, store, words } = window.broadsheet;
  if (!store) return;
  const SVG = "http://www.w3.org/2000/svg";
  const STAR = "m12 3 2.7 5.9 6.3.7-4.7 4.3 1.3 6.3L12 17l-5.6 3.2 1.3-6.3L3 9.6l6.3-.7z";
  const TICK = "m5 12.5 4.5 4.5L19 7.5";
  const PEN = "M4 20h4L19 9l-4-4L4 16zM13 7l4 4";

  const language = document.documentElement.lang || "en";
  const plurals = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);

  /** Fill a word; its `count` chooses the form of a plural. */
  function fill(word, values) {
    const text = typeof word === "string" ? word : (word[plurals.select(values.count)] ?? word.other);
    const shown = (value) => (typeof value === "number" ? digits.format(value) : (value ?? ""));
    return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function icon(path) {
    const svg = document.createElementNS(SVG, "svg");
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", path);
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(shape);
    return svg;
  }

  const button = (attributes, ...children) =>
    element("button", { type: "button", ...attributes }, ...children);

  /** Say something once, to eyes and to screen readers; `name` is a word, or the text itself. */
  let voice;
  function say(name) {
    const text = words[name] ?? name;
    if (!text) return;
    const close = button({ class: "bs-say__close" }, words.close);
    close.addEventListener("click", () => voice.replaceChildren());
    voice.replaceChildren(element("p", {}, text), close);
  }

  // A place is what stands for one paper: a card in a list, or the paper's own page.
  const PLACES = ".bs-card[data-paper], .bs-paper[data-paper]";
  const titleOf = (place) =>
    place.querySelector(".bs-card__title a, #title").textContent.replace(/\s+/g, " ").trim();

  function toggle(place, mark) {
    const id = place.dataset.paper;
    const entry = store.papers().get(id) ?? shelf.BLANK;
    store.change(id, { [mark]: !entry[mark], title: titleToKeep(place, entry) });
  }

  function titleToKeep(place, entry) {
    const title = titleOf(place);
    return title === place.dataset.paper ? entry.title : title;
  }

  function marker(place, mark, path, ...children) {
    const attributes = { class: `bs-mark bs-mark--${mark}`, "aria-pressed": "false" };
    const made = button(attributes, icon(path), ...children);
    made.addEventListener("click", () => toggle(place, mark));
    return made;
  }

  function dressCard(card) {
    const star = marker(card, "star", STAR);
    star.setAttribute("aria-label", fill(words.starOne, { title: titleOf(card) }));
    card.querySelector(".bs-meta")?.prepend(star);
  }

  function noteField(place) {
    const field = element("textarea", { rows: "3", maxlength: "10000", dir: "auto" });
    field.setAttribute("aria-label", fill(words.noteOn, { title: titleOf(place) }));
    field.addEventListener("input", () => {
      const entry = store.papers().get(place.dataset.paper) ?? shelf.BLANK;
      store.change(place.dataset.paper, { note: field.value, title: titleToKeep(place, entry) });
    });
    const hint = element("small", {}, words.private);
    return element("div", { class: "bs-jotter", hidden: "" }, field, hint);
  }

  function noteButton(jotter) {
    const attributes = { class: "bs-mark bs-mark--note", "aria-expanded": "false" };
    const made = button(attributes, icon(PEN), words.note);
    made.addEventListener("click", () => {
      jotter.hidden = !jotter.hidden;
      made.setAttribute("aria-expanded", String(!jotter.hidden));
      if (!jotter.hidden) jotter.firstChild.focus();
    });
    return made;
  }

  /** Fill the row of a paper's own page, and of a paper on the shelf. */
  function dressRow(place, row) {
    const jotter = noteField(place);
    row.append(
      marker(place, "star", STAR, words.star),
      marker(place, "read", TICK, words.read),
      noteButton(jotter),
    );
    row.after(jotter);
    if (place.matches(".bs-paper")) row.append(element("a", { href: store.address(paths.shelf) }, words.myShelf));
  }

  function dress(place) {
    if (place.querySelector(".bs-mark")) return;
    const row = place.querySelector(".bs-shelf");
    if (row) dressRow(place, row);
    else dressCard(place);
  }

  function showRead(card, isRead) {
    const told = card.querySelector(".bs-told");
    card.classList.toggle("bs-card--read", isRead);
    if (!isRead) told?.remove();
    else if (!told) {
      const title = card.querySelector(".bs-card__title");
      title.append(element("span", { class: "bs-told" }, ` (${words.isRead})`));
    }
  }

  function showNote(place, note) {
    const made = place.querySelector(".bs-mark--note");
    if (!made) return;
    made.lastChild.data = note ? words.yourNote : words.note;
    made.classList.toggle("bs-mark--on", note !== "");
    const field = place.querySelector(".bs-jotter textarea");
    // What somebody is writing here is newer than what another tab kept.
    if (field !== document.activeElement && field.value !== note) field.value = note;
  }

  function show(place, entry) {
    for (const mark of ["star", "read"]) {
      const found = place.querySelector(`.bs-mark--${mark}`);
      if (found) found.setAttribute("aria-pressed", String(entry[mark]));
    }
    showNote(place, entry.note);
    if (place.matches(".bs-card")) showRead(place, entry.read);
  }

  /** Put the marks on every paper of the page, new ones too. */
  function refresh() {
    const papers = store.papers();
    for (const place of document.querySelectorAll(PLACES)) {
      dress(place);
      show(place, papers.get(place.dataset.paper) ?? shelf.BLANK);
    }
  }

  function start() {
    voice ??= element("div", { class: "bs-say", role: "status" });
    document.body.append(voice);
    refresh();
  }

  Object.assign(window.broadsheet, {
    say,
    marks: Object.freeze({ button, element, fill, language, refresh, titleOf, toggle }),
  });
  store.watch(refresh);
  // The theme's instant loading puts new pages into this one; the observable tells of each.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
