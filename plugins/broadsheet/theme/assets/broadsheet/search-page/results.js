// The list of results: cards like those of other lists, of text alone and never of markup.
(() => {
  "use strict";

  const SHOWN = 320;
  const MOST_AUTHORS = 6;

  /**
   * Make the list. `settings` has `root`, the way to the site's root, and the patterns of addresses
   * of `topics` and `venues`.
   */
  function makeResults(list, settings, words) {
    const { element, fill } = window.broadsheet.marks;
    const { cut } = window.broadsheet.snippet;
    const days = new Map();

    const marked = (text, terms, length) =>
      cut(text, terms, length).map((one) => (one.isMatch ? element("mark", {}, one.text) : one.text));

    function format(parts) {
      const key = Object.keys(parts).join();
      const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
      if (!days.has(key)) days.set(key, new Intl.DateTimeFormat(language || undefined, { ...parts, timeZone: "UTC" }));
      return days.get(key);
    }

    /** Return a date known to the day, the month or the year as pages write it. */
    function dateText(iso) {
      const [year, month, day] = iso.split("-").map(Number);
      if (!month) return iso;
      const parts = { year: "numeric", month: "long", ...(day ? { day: "numeric" } : {}) };
      return format(parts).format(new Date(Date.UTC(year, month - 1, day || 1)));
    }

    function byline(authors) {
      if (!authors.length) return "";
      const rest = authors.length - MOST_AUTHORS;
      const names = authors.slice(0, MOST_AUTHORS).join(", ");
      const line = element("p", { class: "bs-byline", dir: "auto" }, names);
      if (rest > 0) line.append(" ", element("span", { class: "bs-more" }, fill(words.more, { count: rest })));
      return line;
    }

    function meta(card) {
      const number = (count, word) => (count ? element("span", {}, fill(word, { count })) : "");
      return element(
        "p",
        { class: "bs-meta" },
        card.venue ? element("span", { dir: "auto" }, card.venue) : "",
        card.date ? element("span", {}, dateText(card.date)) : "",
        number(card.citations, words.citations),
        number(card.votes, words.votes),
      );
    }

    function topics(some) {
      if (!some.length) return "";
      const made = element("ul", { class: "bs-topics", "aria-label": words.topics });
      for (const [tag, label] of some) {
        const href = fill(settings.topics, { id: encodeURIComponent(tag) });
        made.append(element("li", {}, element("a", { href }, label)));
      }
      return made;
    }

    function card(hit, one) {
      const isNear = hit.tier === "meaning";
      const terms = isNear ? [] : (hit.terms ?? []);
      const link = element("a", { href: settings.root + one.url, dir: "auto" }, ...marked(one.title, terms));
      const made = element("article", { class: "bs-card" }, element("h3", { class: "bs-card__title" }, link));
      if (one.kind === "page") made.append(element("p", { class: "bs-byline" }, words.page));
      else made.dataset.paper = one.id;
      made.append(byline(one.authors));
      if (one.text) {
        const text = element("p", { dir: "auto" }, ...marked(one.text, terms, SHOWN));
        made.append(element("div", { class: "bs-card__text" }, text));
      }
      if (one.kind !== "page") {
        made.append(element("div", { class: "bs-card__side" }, meta(one), topics(one.topics ?? [])));
      }
      return made;
    }

    function heading() {
      return element(
        "div",
        { class: "bs-tier" },
        element("h3", {}, words.near),
        element("p", {}, words.nearText),
      );
    }

    /** Add results to the list, or put them in its place; return the first new card. */
    function show(hits, cards, isMore) {
      const hasHeading = isMore && list.querySelector(".bs-tier");
      const made = [];
      for (const [at, hit] of hits.entries()) {
        const isNear = hit.tier === "meaning" && hits[at - 1]?.tier !== "meaning";
        // With nothing above, the line with the count says it.
        if (isNear && !hasHeading && (at || isMore)) made.push(heading());
        made.push(card(hit, cards[at]));
      }
      if (isMore) list.append(...made);
      else list.replaceChildren(...made);
      window.broadsheet.marks.refresh();
      return made.find((one) => one.matches(".bs-card"));
    }

    return { show };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeResults });
})();
