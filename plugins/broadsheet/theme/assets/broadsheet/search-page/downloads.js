// Papers as a file or in the clipboard: the bibliography's entries come ready-made from the site.
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

  /** Put a text that is still under way into the clipboard; browsers want to be asked at the click. */
  async function copy(coming) {
    const { clipboard } = navigator;
    if (!window.ClipboardItem) return clipboard.writeText(await coming);
    const blob = coming.then((text) => new Blob([text], { type: "text/plain" }));
    await clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }

  /** Tell what a reader pastes somewhere: references and BibTeX; the rest are files for programs. */
  const isPasted = ({ name, type }) => type.startsWith("text/plain") || name === "bibtex";

  /**
   * Fill `place` with a button a format, and put a line behind it with those that may be copied. `ask` gives the ids of the papers that are meant, at most
   * as many as it is told; `compose` makes a file's text of them.
   */
  function makeDownloads(place, formats, words, ask, compose) {
    const { button, element, fill } = window.broadsheet.marks;
    const said = element("span", { role: "status" });

    /** Collect the papers, hand their text on and say what came of it. */
    async function take(format, hand, done) {
      said.textContent = words.collecting;
      try {
        const { ids, total } = await ask(MOST);
        if (!total) return void (said.textContent = words.none);
        const coming = compose(ids, format.name);
        await hand(coming, format);
        const { count, left } = await coming;
        const told = fill(total > MOST ? done.cut : done.whole, { count, total });
        said.textContent = left ? `${told} ${fill(words.left, { count: left })}` : told;
      } catch {
        said.textContent = done.failed;
      }
    }

    async function download(coming, format) {
      const { text, count } = await coming;
      if (count) save(text, format);
    }

    function add(line, format, attributes, hand, done) {
      const made = button(attributes, format.label);
      made.addEventListener("click", () => take(format, hand, done));
      line.append(made, " ");
    }

    const saved = { whole: words.saved, cut: words.cut, failed: words.failed };
    const copied = { whole: words.copied, cut: words.copiedCut, failed: words.notCopied };
    const line = element("p", { class: place.className, role: "group", "aria-label": words.copy });
    line.append(element("span", {}, words.copy), " ");
    for (const format of formats) {
      add(place, format, {}, download, saved);
      if (!isPasted(format)) continue;
      const label = fill(words.copyAs, { format: format.label });
      add(line, format, { "aria-label": label }, (coming) => copy(coming.then((one) => one.text)), copied);
    }
    // Without https, and outside of files, browsers have no clipboard.
    if (navigator.clipboard) place.after(line);
    (navigator.clipboard ? line : place).append(said);
    return { clear: () => (said.textContent = "") };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeDownloads });
})();
