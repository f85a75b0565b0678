// The page /search/: the search in the address, what the engine finds, and all that changes it.
(() => {
  "use strict";

  const STEP = 40;
  const AUTOMATIC = 5;
  const QUIET = 700;
  const root = document.getElementById("bs-search");

  function begin() {
    const { address, connect, makeDownloads, makeFacets, keepPlace, makeForm, makeResults, makeTrail, marks, store } =
      window.broadsheet;
    const { element, fill } = marks;
    const { settings, words, saving } = JSON.parse(document.getElementById("bs-search-words").textContent);
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    const title = document.title;
    let engine = connect(settings.worker);
    let labels = null;
    let state = address.read(location.search);
    let latest = 0;
    let shown = 0;
    let total = 0;
    let pagesAtOnce = 0;
    let isTyping = false;
    let isOpening = true;
    let saying = 0;

    const form = makeForm(part("form"), words, (text, isWhole) => {
      if (text !== state.text) change((now) => ({ ...now, text, page: 1 }), { typed: true });
      if (isWhole) isTyping = false;
    });
    const facets = makeFacets(words, change);
    const results = makeResults(part("list"), settings, words);
    const place = keepPlace(part("list"));
    const trail = makeTrail(part("trail"), words, facets.nameOf, change);
    const downloads = makeDownloads(part("formats"), settings.formats, saving, allIds, (...some) =>
      engine.bibliography(...some),
    );

    /** Keep the search in the address; from disk some browsers let no page change its own. */
    function record(isNew) {
      const url = location.pathname + address.write(state);
      try {
        if (isNew) history.pushState(null, "", url);
        else history.replaceState(history.state, "", url);
      } catch {
        // The search goes on all the same.
      }
    }

    function change(step, { typed = false } = {}) {
      state = step({ ...state, text: form.take() });
      record(!(typed && isTyping));
      isTyping = typed;
      run();
    }

    function shelf() {
      const papers = [...store.papers()];
      const ids = (mark) => papers.filter(([, entry]) => entry[mark]).map(([id]) => id);
      return { starred: ids("star"), read: ids("read") };
    }

    const asked = () => ({ ...address.query(state), shelf: shelf() });
    const ask = (more) => engine.search({ ...asked(), ...more });

    function allIds(limit) {
      return engine.papers({ ...asked(), limit });
    }

    async function run() {
      const mine = ++latest;
      part("list").setAttribute("aria-busy", "true");
      showForm();
      try {
        labels ??= await engine.labels();
        dropOrders();
        const found = await ask({ offset: 0, limit: state.page * STEP, facets: true });
        const cards = await engine.cards(found.hits.map((hit) => hit.doc));
        if (mine === latest) show(found, cards);
      } catch (error) {
        if (mine === latest) showFailure(error);
      }
    }

    function show(found, cards) {
      total = found.total;
      shown = found.hits.length;
      pagesAtOnce = 0;
      results.show(found.hits, cards, false);
      facets.show(state, found.facets, labels);
      trail.show(state, labels);
      showCount(found);
      showRest(found);
      part("list").setAttribute("aria-busy", "false");
      part("failure").hidden = true;
      part("columns").hidden = false;
      if (isOpening) place.restore();
      isOpening = false;
    }

    /** Offer no order by what no paper of the collection has. */
    function dropOrders() {
      for (const name of ["featured", "cited", "voted"]) {
        if (labels.orders.includes(name) || address.order(state) === name) continue;
        part("sort").querySelector(`[value=${name}]`)?.remove();
      }
    }

    function showForm() {
      form.show(state.text);
      part("sort").value = address.order(state);
      part("sort").querySelector("[value=relevance]").disabled = !state.text;
      document.title = state.text ? `${state.text} – ${title}` : title;
    }

    function counted(found) {
      if (total) return fill(words.results, { count: total });
      return found.hits.length ? words.nearOnly : words.none;
    }

    function showCount(found) {
      part("count").textContent = counted(found);
      say(part("count").textContent);
      const notes = [
        ...(found.corrected ?? []).map((one) => fill(words.corrected, one)),
        ...(found.unknown ?? []).map((name) => fill(words.unknown, { name })),
      ];
      part("notes").replaceChildren(...notes.map((note) => element("p", {}, note)));
      part("empty").hidden = shown > 0;
      part("lists").hidden = shown > 0;
      part("tools").hidden = !total;
      downloads.clear();
      showFeed();
    }

    /** Tell screen readers what came of it, once typing rests. */
    function say(text) {
      clearTimeout(saying);
      saying = setTimeout(() => (part("said").textContent = text), QUIET);
    }

    function showFeed() {
      const one = address.single(state);
      const feed = one && settings.feeds[one.kind];
      const isThere = Boolean(feed) && total >= feed.least;
      part("follow").hidden = !isThere;
      if (isThere) part("feed").href = fill(feed.path, { id: encodeURIComponent(one.slug) });
    }

    function showRest(found) {
      const isWhole = shown >= total || found.hits.some((hit) => hit.tier === "meaning");
      part("more").hidden = isWhole;
      part("more").textContent = fill(words.moreResults, { count: Math.max(0, Math.min(STEP, total - shown)), shown, total });
    }

    async function more(isAsked) {
      if (part("more").hidden || part("list").ariaBusy === "true") return;
      if (isAsked) pagesAtOnce = 0;
      else if (pagesAtOnce >= AUTOMATIC) return;
      const mine = latest;
      part("list").setAttribute("aria-busy", "true");
      try {
        const found = await ask({ offset: shown, limit: STEP, facets: false });
        const cards = await engine.cards(found.hits.map((hit) => hit.doc));
        if (mine !== latest) return;
        pagesAtOnce += 1;
        shown += found.hits.length;
        state = { ...state, page: state.page + 1 };
        record(false);
        const first = results.show(found.hits, cards, true);
        showRest(found);
        // The button moves away from under who pressed it; the next result is where they go on.
        if (isAsked) first?.querySelector("a").focus({ preventScroll: true });
      } catch (error) {
        if (mine === latest) showFailure(error);
      } finally {
        if (mine === latest) part("list").setAttribute("aria-busy", "false");
      }
    }

    function showFailure(error) {
      console.warn("search:", error);
      part("list").setAttribute("aria-busy", "false");
      say(words.failure);
      part("failure").hidden = false;
      part("columns").hidden = true;
      part("lists").hidden = false;
    }

    function move(event) {
      const links = [...part("list").querySelectorAll(".bs-card__title a")];
      const at = links.indexOf(document.activeElement);
      const isInField = document.activeElement === form.field;
      if (at < 0 && !(isInField && event.key === "ArrowDown")) return;
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
      if (next === undefined || (isInField && event.key !== "ArrowDown")) return;
      event.preventDefault();
      (links[next] ?? (next < 0 ? form.field : null))?.focus();
    }

    part("sort").addEventListener("change", () => {
      const sort = part("sort").value;
      change((now) => ({ ...now, sort, page: 1 }));
    });
    part("more").addEventListener("click", () => more(true));
    part("again").addEventListener("click", () => {
      engine = connect(settings.worker);
      run();
    });
    part("list").addEventListener("focusin", (event) => {
      if (event.target.closest(".bs-card") === part("list").lastElementChild) more(false);
    });
    root.addEventListener("keydown", move);
    addEventListener("popstate", () => {
      state = address.read(location.search);
      isTyping = false;
      isOpening = true;
      run();
    });
    new IntersectionObserver((some) => some[0].isIntersecting && more(false), {
      rootMargin: "600px",
    }).observe(part("more"));
    const wide = matchMedia("(min-width: 60em)");
    const fold = () => (part("facets").open = wide.matches);
    wide.addEventListener("change", fold);
    fold();
    part("facets").append(facets.element);
    store.watch(() => state.is.length && run());
    run();
    if (!state.text && wide.matches && !address.isNarrowed(state)) form.field.focus({ preventScroll: true });
  }

  // This script stands in the page before some of those it needs.
  if (window.broadsheet?.marks) begin();
  else addEventListener("DOMContentLoaded", () => window.broadsheet?.marks && begin());
})();
