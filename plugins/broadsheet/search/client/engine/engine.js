/* The engine: from a request to a page of results. */

/* Orders by a fact, and the column that has it. */
const ORDERS = { featured: "featured", cited: "citations", voted: "votes" };
const MOST_NEAR = 50;
const NEAR_SHARE = 0.5;
/* What a thousandth of nearness in meaning is worth for each word, and how near is near enough. */
const MEANT = 100;
const MEANT_LEAST = 500;
/* Documents and the best score fit beside each other in a number's 53 bits. */
const DOC_ROOM = 2 ** 21;

/** Make an engine; `load(name)` returns a promise of the payload of a shard. */
function createEngine({ load }) {
  let parts = null;

  async function ready() {
    if (parts) return;
    const shards = new Shards(load);
    const manifest = await shards.get("manifest", readManifest);
    const lexicon = new Lexicon(shards, manifest);
    const matcher = new Matcher(lexicon, manifest);
    const columns = new Columns(shards, manifest);
    const [cards, meaning] = [new Cards(shards, manifest), new Meaning(shards, manifest)];
    parts ||= { shards, manifest, lexicon, matcher, columns, cards, meaning };
  }

  async function search(request = {}) {
    await ready();
    const run = new Search(parts, request);
    return run.results();
  }

  async function papers(request = {}) {
    await ready();
    const run = new Search(parts, request);
    return run.papers();
  }

  async function cards(docs) {
    await ready();
    return Promise.all(docs.map((doc) => parts.cards.card(doc)));
  }

  async function labels() {
    await ready();
    const { topics, years, columns } = parts.manifest;
    const venues = await parts.columns.venues();
    const named = topics.map(({ slug, label, broader }) => [slug, { label, broader }]);
    const orders = Object.keys(ORDERS).filter((name) => columns[ORDERS[name]].length);
    return { topics: Object.fromEntries(named), venues: Object.fromEntries(venues), years, orders };
  }

  const dispose = () => {
    parts = null;
  };

  return { ready, search, papers, cards, labels, parse, dispose };
}

/** One request on its way to its results. */
class Search {
  constructor(parts, request) {
    Object.assign(this, parts);
    this.request = request;
    this.query = parse(request.text);
    this.wanted = this.query.parts.filter((part) => !part.negated);
  }

  async results() {
    const { offset = 0, limit = 20 } = this.request;
    await this.read();
    const found = this.found();
    const some = this.ranked(found, offset + limit).slice(offset);
    const [hits, near, facets] = await Promise.all([
      Promise.all(some.map((doc) => this.hit(doc, this.exact.has(doc) ? "exact" : "words"))),
      some.length < limit ? this.near(found.length, offset, limit - some.length) : [],
      this.request.facets ? this.counted(found) : undefined,
    ]);
    return {
      total: found.length,
      hits: [...hits, ...near],
      facets,
      corrected: this.matches.map((one) => one.corrected).filter(Boolean),
      unknown: this.query.unknown,
    };
  }

  /** Return the ids of the first papers that have all words, and how many have. */
  async papers() {
    await this.read();
    const found = this.found().filter((doc) => doc < this.manifest.papers);
    return { total: found.length, ids: await this.columns.ids(this.ranked(found, this.request.limit)) };
  }

  /** Load what the query names, all at once. */
  async read() {
    const filters = new Filters(this.columns, this.matcher, this.manifest, this.request.shelf);
    const unwanted = this.query.parts.filter((part) => part.negated);
    const named = this.named();
    const [exact, matches, excluded, kept, order] = await Promise.all([
      named,
      this.matched(named),
      Promise.all(this.slots(unwanted).map((slot) => this.matcher.match(slot))),
      filters.all(this.query, this.request.filters),
      this.order(),
    ]);
    Object.assign(this, { exact, matches, excluded, filters: kept, orderOf: order });
    this.add();
  }

  /** Match the words; those of a pasted id or of a long title that is there are not looked for. */
  async matched(named) {
    this.asked = this.slots(this.wanted);
    const isWhole = this.isLong() || namesIn(this.query.text).length > 0;
    if (isWhole && (await named).size) return [];
    return Promise.all(this.asked.map((slot) => this.matcher.match(slot)));
  }

  /** Tell whether there are words enough to find a paper without more of the like. */
  isLong() {
    return this.asked.length > MOST_INFLECTED;
  }

  slots(parts) {
    const { common } = this.manifest;
    const found = parts.flatMap((part) => {
      return part.kind === "phrase" ? [{ phrase: phraseOf(part.text, common) }] : slotsOf(part, common);
    });
    const telling = found.filter((slot) => slot.isLast || slot.phrase || !common.has(slot.word));
    const known = new Set();
    const slots = (telling.length ? telling : found).filter((slot) => {
      const key = JSON.stringify(slot);
      return !known.has(key) && known.add(key);
    });
    // Many words tell enough as they are; their forms would be many shards more.
    const isPlain = slots.length > MOST_INFLECTED;
    return mostTelling(slots).map((slot) => ({ ...slot, isPlain }));
  }

