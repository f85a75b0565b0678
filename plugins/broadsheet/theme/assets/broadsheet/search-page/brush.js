// The years as bars with a brush: drag over them, or move either end by the arrow keys.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const HEIGHT = 40;

  function bar(at, year) {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("x", at + 0.1);
    rect.setAttribute("width", 0.8);
    rect.dataset.year = year;
    return rect;
  }

  function grow(rect, count, most) {
    // One paper is to be seen beside a thousand.
    const height = count && Math.max((count / most) * HEIGHT, 2);
    rect.setAttribute("height", height);
    rect.setAttribute("y", HEIGHT - height);
  }

  /**
   * Make the brush; `choose` is given `[from, to]`, or null for all years. Its method `show` takes
   * the papers of each year and the chosen range.
   */
  function makeBrush([first, last], words, choose) {
    const { element, fill } = window.broadsheet.marks;
    const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const plot = document.createElementNS(SVG, "svg");
    const bars = all.map((year, at) => bar(at, year));
    const said = element("output", { class: "bs-brush__said" });
    const ends = ["from", "to"].map((name) =>
      element("input", { type: "range", min: first, max: last, step: 1, "aria-label": words[name] }),
    );
    const frame = element("div", { class: "bs-brush" }, plot, ...ends, said);
    let range = [first, last];
    let anchor = null;

    plot.setAttribute("viewBox", `0 0 ${all.length} ${HEIGHT}`);
    plot.setAttribute("preserveAspectRatio", "none");
    plot.setAttribute("aria-hidden", "true");
    plot.append(...bars);

    function draw() {
      const [from, to] = range;
      for (const rect of bars) {
        const isIn = rect.dataset.year >= from && rect.dataset.year <= to;
        rect.classList.toggle("bs-brush__in", isIn);
      }
      [ends[0].value, ends[1].value] = range;
      // A year is a name: its digits are not grouped.
      said.value = from === to ? String(from) : fill(words.range, { from: String(from), to: String(to) });
    }

    function preview(one, other) {
      range = [Math.min(one, other), Math.max(one, other)];
      draw();
    }

    function commit() {
      const isAll = range[0] <= first && range[1] >= last;
      choose(isAll ? null : range);
    }

    function yearAt(event) {
      const { left, width } = plot.getBoundingClientRect();
      const at = Math.floor(((event.clientX - left) / width) * all.length);
      return all[Math.min(Math.max(at, 0), all.length - 1)];
    }

    plot.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      anchor = yearAt(event);
      plot.setPointerCapture(event.pointerId);
      preview(anchor, anchor);
    });
    plot.addEventListener("pointermove", (event) => {
      if (anchor !== null) preview(anchor, yearAt(event));
    });
    plot.addEventListener("pointerup", () => {
      if (anchor === null) return;
      anchor = null;
      commit();
    });
    plot.addEventListener("pointercancel", () => (anchor = null));
    for (const [at, end] of ends.entries()) {
      end.addEventListener("input", () => {
        const year = Number(end.value);
        // The other end gives way instead of changing places with the one that is held.
        range = at ? [Math.min(range[0], year), year] : [year, Math.max(range[1], year)];
        draw();
      });
      end.addEventListener("change", commit);
    }

    function show(counts, chosen) {
      const most = Math.max(1, ...Object.values(counts));
      for (const rect of bars) grow(rect, counts[rect.dataset.year] ?? 0, most);
      range = chosen ? [Math.max(chosen[0], first), Math.min(chosen[1], last)] : [first, last];
      draw();
    }

    return { element: frame, show };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeBrush });
})();
