// What the reader asks for, in words above the results, each with a button that takes it away.
(() => {
  "use strict";

  const LISTS = ["topics", "venues", "authors", "has", "is"];

  /** Make the trail in `place`; `change` is given a function from search to search. */
  function makeTrail(place, words, nameOf, change) {
    const { address, marks } = window.broadsheet;
    const { button, element, fill } = marks;

    function chip(text, without) {
      const label = fill(words.without, { name: text });
      const made = button({ class: "bs-chip", "aria-label": label }, text, element("span", { "aria-hidden": "true" }, " ×"));
      made.addEventListener("click", () => {
        change((state) => ({ ...without(state), page: 1 }));
        document.getElementById("bs-search-text").focus();
      });
      return element("li", {}, made);
    }

    function chips(state, labels) {
      const text = state.text && [chip(`“${state.text}”`, (now) => ({ ...now, text: "" }))];
      const lists = LISTS.flatMap((key) =>
        state[key].map((value) => chip(nameOf(key, value, labels), (now) => address.toggle(now, key, value))),
      );
      const years = state.years && [
        chip(address.yearsText(state.years).replace("..", "–"), (now) => ({ ...now, years: null })),
      ];
      return [...(text || []), ...lists, ...(years || [])];
    }

    return {
      show(state, labels) {
        const made = chips(state, labels);
        place.hidden = !address.isNarrowed(state);
        if (made.length > 1) made.push(chip(words.everything, () => address.NOTHING));
        place.replaceChildren(...made);
      },
    };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeTrail });
})();
