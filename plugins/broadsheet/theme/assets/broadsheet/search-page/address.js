// A search as a value, and as the address of the page that shows it. Nothing here touches a page.
(() => {
  "use strict";

  const SORTS = ["relevance", "newest", "featured", "cited", "voted"];
  const SHELF = ["starred", "unread", "read"];
  const LISTS = { topic: "topics", venue: "venues", author: "authors", has: "has", is: "is" };
  const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,119}$/u;
  const LONGEST = 500;
  const MOST_PAGES = 500;
  const NOTHING = Object.freeze({
    text: "",
    topics: [],
    venues: [],
    authors: [],
    years: null,
    has: [],
    is: [],
    sort: "",
    page: 1,
  });

  /** Return the first and the last year of `2019..2024`, `2019..`, `..2024` or `2019`, or null. */
  function years(text) {
    const found = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text ?? "");
    if (!found || !(found[1] || found[3])) return null;
    const [, from, dots, to] = found;
    if (!dots) return to ? null : [Number(from), Number(from)];
    const range = [Number(from ?? 0), Number(to ?? 9999)];
    return range[0] <= range[1] ? range : [range[1], range[0]];
  }

  function yearsText([from, to]) {
    if (from === to) return String(from);
    return `${from || ""}..${to === 9999 ? "" : to}`;
  }

  const list = (params, name) => [...new Set(params.getAll(name))].filter((one) => SLUG.test(one));

  /** Read the part of an address behind its `?`; what makes no sense there is left out. */
  function read(query) {
    const params = new URLSearchParams(query);
    const state = { ...NOTHING, text: (params.get("q") ?? "").trim().slice(0, LONGEST) };
    for (const [name, key] of Object.entries(LISTS)) state[key] = list(params, name);
    state.is = state.is.filter((one) => SHELF.includes(one));
    state.years = years(params.get("year"));
    state.sort = SORTS.includes(params.get("sort")) ? params.get("sort") : "";
    const page = Number.parseInt(params.get("page") ?? "1", 10);
    state.page = Math.min(Math.max(page || 1, 1), MOST_PAGES);
    return state;
  }

  /** Write a search as the part of an address from its `?` on; empty where it asks for nothing. */
  function write(state) {
    const params = new URLSearchParams();
    if (state.text) params.set("q", state.text);
    for (const [name, key] of Object.entries(LISTS)) {
      for (const value of state[key]) params.append(name, value);
    }
    if (state.years) params.set("year", yearsText(state.years));
    if (state.sort) params.set("sort", state.sort);
    if (state.page > 1) params.set("page", state.page);
    const text = params.toString();
    return text && `?${text}`;
  }

  /** Return the order that results come in: without words nothing is more relevant. */
  const order = ({ sort, text }) => (sort && (sort !== "relevance" || text) ? sort : text ? "relevance" : "newest");

  /** Return the search with a value of a list added, or taken away. */
  function toggle(state, key, value) {
    const has = state[key].includes(value);
    const next = has ? state[key].filter((one) => one !== value) : [...state[key], value];
    return { ...state, [key]: next, page: 1 };
  }

  /** Return what the engine is asked; the shelf's filters are words of its language. */
  const query = (state) => ({
    text: [state.text, ...state.is.map((one) => `is:${one}`)].filter(Boolean).join(" "),
    filters: {
      topics: state.topics,
      venues: state.venues,
      authors: state.authors,
      years: state.years,
      has: state.has,
    },
    sort: order(state),
  });

  /** Return the one term that is all of a search, as `{kind, slug}`: what a feed can follow. */
  function single(state) {
    const kinds = ["topics", "authors", "venues"];
    const chosen = kinds.flatMap((kind) => state[kind].map((slug) => ({ kind, slug })));
    const isMore = state.text || state.years || state.has.length || state.is.length;
    return chosen.length === 1 && !isMore ? chosen[0] : null;
  }

  const isNarrowed = (state) => write({ ...state, sort: "", page: 1 }) !== "";

  window.broadsheet = Object.assign(window.broadsheet || {}, {
    address: Object.freeze({
      NOTHING,
      SHELF,
      SORTS,
      isNarrowed,
      order,
      query,
      read,
      single,
      toggle,
      write,
      yearsText,
    }),
  });
})();
