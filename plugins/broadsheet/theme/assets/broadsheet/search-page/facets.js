// The filters beside the results, each with the number of papers that it would leave.
(() => {
  "use strict";

  const SHORT = 8;
  const HAS = ["code", "data", "model", "video", "demo", "slides"];

  /** Return topics as `{value, label, count, depth}`: trees, the fullest first. */
  function tree(counts, labels, chosen) {
    const isKnown = (slug) => Object.hasOwn(labels, slug);
    const slugs = Object.keys(labels).filter((slug) => counts[slug] || chosen.includes(slug));
    const above = (slug) => (isKnown(labels[slug].broader) ? labels[slug].broader : "");
    const byCount = (one, other) => (counts[other] ?? 0) - (counts[one] ?? 0);
    const below = new Map();
    for (const slug of slugs) below.set(above(slug), [...(below.get(above(slug)) ?? []), slug]);
    const walk = (parent, depth) =>
      (below.get(parent) ?? []).sort(byCount).flatMap((slug) => [
        { value: slug, label: labels[slug].label, count: counts[slug] ?? 0, depth, parent },
        ...walk(slug, depth + 1),
      ]);
    return walk("", 0);
  }

  /** Return terms as `{value, label, count}`, the fullest first; chosen ones stay without papers. */
  function ranked(counts, nameOf, chosen) {
    const all = new Set([...Object.keys(counts), ...chosen]);
    return [...all]
      .map((value) => ({ value, label: nameOf(value), count: counts[value] ?? 0 }))
      .sort((one, other) => other.count - one.count || one.label.localeCompare(other.label));
  }

  /** Return what a short list shows: the first ones, what is chosen and, of topics, what is near. */
  function shortened(terms, chosen) {
    const near = new Set(chosen);
    for (const one of terms) if (near.has(one.value) && one.parent) near.add(one.parent);
    const isTop = (one) => !one.depth;
    const first = terms.filter(isTop).slice(0, SHORT);
    return terms.filter(
      (one) => first.includes(one) || near.has(one.value) || near.has(one.parent),
    );
  }

  /**
   * Make the filters; `change` is given a function from search to search. Its method `show` takes
   * the search, the engine's counts and its labels.
   */
  function makeFacets(words, change) {
    const { address, makeBrush, marks } = window.broadsheet;
    const { button, element, fill } = marks;
    const frame = element("div", { class: "bs-facets__groups" });
    const open = new Set();
    const names = new Map();
    let brush = null;
    let shown = null;

    function option(key, one, isChosen) {
      const box = element("input", { type: "checkbox", name: key, value: one.value });
      box.checked = isChosen;
      box.addEventListener("change", () => change((state) => address.toggle(state, key, one.value)));
      const count = one.count === undefined ? "" : element("span", { class: "bs-number" }, fill("{count}", one));
      const label = element("span", { dir: "auto" }, one.label);
      const item = element("li", {}, element("label", {}, box, label, count));
      if (one.depth) item.style.paddingInlineStart = `${Math.min(one.depth, 4) * 0.9}rem`;
      return item;
    }

    function more(key, hidden, isOpen) {
      const text = isOpen ? words.fewer : fill(words.all, { count: hidden });
      const made = button({ class: "bs-facets__more", "aria-expanded": String(isOpen) }, text);
      made.addEventListener("click", () => {
        if (isOpen) open.delete(key);
        else open.add(key);
        draw(...shown);
        frame.querySelector(`[data-facet=${key}] .bs-facets__more`)?.focus();
      });
      return made;
    }

    function group(key, terms, chosen) {
      if (!terms.length) return "";
      const short = shortened(terms, chosen);
      const isOpen = open.has(key);
      const list = element("ul", {});
      for (const one of isOpen ? terms : short) {
        list.append(option(key, one, chosen.includes(one.value)));
      }
      const rest = short.length < terms.length ? more(key, terms.length, isOpen) : "";
      const legend = element("legend", {}, words[key]);
      return element("fieldset", { "data-facet": key }, legend, list, rest);
    }

    function years(state, counts, range) {
      const isEmpty = !state.years && !Object.keys(counts).length;
      if (isEmpty || !(range?.[0] < range?.[1])) return "";
      brush ??= makeBrush(range, words, (chosen) =>
        change((now) => ({ ...now, years: chosen, page: 1 })),
      );
      brush.show(counts, state.years);
      const legend = element("legend", {}, words.years);
      return element("fieldset", { "data-facet": "years" }, legend, brush.element);
    }

    function draw(state, counts, labels) {
      const at = document.activeElement;
      const focused = frame.contains(at) && at.name ? [at.name, at.value] : null;
      const authors = Object.fromEntries(counts.authors.map(([slug, name, count]) => {
        names.set(slug, name);
        return [slug, count];
      }));
      const has = HAS.filter((one) => counts.has[one] || state.has.includes(one));
      // A brush that is held must not leave the page, so it alone is kept where it is.
      const yearsGroup = brush?.element.contains(at) ? brush.element.parentElement : null;
      if (yearsGroup) brush.show(counts.years, state.years);
      const groups = [
        group("topics", tree(counts.topics, labels.topics, state.topics), state.topics),
        yearsGroup ?? years(state, counts.years, labels.years),
        group("venues", ranked(counts.venues, (one) => labels.venues[one] ?? one, state.venues), state.venues),
        group("authors", ranked(authors, (one) => names.get(one) ?? one, state.authors), state.authors),
        group("has", has.map((value) => ({ value, label: words[`kind.${value}`] ?? value, count: counts.has[value] ?? 0 })), state.has),
        group("is", address.SHELF.map((value) => ({ value, label: words[`kind.${value}`] })), state.is),
      ].filter(Boolean);
      place(groups, yearsGroup);
      if (focused) {
        const [name, value] = focused;
        const box = [...frame.querySelectorAll("input")].find((one) => one.name === name && one.value === value);
        box?.focus({ preventScroll: true });
      }
    }

    function place(groups, kept) {
      if (!kept) return frame.replaceChildren(...groups);
      for (const one of [...frame.children]) if (one !== kept) one.remove();
      const at = groups.indexOf(kept);
      kept.before(...groups.slice(0, at));
      return kept.after(...groups.slice(at + 1));
    }

    return {
      element: frame,
      show(...values) {
        shown = values;
        draw(...values);
      },
      /** Return what a chosen term is called. */
      nameOf(key, value, labels) {
        if (key === "topics") return labels.topics[value]?.label ?? value;
        if (key === "venues") return labels.venues[value] ?? value;
        if (key === "authors") return names.get(value) ?? value;
        return words[`kind.${value}`] ?? value;
      },
    };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeFacets });
})();
