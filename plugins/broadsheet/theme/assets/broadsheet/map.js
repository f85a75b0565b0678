/* The map by keyboard: one stop of the tab key, arrow keys to the nearest mark that way; and the
   title of the mark in focus or under the pointer, in words below the map. */

(() => {
  "use strict";

  const STEPS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };

  const map = document.getElementById("map");
  const here = document.getElementById("map-keys");
  if (!map || !here) return;

  const marks = Array.from(map.querySelectorAll("a"), (link) => {
    const use = link.querySelector("use");
    return {
      link,
      title: link.querySelector("title").textContent,
      x: Number(use.getAttribute("x")),
      y: Number(use.getAttribute("y")),
    };
  });
  const byLink = new Map(marks.map((mark) => [mark.link, mark]));

  const markOf = (event) => byLink.get(event.target.closest("a"));

  /* The nearest mark within 45 degrees of a direction. */
  const nearest = (from, [dx, dy]) => {
    let found = null;
    let least = Infinity;
    for (const mark of marks) {
      const x = mark.x - from.x;
      const y = mark.y - from.y;
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      const distance = x * x + y * y;
      if (along > 0 && aside <= along && distance < least) {
        found = mark;
        least = distance;
      }
    }
    return found;
  };

  const show = (mark) => {
    here.textContent = mark.title;
  };

  const enter = (mark) => {
    current.link.setAttribute("tabindex", "-1");
    current = mark;
    current.link.setAttribute("tabindex", "0");
    show(mark);
  };

  if (marks.length === 0) return;
  let current = marks[0];
  for (const mark of marks) mark.link.setAttribute("tabindex", "-1");
  current.link.setAttribute("tabindex", "0");
  here.textContent = here.dataset.keys;

  map.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) enter(mark);
  });
  map.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
  });
  map.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const mark = markOf(event);
    if (!step || !mark || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = nearest(mark, step);
    if (next) next.link.focus();
  });
})();
