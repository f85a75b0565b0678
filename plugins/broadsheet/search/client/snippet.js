// Where the words of a query stand in a text, and the part of the text that shows most of them.
(() => {
  "use strict";

  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
  const BEFORE = 60;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const parts = (terms) => [...new Set(terms.flatMap((term) => fold(term).match(WORD) ?? []))];

  /** Return `[start, end]` of a match within one word of a text, or null. */
  function within(word, wanted) {
    const folded = fold(word);
    // A word that changes its length by folding has no place within it that could be told.
    if (UNSPACED.test(word) && folded.length === word.length) {
      const found = wanted.find((part) => folded.includes(part));
      return found ? [folded.indexOf(found), folded.indexOf(found) + found.length] : null;
    }
    const isMatch = wanted.some((part) =>
      part.length < 3 ? folded === part : folded.startsWith(part),
    );
    return isMatch ? [0, word.length] : null;
  }

  /** Return where a text has the terms, as `[start, end]` in order. */
  function places(text, terms) {
    const wanted = parts(terms);
    if (!wanted.length) return [];
    const found = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const place = within(word, wanted);
      if (place) found.push([index + place[0], index + place[1]]);
    }
    return found;
  }

  /** Return where the part of a text begins that has most of the places in `length` characters. */
  function start(text, spots, length) {
    if (text.length <= length || !spots.length) return 0;
    let best = 0;
    let most = 0;
    for (const [at] of spots) {
      const from = Math.max(0, at - BEFORE);
      const words = spots.filter(([one, end]) => one >= from && end <= from + length);
      const different = new Set(words.map(([one, end]) => fold(text.slice(one, end)))).size;
      if (different > most) [best, most] = [from, different];
    }
    return best && text.indexOf(" ", best) + 1;
  }

  /** Return where a part ends that is cut between words. */
  function stop(text, from, length) {
    if (from + length >= text.length) return text.length;
    const space = text.lastIndexOf(" ", from + length);
    return space > from ? space : from + length;
  }

  /**
   * Cut a text to about `length` characters around the terms (all of it without a length), as
   * pieces `{text, isMatch}`; what was left away is an ellipsis.
   */
  function cut(text, terms, length = Infinity) {
    const spots = places(text, terms);
    const from = start(text, spots, length);
    const until = stop(text, from, length);
    const pieces = [];
    const add = (piece, isMatch) => piece && pieces.push({ text: piece, isMatch });
    let at = from;
    if (from) add("… ", false);
    for (const [one, end] of spots) {
      if (one < from || end > until) continue;
      add(text.slice(at, one), false);
      add(text.slice(one, end), true);
      at = end;
    }
    add(text.slice(at, until), false);
    if (until < text.length) add(" …", false);
    return pieces;
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet || {}, {
    snippet: Object.freeze({ cut, fold }),
  });
})();
