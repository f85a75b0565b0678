// Papers as a file: the bibliography's entries come ready-made from the site.
(() => {
  "use strict";

  const MOST = 5000;

  function save(text, { file, type }) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /**
   * Fill `place` with a button a format. `ask` gives the ids of the papers that are meant, at most
   * as many as it is told; `compose` makes a file's text of them.
   */
  function makeDownloads(place, formats, words, ask, compose) {
    const { button, element, fill } = window.broadsheet.marks;
    const said = element("span", { role: "status" });

    async function download(format) {
      said.textContent = words.collecting;
      try {
        const { ids, total } = await ask(MOST);
        if (!total) return void (said.textContent = words.none);
        const { text, count, left } = await compose(ids, format.name);
        if (count) save(text, format);
        const done = fill(total > MOST ? words.cut : words.saved, { count, total });
        said.textContent = left ? `${done} ${fill(words.left, { count: left })}` : done;
      } catch {
        said.textContent = words.failed;
      }
    }

    for (const format of formats) {
      const made = button({}, format.label);
      made.addEventListener("click", () => download(format));
      place.append(made, " ");
    }
    place.append(said);
    return { clear: () => (said.textContent = "") };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeDownloads });
})();
