// Lists: which of their papers a reader wants to see, in what order, and how far one got.
(() => {
  "use strict";

  const { marks, shelf, store, words } = window.broadsheet;
  if (!store) return;
  const { button, element, fill, language, titleOf } = marks;
  const FILTERS = ["all", "starred", "unread"];

  /** Return the filter in the address; null where the address speaks of something else. */
  function filterOf(hash) {
    const name = hash === "" ? "all" : hash.replace(/^#show=/, "");
    return hash === "" || name !== hash ? (FILTERS.includes(name) ? name : "all") : null;
  }

  function dressFilter(place) {
    if (place.firstChild) return;
    const links = FILTERS.map((name) => element("a", { href: `#show=${name}` }, words[name]));
    place.append(
      element("nav", { "aria-label": words.filters }, ...links),
      element("span", { class: "bs-filter__count", role: "status" }),
    );
    dressSorts(place);
    place.append(button({ class: "bs-keys-open" }, words.keys));
  }

  const SIGNS = { newest: -1, featured: -1, cited: -1, voted: -1, title: 1 };

  /** Return the cards of the list in another order; what is not known comes last. */
  function sorted(cards, order) {
    if (!SIGNS[order]) return cards;
    const collator = new Intl.Collator(language, { numeric: true });
    const key = (card) => (order === "title" ? titleOf(card) : (card.dataset[order] ?? ""));
    return [...cards].sort((one, other) => {
      const [first, second] = [key(one), key(other)];
      if (!first || !second) return Number(!first) - Number(!second);
      return SIGNS[order] * collator.compare(first, second);
    });
  }

  /** Offer the orders: on a list of one page as buttons, else as links to the search that sorts all. */
  function dressSorts(place) {
    const [first, ...rest] = (place.dataset.sorts ?? "").split(" ").filter(Boolean);
    if (!rest.length) return;
    const list = place.parentElement.querySelector(".bs-list");
    const listed = [...list.querySelectorAll(".bs-card[data-paper]")];
    const group = element("div", { class: "bs-sorts", role: "group", "aria-label": words.sorts });
    for (const order of [first, ...rest]) {
      const said = words[`sort.${order}`];
      if (place.dataset.search && order !== first) {
        group.append(element("a", { href: `${place.dataset.search}sort=${order}` }, said));
        continue;
      }
      const choice = button({ "aria-pressed": String(order === first) }, said);
      choice.addEventListener("click", () => {
        list.append(...sorted(listed, order === first ? "" : order));
        for (const one of group.children) one.setAttribute("aria-pressed", String(one === choice));
      });
      group.append(choice);
    }
    place.append(group);
  }

  /** Tell how far the reader got in each reading list of the page. */
  function showProgress() {
    const papers = store.papers();
    for (const place of document.querySelectorAll(".bs-progress")) {
      const ids = place.dataset.papers.split(" ");
      const some = ids.filter((id) => papers.get(id)?.read).length;
      const bar = element("progress", { value: String(some), max: String(ids.length) });
      bar.setAttribute("aria-hidden", "true"); // the words say it
      place.replaceChildren(bar, ` ${fill(words.progress, { some, count: ids.length })}`);
    }
  }

  function filter() {
    const place = document.querySelector(".bs-filter");
    if (!place?.firstChild) return;
    const isFirst = !place.querySelector("[aria-current]");
    const name = filterOf(location.hash) ?? (isFirst ? "all" : null);
    if (!name) return;
    const papers = store.papers();
    const cards = [...document.querySelectorAll(".bs-filter ~ .bs-list .bs-card[data-paper]")];
    for (const card of cards) card.hidden = !shelf.shows(name, papers.get(card.dataset.paper));
    for (const link of place.querySelectorAll("nav a")) {
      if (link.hash === `#show=${name}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const some = cards.filter((card) => !card.hidden).length;
    place.querySelector("span").textContent =
      name === "all" ? "" : fill(words.some, { some, all: cards.length });
    for (const link of document.querySelectorAll(".bs-pager a, .bs-siblings a")) {
      link.hash = name === "all" ? "" : `show=${name}`;
    }
  }

  function start() {
    document.querySelectorAll(".bs-filter").forEach(dressFilter);
    showProgress();
    filter();
  }

  window.broadsheet.lists = Object.freeze({ filter });
  store.watch(showProgress);
  addEventListener("hashchange", filter);
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
