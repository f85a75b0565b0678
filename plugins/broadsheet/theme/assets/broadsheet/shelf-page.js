// The page /shelf/: what a reader marked, a list that someone shared, and ways in and out.
(() => {
  "use strict";

  const root = document.getElementById("bs-shelf-page");
  const LARGEST_FILE = 5_000_000;
  const MOST_LOOKED_UP = 100;
  const AT_ONCE = 4;
  const titles = new Map();
  const absent = new Set();

  function begin() {
    const { shelf, store, marks, paths, say, connect, makeDownloads } = window.broadsheet;
    const { element, button, fill } = marks;
    const words = document.getElementById("bs-shelf-words").textContent;
    const { worker, formats, said, saving } = JSON.parse(words);
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    const addressOf = (id) => store.address(fill(paths.paper, { id: encodeURIComponent(id) }));
    const titleOf = (id) => store.papers().get(id)?.title || titles.get(id) || id;

    function card(id) {
      const link = element("a", { href: addressOf(id), dir: "auto" }, titleOf(id));
      return element(
        "article",
        { class: "bs-card", "data-paper": id },
        element("h2", { class: "bs-card__title" }, link),
        absent.has(id) ? element("p", { class: "bs-empty" }, said.absent) : "",
        element("div", { class: "bs-shelf" }),
      );
    }

    function openNotes() {
      for (const jotter of part("mine").querySelectorAll(".bs-jotter")) {
        if (jotter.querySelector("textarea").value) jotter.hidden = false;
        const note = jotter.parentElement.querySelector(".bs-mark--note");
        note.setAttribute("aria-expanded", String(!jotter.hidden));
      }
    }

    /** Draw the shelf; papers that have just lost their last mark stay, so that one can undo it. */
    function draw() {
      const list = part("mine");
      if (list.contains(document.activeElement)) return;
      const ids = shelf.newest(store.papers());
      const shown = [...list.children].map((one) => one.dataset.paper);
      if (ids.some((id) => !shown.includes(id))) list.replaceChildren(...ids.map(card));
      part("empty").hidden = list.children.length > 0;
      root.querySelector(".bs-filter").hidden = !list.children.length;
      marks.refresh();
      openNotes();
      window.broadsheet.lists.filter();
      lookUp(ids);
    }

    /** Ask a paper's own page for its title; from disk no page may read another. */
    async function ask(id) {
      const reply = await fetch(addressOf(id));
      if (reply.status === 404) absent.add(id);
      if (!reply.ok) return "";
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      return page.getElementById("title")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    }

    async function lookUp(ids) {
      if (location.protocol === "file:") return;
      const isUnknown = (id) => titleOf(id) === id && !absent.has(id);
      const wanted = ids.filter(isUnknown).slice(0, MOST_LOOKED_UP);
      const next = async () => {
        for (let id = wanted.shift(); id; id = wanted.shift()) {
          titles.set(id, await ask(id).catch(() => ""));
          redraw(id);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      showAdd();
    }

    function redraw(id) {
      for (const one of root.querySelectorAll(".bs-card")) {
        const isFree = !one.contains(document.activeElement);
        if (one.dataset.paper === id && isFree) one.replaceWith(card(id));
      }
      marks.refresh();
    }

    function drawShared() {
      const ids = shelf.linked(location.hash);
      part("shared").hidden = !ids?.length;
      if (ids && !ids.length) say(said.noneLinked);
      part("theirs").replaceChildren(...(ids ?? []).map(card));
      marks.refresh();
      if (!ids?.length) return;
      showAdd();
      lookUp(ids);
    }

    /** Return the ids of the shared list that could be starred. */
    function missing() {
      const papers = store.papers();
      const isWanted = (id) => !absent.has(id) && !papers.get(id)?.star;
      return (shelf.linked(location.hash) ?? []).filter(isWanted);
    }

    function showAdd() {
      const count = missing().length;
      part("add").disabled = !count;
      part("add").textContent = count ? fill(said.addAll, { count }) : said.allAdded;
    }

    function addAll() {
      const title = (id) => (titleOf(id) === id ? "" : titleOf(id));
      store.changeAll(missing().map((id) => [id, { star: true, title: title(id) }]));
    }

    function save() {
      const file = new Blob([shelf.write(store.papers(), 2)], { type: "application/json" });
      const address = URL.createObjectURL(file);
      const day = new Date().toISOString().slice(0, 10);
      element("a", { href: address, download: `shelf-${day}.json` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }

    async function take(event) {
      const [file] = event.target.files;
      if (!file) return;
      const text = file.size > LARGEST_FILE ? "" : await file.text();
      event.target.value = ""; // the same file may be chosen again
      const { papers, problem } = store.open(text);
      if (problem) return say(problem === "newer" ? said.refusedNewer : said.refused);
      const mine = store.papers();
      const next = shelf.merge(mine, papers);
      const count = [...next].filter(([id, entry]) => mine.get(id) !== entry).length;
      if (store.merge(papers)) say(fill(said.imported, { count }));
    }

    function starred() {
      const papers = store.papers();
      return shelf.newest(papers).filter((id) => papers.get(id).star);
    }

    let engine = null; // nobody who takes nothing along loads it

    async function compose(ids, format) {
      engine ??= connect(worker);
      const made = await engine.bibliography(ids, format);
      return { ...made, left: ids.length - made.count };
    }

    async function share() {
      const ids = starred();
      if (!ids.length) return say(said.noneStarred);
      // An address on this disk is of no use to others; the published one is.
      const published = document.querySelector("link[rel=canonical]")?.href;
      const here = location.protocol === "file:" && published ? published : location.href;
      const field = part("link").firstChild;
      field.value = here.replace(/#.*/s, "") + shelf.fragment(ids);
      part("link").hidden = false;
      field.select();
      const copied = await copy(field.value);
      if (ids.length > shelf.MOST_LINKED) say(fill(said.cut, { count: shelf.MOST_LINKED }));
      else say(copied ? said.copied : said.copy);
    }

    async function copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false; // no permission, or no clipboard outside https
      }
    }

    function putAway() {
      location.hash = "show=all";
      const title = document.getElementById("title");
      title.tabIndex = -1; // the button that had the focus goes with the list
      title.focus();
    }

    const chosen = (most) => ({ ids: starred().slice(0, most), total: starred().length });
    makeDownloads(part("formats"), formats, saving, chosen, compose);
    const chooser = element("input", { type: "file", accept: ".json,application/json" });
    part("file").prepend(chooser);
    part("link").append(element("input", { type: "text", readonly: "", "aria-label": said.link }));
    part("add").addEventListener("click", addAll);
    part("away").addEventListener("click", putAway);
    part("save").addEventListener("click", save);
    chooser.addEventListener("change", take);
    part("share").addEventListener("click", share);
    addEventListener("hashchange", drawShared);
    store.watch(() => {
      draw();
      showAdd();
    });
    part("tools").hidden = false;
    draw();
    drawShared();
    store.warn();
  }

  // This script stands in the page before those it needs.
  if (window.broadsheet?.lists) begin();
  else addEventListener("DOMContentLoaded", () => window.broadsheet?.lists && begin());
})();
