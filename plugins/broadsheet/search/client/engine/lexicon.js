/* The lexicon: terms with their lists of documents, where they stand in them, and how to spell. */

/** A term: `docs` and `levels` of the texts, `authors` of the names of authors. */
const NO_DOCS = new Int32Array(0);

class Lexicon {
  constructor(shards, manifest) {
    this.shards = shards;
    this.manifest = manifest;
  }

  /** Return the entries of a term's shards: more than one where its list is very long. */
  async entries(term) {
    const { firsts } = this.manifest;
    if (!firsts.length) return [];
    const last = placeOf(firsts, term);
    let first = last;
    while (first > 0 && firsts[first] === term) first--;
    const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const found = await Promise.all(numbers.map((at) => this.entryIn(at, term)));
    return found.filter(Boolean);
  }

  async entryIn(number, term) {
    const shard = await this.shard(number);
    const row = shard.rows.get(term);
    return row === undefined ? null : shard.entry(row);
  }

  shard(number) {
    return this.shards.get(`terms-${this.manifest.terms[number]}`, (payload) => {
      return new TermShard(payload, this.manifest, number);
    });
  }

  /** Return a term with all its documents, or null. */
  async term(term) {
    const found = await this.entries(term);
    if (found.length < 2) return found[0] || null;
    const joined = (name, type) => type.from(found.flatMap((one) => Array.from(one[name])));
    return {
      ...found[0], parts: found, docs: joined("docs", Int32Array), levels: joined("levels", Uint8Array),
    };
  }

  /** Return the most frequent terms that begin with a prefix, from at most three shards. */
  async beginningWith(prefix, most) {
    const { firsts } = this.manifest;
    if (!firsts.length) return [];
    const from = placeOf(firsts, prefix);
    let to = from;
    while (to + 1 < firsts.length && to < from + 2 && firsts[to + 1].startsWith(prefix)) to++;
    const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const some = (await Promise.all(numbers.map((at) => this.shard(at)))).flatMap((shard) => shard.beginningWith(prefix));
    some.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1));
    return some.slice(0, most).map(({ shard, row }) => shard.entry(row));
  }

  /** Return the places of an entry in its documents: a list of numbers for each. */
  async placesOf(entry) {
    const { terms, placesOf, placeBits } = this.manifest;
    const at = entry.number % placesOf;
    const [shard, places] = await Promise.all([
      this.shard(entry.number),
      this.shards.get(`places-${terms[entry.number - at]}`, (payload) => payload.split("\t")),
    ]);
    shard.places ??= shard.readPlaces(places[at], placeBits);
    return shard.places.slice(entry.start, entry.start + entry.docs.length);
  }

  /** Return the words that a mistyped one may mean, the likeliest first. */
  async corrections(word) {
    const most = word.length < 8 ? 1 : 2;
    const half = Math.floor(word.length / 2);
    if (word.length < 4) return [];
    const turned = signsOf(word).reverse().join("");
    const [some, others] = await Promise.all([
      this.spelt("forward", word.slice(0, half)),
      this.spelt("backward", turned.slice(0, half)),
    ]);
    const counts = new Map(some);
    for (const [other, count] of others) counts.set(signsOf(other).reverse().join(""), count);
    const found = [];
    for (const [other, count] of counts) {
      const far = distance(word, other, most);
      if (far <= most) found.push({ word: other, far, count });
    }
    found.sort((a, b) => a.far - b.far || b.count - a.count || (a.word < b.word ? -1 : 1));
    return found.filter((one) => one.far === found[0].far).slice(0, 3).map((one) => one.word);
  }

  async spelt(name, prefix) {
    const [firsts, hashes] = this.manifest[name];
    if (!hashes.length) return [];
    const from = placeOf(firsts, prefix);
    let to = from;
    while (to + 1 < firsts.length && to < from + 2 && firsts[to + 1].startsWith(prefix)) to++;
    const found = await Promise.all(hashes.slice(from, to + 1).map((hash) => this.words(`${name}-${hash}`)));
    return found.flat().filter(([word]) => word.startsWith(prefix));
  }

  words(name) {
    return this.shards.get(name, (payload) => {
      const [lines, counts] = payload.split("\t");
      const sizes = numbersOf(counts);
      return wordsOf(lines).map((word, at) => [word, sizes[at]]);
    });
  }
}

class TermShard {
  constructor(payload, manifest, number) {
    const [lines, counts, bits, gaps = "", vectors = ""] = payload.split("\t");
    this.terms = wordsOf(lines);
    this.number = number;
    this.rows = new Map(this.terms.map((term, row) => [term, row]));
    const sizes = numbersOf(counts);
    if (sizes.length !== 2 * this.terms.length) throw new RangeError("counts are missing");
    this.texts = startsOf(sizes.filter((_, at) => at % 2 === 0));
    this.names = startsOf(sizes.filter((_, at) => at % 2 === 1));
    this.read(new Bits(bits), manifest);
    this.vectors = new Map();
    let row = -1;
    numbersOf(gaps).forEach((gap, at) => {
      row += gap;
      this.vectors.set(row, vectors.slice(at * manifest.dimensions, (at + 1) * manifest.dimensions));
    });
  }

  read(bits, manifest) {
    this.docs = new Int32Array(this.texts.at(-1));
    this.levels = new Uint8Array(this.texts.at(-1));
    this.authors = new Int32Array(this.names.at(-1));
    readLists(bits, this.texts, this.docs, manifest.documents, (at) => {
      this.levels[at] = manifest.ranks[bits.unary()];
    });
    readLists(bits, this.names, this.authors, manifest.documents, () => {});
  }

  entry(row) {
    const [start, end] = [this.texts[row], this.texts[row + 1]];
    return {
      term: this.terms[row],
      number: this.number,
      start,
      docs: this.docs.subarray(start, end),
      levels: this.levels.subarray(start, end),
      authors: this.authors.subarray(this.names[row], this.names[row + 1]),
      vector: this.vectors.get(row),
    };
  }

  beginningWith(prefix) {
    const found = [];
    for (let row = 0; row < this.terms.length; row++) {
      if (!this.terms[row].startsWith(prefix)) continue;
      const count = this.texts[row + 1] - this.texts[row] + this.names[row + 1] - this.names[row];
      found.push({ term: this.terms[row], count, shard: this, row });
    }
    return found;
  }

  readPlaces(payload, width) {
    const bits = new Bits(payload);
    const found = new Array(this.docs.length);
    for (let row = 0; row < this.terms.length; row++) {
      if (/^[!#]/.test(this.terms[row])) continue;
      for (let at = this.texts[row]; at < this.texts[row + 1]; at++) {
        found[at] = Array.from({ length: bits.unary() + 1 }, () => bits.number(width));
      }
    }
    return found;
  }
}

function startsOf(counts) {
  const starts = [0];
  for (const count of counts) starts.push(starts.at(-1) + count);
  return starts;
}

function readLists(bits, starts, docs, documents, each) {
  for (let row = 0; row + 1 < starts.length; row++) {
    const count = starts[row + 1] - starts[row];
    if (!count) continue;
    const parameter = riceParameter(documents, count);
    let doc = -1;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      doc += bits.rice(parameter) + 1;
      if (doc >= documents) throw new RangeError("no such document");
      docs[at] = doc;
      each(at);
    }
  }
}
