/* Filters: which documents a field of the query or a choice among the facets leaves. */

/** Makes predicates of documents; each loads only the columns it needs. */
class Filters {
  constructor(columns, matcher, manifest, shelf) {
    this.columns = columns;
    this.matcher = matcher;
    this.manifest = manifest;
    this.shelf = shelf || {};
  }

  /** Return the predicates of a request by the facet that each belongs to. */
  async all(query, chosen = {}) {
    const found = [];
    const add = async (kind, made, negated) => {
      const test = await made;
      if (!test) return false;
      found.push({ kind, test: negated ? (doc) => !test(doc) : test });
      return true;
    };
    for (const { field, value, negated } of query.filters) {
      const isKnown = await add(field, this[field](value), negated);
      if (!isKnown) query.unknown.push(`${field}:${value}`);
    }
    for (const topic of chosen.topics || []) await add("topic", this.topicIs(topic));
    for (const author of chosen.authors || []) await add("author", this.authorIs(author));
    for (const one of chosen.has || []) await add("has", this.has(one));
    if (chosen.venues?.length) await add("venues", this.venueIn(chosen.venues));
    if (chosen.years?.length) await add("years", this.between(...chosen.years));
    return found;
  }

  async author(value) {
    const docs = await this.matcher.authors(value);
    return (doc) => docs.has(doc);
  }

  async authorIs(slug) {
    const people = await this.columns.people();
    const number = people.findIndex(([one]) => one === slug);
    if (number < 0) return this.author(slug.replaceAll("-", " "));
    const { starts, values } = await this.columns.lists("authors");
    return (doc) => values.slice(starts[doc], starts[doc + 1]).includes(number);
  }

  topic(value) {
    const wanted = fold(value).replaceAll("-", " ");
    const found = this.manifest.topics.find(({ slug, label, names }) =>
      [slug, label, ...names].some((one) => fold(one).replaceAll("-", " ") === wanted),
    );
    return found ? this.topicIs(found.slug) : null;
  }

  async topicIs(slug) {
    const numbers = new Set();
    this.manifest.topics.forEach((_, number) => {
      if (lineOf(this.manifest.topics, number).includes(slug)) numbers.add(number);
    });
    const { starts, values } = await this.columns.lists("topics");
    return (doc) => {
      for (let at = starts[doc]; at < starts[doc + 1]; at++) if (numbers.has(values[at])) return true;
      return false;
    };
  }

  async venue(value) {
    const wanted = plainTokens(value);
    const venues = await this.columns.venues();
    const slugs = venues
      .filter(([slug, name]) => slug === value || wanted.every((one) => plainTokens(name).includes(one)))
      .map(([slug]) => slug);
    return slugs.length && wanted.length ? this.venueIn(slugs) : null;
  }

  async venueIn(slugs) {
    const [venues, column] = await Promise.all([this.columns.venues(), this.columns.numbers("venue")]);
    const numbers = new Set(slugs.map((slug) => venues.findIndex(([one]) => one === slug) + 1));
    numbers.delete(0);
    return (doc) => numbers.has(column[doc]);
  }

  year(value) {
    const years = yearsIn(value);
    return years && this.between(...years);
  }

  async between(from, to) {
    const column = await this.columns.numbers("year");
    return (doc) => column[doc] > 0 && column[doc] >= (from || 0) && column[doc] <= (to || 9999);
  }

  has(value) {
    const bit = this.manifest.has.indexOf(value.toLowerCase());
    if (bit < 0) return null;
    return this.columns.numbers("has").then((column) => (doc) => ((column[doc] >> bit) & 1) === 1);
  }

  is(value) {
    const { papers } = this.manifest;
    if (value === "paper") return (doc) => doc < papers;
    if (value === "page") return (doc) => doc >= papers;
    if (!["starred", "read", "unread"].includes(value)) return null;
    const ids = [...(this.shelf[value === "unread" ? "read" : value] || [])];
    const listed = this.matcher.named(ids.map((id) => `#${String(id).toLowerCase()}`));
    return listed.then((docs) => (value === "unread" ? (doc) => doc < papers && !docs.has(doc) : (doc) => docs.has(doc)));
  }
}

/** Return the slugs of a topic and of those above it, the nearest first. */
function lineOf(topics, number) {
  const slugs = [];
  for (let one = topics[number]; one && !slugs.includes(one.slug); ) {
    slugs.push(one.slug);
    const { broader } = one;
    one = broader && topics.find(({ slug }) => slug === broader);
  }
  return slugs;
}