  /** Return the documents that the text stands for as a whole: by an identifier, by its title. */
  named() {
    const words = plainTokens(this.query.text);
    const terms = namesIn(this.query.text).map((name) => `#${name}`);
    return this.matcher.named(words.length ? [...terms, titleName(words)] : terms);
  }

  async order() {
    const { sort } = this.request;
    if (Object.hasOwn(ORDERS, sort)) return this.columns.numbers(ORDERS[sort]);
    return sort === "newest" ? new Float64Array(this.manifest.documents) : null;
  }

  /** Add the slots up: the score of each document, and how many slots it has. */
  add() {
    const { documents } = this.manifest;
    this.scores = new Int32Array(documents);
    this.counts = new Uint8Array(documents);
    for (const { best } of this.matches) {
      for (let doc = 0; doc < documents; doc++) {
        if (best[doc] === 0) continue;
        this.scores[doc] += best[doc];
        this.counts[doc]++;
      }
    }
  }

  /** Tell whether a document is left, by the filters of all kinds but one. */
  isKept(doc, but) {
    return (
      this.excluded.every(({ best }) => best[doc] === 0) &&
      this.filters.every(({ kind, test }) => kind === but || test(doc))
    );
  }

  /** Return the documents that have all words, in no order. */
  found(but) {
    const most = this.wanted.length ? this.manifest.documents : this.manifest.papers;
    const found = [];
    for (let doc = 0; doc < most; doc++) {
      const isFound = this.wanted.length
        ? (this.matches.length > 0 && this.counts[doc] === this.matches.length) || this.exact.has(doc)
        : true;
      if (isFound && this.isKept(doc, but)) found.push(doc);
    }
    return found;
  }

  ranked(found, most) {
    const { papers } = this.manifest;
    const value = (doc) => {
      // Pages have no day, and stand behind all papers where days count.
      if (this.orderOf) return doc < papers ? this.orderOf[doc] + 1 : 0;
      return this.scores[doc] + (this.exact.has(doc) ? 2 ** 31 : 0);
    };
    return greatest(found, value, most);
  }

  /** Return documents that lack a word, the nearest first, where words alone found too few. */
  async near(total, offset, room) {
    // Who types a whole title or an id has found what they look for.
    if (!this.wanted.length || this.orderOf || this.exact.size) return [];
    const most = this.matches.length;
    const meant = this.isLong() ? this.matcher.nothing() : await this.meaning.near(this.matches);
    const score = (doc) => {
      const words = this.scores[doc] * (most + this.counts[doc]);
      return words + most * MEANT * Math.max(meant[doc], 0);
    };
    const found = [];
    for (let doc = 0; doc < this.manifest.documents; doc++) {
      const isNear = this.counts[doc] > 0 || meant[doc] >= MEANT_LEAST;
      if (isNear && this.counts[doc] !== most && this.isKept(doc)) found.push(doc);
    }
    const near = greatest(found, score, MOST_NEAR);
    const start = Math.max(offset - total, 0);
    const kept = near.filter((doc) => score(doc) >= NEAR_SHARE * score(near[0]));
    return Promise.all(kept.slice(start, start + room).map((doc) => this.hit(doc, "meaning")));
  }

  async hit(doc, tier) {
    const { id } = await this.cards.card(doc);
    const forms = this.matches.flatMap((match) => match.forms.map(({ entry }) => entry));
    const own = forms.filter((entry) => has(entry.docs, doc) || has(entry.authors, doc));
    const terms = this.matches.length
      ? own.map(({ term }) => term)
      : this.asked.flatMap(({ word, joined, parts = [] }) => [word ?? joined, ...parts].filter(Boolean));
    return { doc, id, score: this.scores[doc], tier, terms: [...new Set(terms)] };
  }

  counted(found) {
    const leaving = (kind) => (this.filters.some((one) => one.kind === kind) ? this.found(kind) : found);
    return countFacets(this.columns, this.manifest, found, leaving);
  }
}

/** Return so many documents by a value, the greatest first; of equals the newest. */
function greatest(docs, value, most) {
  const keyOf = (doc) => value(doc) * DOC_ROOM + doc;
  const keys = most * 8 < docs.length ? firstOf(docs, keyOf, most) : Float64Array.from(docs, keyOf).sort().reverse();
  return Array.from(keys.subarray(0, most), (key) => key % DOC_ROOM);
}

/** Return the greatest keys in order: few of many are found sooner than all are sorted. */
function firstOf(docs, keyOf, most) {
  const keys = new Float64Array(most).fill(-1);
  // From the newest on, for of equals these come first and the others pass by.
  for (let at = docs.length - 1; at >= 0; at--) {
    const key = keyOf(docs[at]);
    let place = most;
    while (place > 0 && keys[place - 1] < key) place--;
    if (place === most) continue;
    keys.copyWithin(place + 1, place, most - 1);
    keys[place] = key;
  }
  return keys;
}

/** Tell whether a sorted list has a document. */
function has(docs, doc) {
  let low = 0;
  let high = docs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (docs[middle] === doc) return true;
    if (docs[middle] < doc) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
