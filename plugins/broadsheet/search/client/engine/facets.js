/* Facets: how many of the documents found are in each topic, year, venue, and by each author. */

const MOST_AUTHORS = 50;

/**
 * Count documents. Venues and years are alternatives, so each of these two facets counts what would
 * be found without its own choice: `leaving(kind)` gives these documents.
 */
async function countFacets(columns, manifest, docs, leaving) {
  const [topics, years, venues, names, authors, has] = await Promise.all([
    countTopics(columns, manifest, docs),
    countNumbers(columns, "year", leaving("years")),
    countNumbers(columns, "venue", leaving("venues")),
    columns.venues(),
    countAuthors(columns, docs),
    countHas(columns, manifest, docs),
  ]);
  const named = Object.entries(venues).map(([number, count]) => [names[number - 1][0], count]);
  return { topics, years, venues: Object.fromEntries(named), authors, has };
}

async function countNumbers(columns, name, docs) {
  const column = await columns.numbers(name);
  const counts = {};
  for (const doc of docs) if (column[doc]) counts[column[doc]] = (counts[column[doc]] || 0) + 1;
  return counts;
}

async function countTopics(columns, manifest, docs) {
  const { starts, values } = await columns.lists("topics");
  const lines = manifest.topics.map((_, number) => lineOf(manifest.topics, number));
  const counts = {};
  for (const doc of docs) {
    const slugs = new Set();
    for (let at = starts[doc]; at < starts[doc + 1]; at++) for (const slug of lines[values[at]]) slugs.add(slug);
    for (const slug of slugs) counts[slug] = (counts[slug] || 0) + 1;
  }
  return counts;
}

async function countAuthors(columns, docs) {
  const [people, { starts, values }] = await Promise.all([columns.people(), columns.lists("authors")]);
  const counts = new Int32Array(people.length);
  for (const doc of docs) for (let at = starts[doc]; at < starts[doc + 1]; at++) counts[values[at]]++;
  const found = [...counts.keys()].filter((number) => counts[number]);
  found.sort((a, b) => counts[b] - counts[a] || a - b);
  return found.slice(0, MOST_AUTHORS).map((number) => [...people[number], counts[number]]);
}

async function countHas(columns, manifest, docs) {
  const column = await columns.numbers("has");
  const counts = {};
  for (const doc of docs) {
    for (let bits = column[doc], at = 0; bits; bits >>= 1, at++) {
      if (bits & 1) counts[manifest.has[at]] = (counts[manifest.has[at]] || 0) + 1;
    }
  }
  return counts;
}
