// The theme's search box: what it asks, as a query, and what the engine finds, as it draws it.
//
// The theme takes `title` and `text` for HTML, so all that comes from papers is escaped here, by
// `html` alone.
(() => {
  "use strict";

  const { snippet } = globalThis.broadsheet;
  // The theme draws ten results at once and more as one scrolls; the tenth leads to all of them.
  const MOST = 9;
  const SHOWN = 220;
  const MOST_AUTHORS = 4;
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

  const html = (text) => String(text).replace(/[&<>"']/g, (one) => ENTITIES[one]);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const line = (text, kind) => (text ? `<p class="bs-found__${kind}">${text}</p>` : "");

  function marked(text, terms, length) {
    return snippet
      .cut(text, terms, length)
      .map((piece) => (piece.isMatch ? `<mark>${html(piece.text)}</mark>` : html(piece.text)))
      .join("");
  }

  function byline({ authors = [], venue, year }, words) {
    const names = authors.slice(0, MOST_AUTHORS).map((one) => one.name ?? one);
    if (authors.length > MOST_AUTHORS) names.push(fill(words.more, { count: authors.length - MOST_AUTHORS }));
    return [names.join(", "), venue || year].filter(Boolean).join(" · ");
  }

  /** Return a result as the theme draws it; `rank` keeps the engine's order. */
  function item(hit, card, rank, words) {
    const isNear = hit.tier === "meaning";
    const terms = isNear ? [] : (hit.terms ?? []);
    return {
      location: card.url,
      title: marked(card.title, terms),
      text: [
        line(html(byline(card, words)), "by"),
        isNear ? line(html(words.near), "near") : "",
        line(marked(card.text ?? "", terms, SHOWN), "text"),
      ].join(""),
      score: rank,
      terms: Object.fromEntries(terms.map((term) => [term, true])),
    };
  }

  const pathOf = (location) => location.split("#")[0];

  /** Put the sections of a page together; the theme wants the page itself among them. */
  function grouped(items, titles) {
    const groups = new Map();
    for (const one of items) {
      const path = pathOf(one.location);
      groups.set(path, [...(groups.get(path) ?? []), one]);
    }
    return [...groups].map(([path, group]) => {
      const hasPage = group.some((one) => one.location === path);
      const title = html(titles[path] ?? path);
      return hasPage ? group : [...group, { location: path, title, text: "", score: 0, terms: {} }];
    });
  }

  /** Return the link to all results, as a result. */
  function all(text, count, config) {
    const { words, page } = config;
    const title = count ? fill(words.all, { count }) : words.open;
    const location = `${page}?q=${encodeURIComponent(text)}`;
    return [{ location, title: html(title), text: "", score: 0, terms: {} }];
  }

  /** Return the rest of the word that is being typed, from the best titles. */
  function suggest(text, cards) {
    const typed = text.split(/[\s-]+/).pop();
    if (typed.length < 2) return [];
    const start = snippet.fold(typed);
    for (const { title } of cards.slice(0, 5)) {
      for (const [word] of title.matchAll(/[\p{L}\p{N}]+/gu)) {
        const isLonger = word.length > typed.length && snippet.fold(word).startsWith(start);
        // The theme shows it over what was typed, so both begin alike.
        if (isLonger) return [typed + word.slice(typed.length)];
      }
    }
    return [];
  }

  /**
   * Return `{items, suggest}` for the text in the box. `config` is `{words, page, titles}`: what is said
   * to readers, the path of the page with all results, and the titles of hand-written pages by path.
   */
  async function results(engine, text, config) {
    const query = text.trim();
    if (!query) return { items: [] };
    // What a reader starred is in the page's storage, which no worker sees.
    if (/(^|\s)-?is:/.test(query)) return { items: [all(query, 0, config)] };
    const { total, hits } = await engine.search({ text: query, sort: "relevance", limit: MOST });
    const cards = await engine.cards(hits.map((hit) => hit.doc));
    const items = hits.map((hit, at) => item(hit, cards[at], hits.length - at, config.words));
    const found = grouped(items, config.titles ?? {});
    if (total > MOST && config.page) found.push(all(query, total, config));
    return { items: found, suggest: suggest(text, cards) };
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet, { box: Object.freeze({ results }) });
})();
