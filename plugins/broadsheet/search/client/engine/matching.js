/* Matching: the slots of a query, the documents of each, and the score of a document.

   All scores are whole numbers, so that the terminal's search ranks alike to the last paper. */

const EXACT = 16;
const PREFIX = 9;
const LONGER = 4;
const CORRECTED = 10;
const INFLECTED = 6;
const AUTHOR_VALUE = 40;
const MOST_PREFIXED = 8;
const SHORTEST_PREFIX = 2;
const MOST_SLOTS = 12;
const MOST_INFLECTED = 6;

/** Return what a level says, as a whole number: the middle of its part of BM25F's saturation. */
const valueOf = (level) => 6 * level + 19;

/**
 * Return the rarity of a term in so many of all documents (BM25), in hundredths; at least one, as
 * a score of nothing means that a document has not the term.
 */
function rarity(documents, count) {
  return Math.max(1, Math.round(100 * Math.log(1 + (documents - count + 0.5) / (count + 0.5))));
}

/**
 * Return the slots of words: `{ word }`, or `{ joined, parts }` for a compound.
 * Common words ask for nothing, unless there are no others.
 */
function slotsOf(part, common) {
  const slots = [];
  for (const { joined, parts } of runs(part.text).flatMap(compoundsOf)) {
    if (joined && parts.length > 1) slots.push({ joined, parts });
    else for (const word of parts) slots.push({ word });
  }
  if (part.isLast && slots.at(-1)?.word) slots.at(-1).isLast = true;
  const telling = slots.filter((slot) => !slot.word || !common.has(slot.word) || slot.isLast);
  return telling.length ? telling : slots;
}

/** Return so many slots as are looked for, in their order: the longest, for long words are rare. */
function mostTelling(slots) {
  const length = ({ phrase, word, joined }) => (phrase ? LONGEST_TOKEN : signsOf(word ?? joined).length);
  const order = [...slots.keys()].sort((a, b) => length(slots[b]) - length(slots[a]) || a - b);
  return order.slice(0, MOST_SLOTS).sort((a, b) => a - b).map((at) => slots[at]);
}

/** Return the words of a phrase and their places; common ones may be any word. */
function phraseOf(text, common) {
  const words = runs(text).flatMap(compoundsOf).flatMap(({ parts }) => parts);
  const placed = words.map((word, at) => ({ word, at }));
  const telling = placed.filter(({ word }) => !common.has(word));
  return telling.length ? telling : placed;
}

/** Finds the documents of slots. */
class Matcher {
  constructor(lexicon, manifest) {
    this.lexicon = lexicon;
    this.manifest = manifest;
  }

  /** Return a slot's matches: `{ best, forms, corrected }`, `best` a score for every document. */
  async match(slot) {
    if (slot.phrase) return this.phrase(slot.phrase);
    if (slot.word) return this.word(slot);
    return this.compound(slot);
  }

  async word({ word, isLast, isPlain }) {
    const forms = await this.forms(word, isLast, isPlain);
    if (forms.length) return this.joined(forms);
    const others = isLast && word.length < 5 ? [] : await this.lexicon.corrections(word);
    const entries = await Promise.all(others.map((one) => this.lexicon.term(one)));
    const found = entries.filter(Boolean).map((entry) => ({ entry, factor: CORRECTED }));
    const made = this.joined(found);
    if (found.length) made.corrected = { from: word, to: found[0].entry.term };
    return made;
  }

  async forms(word, isLast, isPlain) {
    const others = isPlain ? [] : inflections(word);
    const wanted = [[word, EXACT], ...others.map((one) => [one, INFLECTED])];
    const found = [];
    const known = new Set();
    const add = (entry, factor) => {
      if (!entry || known.has(entry.term)) return;
      known.add(entry.term);
      found.push({ entry, factor });
    };
    const isBeginning = isLast && signsOf(word).length >= (IS_CJK.test(word) ? 1 : SHORTEST_PREFIX);
    const [longer, ...entries] = await Promise.all([
      isBeginning ? this.lexicon.beginningWith(word, MOST_PREFIXED) : [],
      ...wanted.map(([one]) => this.lexicon.term(one)),
    ]);
    entries.forEach((entry, at) => add(entry, wanted[at][1]));
    // A word that stands by itself is most likely typed to its end.
    const factor = entries[0] ? LONGER : PREFIX;
    for (const entry of longer) add(entry, factor);
    return found;
  }

