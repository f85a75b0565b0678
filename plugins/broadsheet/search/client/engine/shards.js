/* Shards: what `load` gives, read once and kept while there is room. */

const FORMAT = 5;
/* Letters of all that is kept: read, each takes some four bytes. */
const MOST_LETTERS = 8e6;

/** Makes an error that says what to do; `code` is for those who show their own words. */
function searchError(code, message, cause) {
  const error = new Error(message);
  error.code = code;
  if (cause) error.cause = cause;
  return error;
}

const ABSENT = "The search index cannot be loaded.";
const REPLACED = "The search index is another one since this page was opened: reload the page.";
const DAMAGED = "A part of the search index is damaged: reload the page, or build the site again.";

/** Loads shards by name and keeps the latest ones. */
class Shards {
  constructor(load) {
    this.load = load;
    this.kept = new Map();
    this.letters = 0;
  }

  /** Return what `read` makes of a shard's payload; the same promise for the same shard. */
  get(name, read) {
    const one = this.kept.get(name) ?? { letters: 0 };
    this.kept.delete(name);
    this.kept.set(name, one);
    one.shard ??= this.fetch(name, read, one);
    return one.shard;
  }

  async fetch(name, read, one) {
    try {
      const payload = await this.payload(name);
      this.weigh(name, one, payload.length);
      return read(payload);
    } catch (error) {
      // What failed may be there at the next try.
      this.drop(name, one);
      throw error.code ? error : searchError("damaged", DAMAGED, error);
    }
  }

  async payload(name) {
    try {
      return await this.load(name);
    } catch (error) {
      const isManifest = name === "manifest";
      throw searchError(isManifest ? "absent" : "replaced", isManifest ? ABSENT : REPLACED, error);
    }
  }

  /** Note what a shard weighs, and let those go that nobody has asked for the longest. */
  weigh(name, one, letters) {
    if (this.kept.get(name) !== one) return;
    one.letters = letters;
    this.letters += letters;
    for (const [oldest, other] of this.kept) {
      if (this.letters <= MOST_LETTERS || other === one) return;
      this.drop(oldest, other);
    }
  }

  drop(name, one) {
    if (this.kept.get(name) !== one) return;
    this.kept.delete(name);
    this.letters -= one.letters;
  }
}

const listOf = (text) => (text ? text.split(" ") : []);

function readManifest(payload) {
  const found = JSON.parse(payload);
  if (found.version !== FORMAT) throw searchError("replaced", REPLACED);
  for (const name of ["firsts", "terms", "cards", "people", "venues", "ids", "cells"]) found[name] = listOf(found[name]);
  for (const name of ["forward", "backward"]) found[name] = found[name].map(listOf);
  for (const name of Object.keys(found.columns)) found.columns[name] = listOf(found.columns[name]);
  found.common = new Set(listOf(found.common));
  found.topics = found.topics.map(([slug, label, broader, ...names]) => ({ slug, label, broader, names }));
  return found;
}

/** Return the place of the last of some sorted texts that is not behind a text, from 0. */
function placeOf(firsts, text) {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= text) low = middle;
    else high = middle - 1;
  }
  return low;
}
