/**
 * The search engine: from a query to ranked results, given a loader of shards.
 *
 * A classic script without dependencies: it sets `BroadsheetSearch` in a page, in a worker and,
 * by `require`, in Node. It touches neither the document nor the network; `load(name)` gives it
 * the payload of a shard, wherever that comes from.
 */
(function (root, factory) {
  const made = factory();
  if (typeof module === "object" && module.exports) module.exports = made;
  else root.BroadsheetSearch = made;
})(typeof globalThis === "object" ? globalThis : self, function () {
  "use strict";

  // --- characters and tokens: the same as in characters.py and tokens.py --------------------------

  const CJK =
    "\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
  const LETTERS =
    "0-9a-z\\u00df-\\u00f6\\u00f8-\\u024f\\u0250-\\u02af\\u0370-\\u0373\\u0376-\\u037d\\u0386" +
    "\\u0388-\\u03ff\\u0400-\\u0481\\u048a-\\u052f\\u0531-\\u0556\\u0561-\\u0587\\u05d0-\\u05f2" +
    "\\u0620-\\u064a\\u0660-\\u0669\\u066e-\\u06d3\\u06d5\\u06ee-\\u06fc\\u06ff\\u0710-\\u07ff" +
    "\\u0900-\\u0963\\u0966-\\u0dff\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e50-\\u0eff\\u0f00-\\u0fff" +
    "\\u1000-\\u135f\\u1369-\\u166c\\u166f-\\u167f\\u1681-\\u1c7f\\u1d00-\\u1dbf\\u1e00-\\u1fff" +
    "\\u2c00-\\u2cf3\\u2d00-\\u2ddf\\ua000-\\ua7bf" + CJK;
  const UNSETTLED =
    /[\ud800-\uf8ff\u1c80-\u1c8f\u1c90-\u1cbf\u2e00-\u2e7f\ua7c0-\ua7ff\u{10000}-\u{1d3ff}\u{1d800}-\u{1ffff}\u{40000}-\u{10ffff}]/gu;
  const MARKS =
    /[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]/gu;
  const PLAIN = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ŋ: "n",
    ı: "i", ȷ: "j", ς: "σ", "\u2010": "-", "\u2011": "-", "\u2212": "-", "’": "'", "‘": "'",
    ʼ: "'", ʹ: "'", "′": "'",
  };
  const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
  const RUN = new RegExp(`[${LETTERS}][${LETTERS}'.,-]*`, "gu");
  const CJK_RUN = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
  const IS_CJK = new RegExp(`^[${CJK}]`, "u");
  const LONGEST = 40;

  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    const apart = text.replace(UNSETTLED, " ").normalize("NFKD").replace(MARKS, "");
    return apart.normalize("NFC").toLowerCase().replace(TO_PLAIN, (one) => PLAIN[one]);
  }

  function withoutTex(text) {
    if (/[+#]/.test(text)) text = text.replaceAll("c++", "cplusplus").replaceAll("c#", "csharp");
    if (!/[\\{}$^_]/.test(text)) return text;
    text = text.replace(
      /\\(?:text|math|emph|rm|it|bf|sc|tt|em|mbox|hbox|left|right|operatorname|cite|ref)[a-z]*/g,
      " ",
    );
    text = text.replaceAll("\\ell", " l").replace(/([a-z])_\{?(?=[0-9])/g, "$1");
    text = text.replaceAll("\\", " ").replace(/[{}$^]/g, "");
    return text.replace(/_([0-9])/g, "$1").replaceAll("_", "-");
  }

  const runs = (text) => withoutTex(fold(text)).match(RUN) || [];

  function pieces(run) {
    run = run.replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1").replace(/[.,](?![0-9])/g, " ");
    run = run.replace(/(^|[^0-9])[.,]/g, "$1 ");
    return run.split(" ").filter(Boolean).map((piece) => {
      piece = piece.replace(/^'+|'+$/g, "");
      return (piece.endsWith("'s") ? piece.slice(0, -2) : piece).replaceAll("'", "");
    });
  }

  const characters = (text) => Array.from(text);

  function isJoined(parts) {
    if (parts.length < 2 || parts.length > 3) return false;
    if (characters(parts[0]).length <= 5) return true;
    return parts.slice(1).some((end) => characters(end).length <= 2 || /^[0-9]/.test(end));
  }

  const cut = (text) => (text.length <= LONGEST ? text : characters(text).slice(0, LONGEST).join(""));

  function tokensOfPart(part) {
    if (/^[\x00-\x7f]*$/.test(part)) return [cut(part)];
    const found = [];
    for (const run of part.match(CJK_RUN)) {
      const signs = characters(run);
      if (IS_CJK.test(run) && signs.length > 1) {
        for (let at = 0; at + 1 < signs.length; at++) found.push(signs[at] + signs[at + 1]);
      } else found.push(cut(run));
    }
    return found;
  }

  /** Return the tokens of a run with their places; a joined compound stands first. */
  function termsOf(run) {
    const found = [];
    let place = 0;
    for (const piece of pieces(run)) {
      const parts = piece.split("-").filter(Boolean);
      if (isJoined(parts)) found.push([cut(parts.join("")), place]);
      for (const part of parts) for (const token of tokensOfPart(part)) found.push([token, place++]);
    }
    return found;
  }

  /** Return the tokens of a text, each with its place: `[["gpt4", 0], ["gpt", 0], ["4", 1]]`. */
  function tokens(text) {
    const found = [];
    let place = 0;
    for (const run of runs(text)) {
      let length = 0;
      for (const [token, at] of termsOf(run)) {
        found.push([token, place + at]);
        length = Math.max(length, at + 1);
      }
      place += length;
    }
    return found;
  }

  // --- the query language -------------------------------------------------------------------------

  const FIELDS = { author: 1, topic: 1, tag: 1, venue: 1, year: 1, has: 1, is: 1 };
  const PART = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gu;

  /**
   * Read a query: `{ text, parts, filters, unknown }`.
   * A part is `{ kind: "word" | "phrase", text, negated, start, end, isLast }`,
   * a filter is `{ field, value, negated, start, end }`; start and end are places in the text.
   */
  function parse(text) {
    const query = { text, parts: [], filters: [], unknown: [] };
    for (const match of String(text).matchAll(PART)) {
      const [whole, minus, field, quoted, bare] = match;
      const place = { negated: minus === "-", start: match.index, end: match.index + whole.length };
      const value = quoted ?? bare ?? "";
      if (field && field in FIELDS && value) {
        query.filters.push({ field: field === "tag" ? "topic" : field, value, ...place });
        continue;
      }
      if (field && !value.startsWith("//")) query.unknown.push(`${field}:`);
      const words = field ? `${field}:${value}` : value;
      if (quoted !== undefined && !field) query.parts.push({ kind: "phrase", text: value, ...place });
      else query.parts.push({ kind: "word", text: words, ...place });
    }
    const last = query.parts.at(-1);
    if (last && last.kind === "word" && !last.negated && last.end === text.length) last.isLast = true;
    return query;
  }

  // --- identifiers --------------------------------------------------------------------------------

  /** Return the names that a pasted text may have: ids, DOIs, addresses of arXiv, ACL and DOI. */
  function namesIn(text) {
    let bare = text.trim().toLowerCase().replace(/[.,;]+$/, "");
    if (!bare || /\s/.test(bare.replace(/^(?:arxiv|doi|pmid):\s*/, ""))) return [];
    const found = [bare];
    bare = bare.replace(/^(?:arxiv|doi|pmid|acl|openreview):\s*/, "");
    const path = bare.replace(/^(?:https?:\/\/)?(?:www\.|dx\.)?/, "").replace(/[?#].*$/, "");
    const forum = /openreview\.net\/.*[?&]id=([a-z0-9_-]+)/.exec(bare);
    if (forum) found.push(forum[1]);
    const tail = path.replace(/^[a-z0-9.-]+\.[a-z]+\/(?:(?:abs|pdf|html|papers|doi(?:\/(?:abs|full|pdf))?)\/)?/, "");
    for (let one of [bare, tail]) {
      one = one.replace(/\/+$/, "").replace(/\.(?:pdf|bib)$/, "");
      found.push(one, one.replace(/^10\.48550\/arxiv\./, ""), one.replace(/^10\.18653\/v1\//, ""));
    }
    for (const one of [...found]) found.push(one.replace(/v[1-9][0-9]*$/, ""));
    return [...new Set(found)].filter((one) => one.length > 2);
  }

  // --- the engine ---------------------------------------------------------------------------------

  const COLUMN = { year: 0, venue: 1, topics: 2, authors: 3, has: 4, citations: 5, votes: 6, featured: 7, id: 8, kind: 9 };

  function createEngine({ load }) {
    const cache = new Map();
    let manifest = null;

    function shard(name) {
      if (!cache.has(name)) {
        const promise = Promise.resolve(load(name)).then((payload) => {
          try {
            return JSON.parse(payload);
          } catch {
            throw new Error(`the shard ${name} of the search index is damaged`);
          }
        });
        promise.catch(() => cache.delete(name));
        cache.set(name, promise);
      }
      return cache.get(name);
    }

    async function ready() {
      if (!manifest) manifest = await shard("manifest");
    }

    function place(term) {
      let low = 0;
      let high = manifest.terms.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (manifest.terms[middle][0] <= term) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    async function entry(term) {
      if (!manifest.terms.length) return null;
      const lines = await shard(manifest.terms[place(term)][1]);
      return lines.find((one) => one[0] === term) || null;
    }

    async function entriesWith(prefix, most) {
      const found = [];
      for (let at = place(prefix); at < manifest.terms.length && at < place(prefix) + 3; at++) {
        if (manifest.terms[at][0] > prefix && !manifest.terms[at][0].startsWith(prefix)) break;
        for (const line of await shard(manifest.terms[at][1])) {
          if (line[0].startsWith(prefix)) found.push(line);
        }
      }
      return found.sort((a, b) => b[1].length - a[1].length).slice(0, most);
    }

    const columns = async () => (manifest.columns ? shard(manifest.columns) : []);

    /** Return the documents of a word: a map from document to score. */
    async function matches(part) {
      const scores = new Map();
      const terms = [];
      const add = (line, weight) => {
        if (!line) return;
        terms.push(line[0]);
        const rarity = Math.log(1 + manifest.documents / (line[1].length + line[2].length + 0.5));
        for (const [doc, impact] of line[1]) scores.set(doc, Math.max(scores.get(doc) || 0, impact / 31 * rarity * weight));
        for (const doc of line[2]) scores.set(doc, Math.max(scores.get(doc) || 0, rarity * weight));
      };
      const all = tokens(part.text);
      for (const [term] of all) add(await entry(term), 1);
      if (part.isLast && all.length === 1 && all[0][0].length > 1) {
        for (const line of await entriesWith(all[0][0], 8)) if (line[0] !== all[0][0]) add(line, 0.7);
      }
      return { scores, terms, isEmpty: all.length === 0 };
    }

    function test(filter, row, id, shelf) {
      const value = filter.value;
      if (filter.field === "year") {
        const [from, to] = yearsIn(value);
        return row[COLUMN.year] >= from && row[COLUMN.year] <= to && row[COLUMN.year] > 0;
      }
      if (filter.field === "has") return row[COLUMN.has].includes(value.toLowerCase());
      if (filter.field === "is") {
        if (value === "page" || value === "paper") return row[COLUMN.kind] === value;
        const list = new Set(shelf?.[value === "unread" ? "read" : value] || []);
        return value === "unread" ? !list.has(id) : list.has(id);
      }
      if (filter.field === "topic") return row[COLUMN.topics].some((one) => under(one, value));
      if (filter.field === "venue") {
        const name = manifest.venues[row[COLUMN.venue]] || "";
        return row[COLUMN.venue] === value || sameWords(name, value);
      }
      return row[COLUMN.authors].some(([slug, name]) => slug === value || sameWords(name, value));
    }

    function under(topic, wanted) {
      for (let steps = 0; topic && steps < 20; steps++) {
        const label = manifest.topics[topic]?.label || "";
        if (topic === wanted || fold(label) === fold(wanted)) return true;
        topic = manifest.topics[topic]?.broader;
      }
      return false;
    }

    const plainTokens = (text) => tokens(text).map(([token]) => token);
    const sameWords = (name, words) => {
      const known = plainTokens(name);
      const wanted = plainTokens(words);
      return wanted.length > 0 && wanted.every((one) => known.includes(one));
    };

    function yearsIn(value) {
      const match = /^(\d{4})?(\.\.|-|–)?(\d{4})?$/.exec(value);
      if (!match) return [9999, 0];
      if (!match[2]) return [Number(match[1]), Number(match[1])];
      return [Number(match[1] || 0), Number(match[3] || 9999)];
    }

    async function search(request = {}) {
      await ready();
      const query = parse(request.text || "");
      const rows = await columns();
      const given = request.filters || {};
      const filters = [...query.filters];
      for (const topic of given.topics || []) filters.push({ field: "topic", value: topic });
      for (const author of given.authors || []) filters.push({ field: "author", value: author });
      for (const one of given.has || []) filters.push({ field: "has", value: one });
      const kept = (doc) =>
        filters.every((one) => test(one, rows[doc], rows[doc][COLUMN.id], request.shelf) !== !!one.negated) &&
        (!given.venues?.length || given.venues.includes(rows[doc][COLUMN.venue])) &&
        (!given.years?.length || (rows[doc][COLUMN.year] >= given.years[0] && rows[doc][COLUMN.year] <= given.years[1]));

      const scores = new Map();
      const exact = new Set();
      const used = new Map();
      for (const name of namesIn(request.text || "")) {
        for (const [doc] of (await entry(`@${name}`))?.[1] || []) exact.add(doc);
      }
      const title = plainTokens(request.text || "").join(" ");
      if (title) for (const [doc] of (await entry(`=${title}`))?.[1] || []) exact.add(doc);

      const positive = query.parts.filter((one) => !one.negated);
      if (positive.length) {
        const found = (await Promise.all(positive.map(matches))).filter((one) => !one.isEmpty);
        for (const one of found) {
          for (const [doc, score] of one.scores) {
            scores.set(doc, (scores.get(doc) || 0) + score);
            used.set(doc, [...(used.get(doc) || []), ...one.terms]);
          }
        }
        for (const doc of [...scores.keys()]) {
          if (!found.every((one) => one.scores.has(doc)) && !exact.has(doc)) scores.delete(doc);
        }
        for (const doc of exact) if (!scores.has(doc)) scores.set(doc, 0);
      } else for (let doc = 0; doc < manifest.papers; doc++) scores.set(doc, 0);
      for (const part of query.parts.filter((one) => one.negated)) {
        for (const doc of (await matches(part)).scores.keys()) scores.delete(doc);
      }

      const docs = [...scores.keys()].filter(kept);
      const by = {
        newest: (doc) => doc,
        featured: (doc) => Date.parse(rows[doc][COLUMN.featured] || "0001-01-01"),
        cited: (doc) => rows[doc][COLUMN.citations],
        voted: (doc) => rows[doc][COLUMN.votes],
      }[request.sort] || ((doc) => scores.get(doc) + (exact.has(doc) ? 1e6 : 0));
      docs.sort((a, b) => by(b) - by(a) || b - a);
      const offset = request.offset || 0;
      const hits = docs.slice(offset, offset + (request.limit ?? 20)).map((doc) => ({
        doc, id: rows[doc][COLUMN.id], score: scores.get(doc), tier: exact.has(doc) ? "exact" : "words",
        terms: [...new Set(used.get(doc) || [])].filter((one) => !/^[@=]/.test(one)),
      }));
      return {
        total: docs.length, hits, corrected: [], unknown: query.unknown,
        facets: request.facets ? count(docs, rows) : undefined,
      };
    }

    function count(docs, rows) {
      const facets = { topics: {}, years: {}, venues: {}, authors: [], has: {} };
      const authors = new Map();
      const plus = (counts, key) => { counts[key] = (counts[key] || 0) + 1; };
      for (const doc of docs) {
        const row = rows[doc];
        if (row[COLUMN.year]) plus(facets.years, row[COLUMN.year]);
        if (row[COLUMN.venue]) plus(facets.venues, row[COLUMN.venue]);
        const topics = new Set();
        for (let topic of row[COLUMN.topics]) {
          for (let steps = 0; topic && steps < 20; steps++) { topics.add(topic); topic = manifest.topics[topic]?.broader; }
        }
        for (const topic of topics) plus(facets.topics, topic);
        for (const one of row[COLUMN.has]) plus(facets.has, one);
        for (const [slug, name] of row[COLUMN.authors]) {
          const known = authors.get(slug) || [slug, name, 0];
          known[2]++;
          authors.set(slug, known);
        }
      }
      facets.authors = [...authors.values()].sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1)).slice(0, 50);
      return facets;
    }

    async function cards(docs) {
      await ready();
      return Promise.all(docs.map(async (doc) => {
        const lines = await shard(manifest.cards[Math.floor(doc / manifest.perCard)]);
        const [id, url, title, authors, venue, year, date, text, topics, has, citations, votes, kind] =
          lines[doc % manifest.perCard];
        return { id, url, title, authors, venue, year, date, text, topics, has, citations, votes, kind };
      }));
    }

    async function labels() {
      await ready();
      return { topics: manifest.topics, venues: manifest.venues, years: manifest.years };
    }

    return { ready, search, cards, labels, parse, dispose: () => cache.clear() };
  }

  return { createEngine, tokens, parse };
});