  /** Join lists into one: a document's score is that of its best form, 0 where it has none. */
  joined(forms) {
    const best = this.nothing();
    const most = this.commonest(forms);
    for (const { entry, factor } of forms) {
      const { docs, levels, authors } = entry;
      const weight = factor * Math.min(this.rarityOf(entry), most);
      for (let at = 0; at < docs.length; at++) raise(best, docs[at], weight * valueOf(levels[at]));
      for (let at = 0; at < authors.length; at++) raise(best, authors[at], weight * AUTHOR_VALUE);
    }
    return { best, forms };
  }

  /** Return the rarity that no form is above: an odd form of a common word tells no more than it. */
  commonest(forms) {
    const exact = forms.filter(({ factor }) => factor === EXACT);
    return Math.min(...(exact.length ? exact : forms).map(({ entry }) => this.rarityOf(entry)));
  }

  rarityOf({ docs, authors }) {
    return rarity(this.manifest.documents, docs.length + authors.length);
  }

  nothing() {
    return new Int32Array(this.manifest.documents);
  }

  /** A compound stands joined, or all its parts stand somewhere. */
  async compound({ joined, parts, isPlain }) {
    const [whole, ...each] = await Promise.all([
      this.forms(joined, false, isPlain),
      ...parts.map((word) => this.word({ word, isPlain })),
    ]);
    const made = this.joined(whole);
    intersection(each.map((one) => one.best)).forEach((score, doc) => raise(made.best, doc, score));
    made.forms = [...made.forms, ...each.flatMap((one) => one.forms)];
    made.corrected = whole.length ? undefined : each.find((one) => one.corrected)?.corrected;
    return made;
  }

  /** A phrase stands in a text word behind word, or all its words name authors. */
  async phrase(words) {
    const entries = await Promise.all(words.map(({ word }) => this.lexicon.term(word)));
    if (!entries.length || entries.some((entry) => !entry)) return { best: this.nothing(), forms: [] };
    const lists = entries.map((entry) => this.joined([{ entry, factor: EXACT }]));
    const best = intersection(lists.map((one) => one.best));
    const places = await Promise.all(entries.map((entry) => this.placesIn(entry, best)));
    const size = 1 << this.manifest.placeBits;
    const authors = entries.map((entry) => new Set(entry.authors));
    best.forEach((score, doc) => {
      if (!score) return;
      const stands = (places[0].get(doc) || []).some((start) =>
        words.every(({ at }, number) =>
          places[number].get(doc)?.includes((start + at - words[0].at) % size),
        ),
      );
      if (!stands && !authors.every((some) => some.has(doc))) best[doc] = 0;
    });
    return { best, forms: lists.flatMap((one) => one.forms) };
  }

  async placesIn(entry, wanted) {
    const found = new Map();
    for (const part of entry.parts || [entry]) {
      const places = await this.lexicon.placesOf(part);
      part.docs.forEach((doc, at) => {
        if (wanted[doc]) found.set(doc, places[at]);
      });
    }
    return found;
  }

  /** Return the documents whose authors have all words of a name. */
  async authors(name) {
    const entries = await Promise.all(plainTokens(name).map((word) => this.lexicon.term(word)));
    if (!entries.length || entries.some((entry) => !entry)) return new Set();
    const [first, ...others] = entries.map((entry) => new Set(entry.authors));
    return new Set([...first].filter((doc) => others.every((one) => one.has(doc))));
  }

  /** Return the documents that names or a title stand for. */
  async named(terms) {
    const entries = await Promise.all(terms.map((term) => this.lexicon.term(term)));
    return new Set(entries.filter(Boolean).flatMap((entry) => [...entry.docs]));
  }
}

function raise(best, doc, score) {
  if (best[doc] < score) best[doc] = score;
}

/** Return the sums of scores where all have one. */
function intersection(lists) {
  const found = lists[0].slice();
  for (const other of lists.slice(1)) {
    for (let doc = 0; doc < found.length; doc++) {
      found[doc] = found[doc] && other[doc] ? found[doc] + other[doc] : 0;
    }
  }
  return found;
}
