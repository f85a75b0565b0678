/* The query language: words, "phrases", -words, fields such as author:, and pasted identifiers. */

const QUERY_FIELDS = { author: "author", topic: "topic", tag: "topic", venue: "venue", year: "year", has: "has", is: "is" };
const QUERY_PART = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gu;

/**
 * Read a query: `{ text, parts, filters, unknown }`.
 * A part is `{ kind: "word" | "phrase", text, negated, start, end, isLast }`,
 * a filter `{ field, value, negated, start, end }`; start and end are places in the text.
 */
function parse(text) {
  const query = { text: String(text ?? ""), parts: [], filters: [], unknown: [] };
  for (const match of query.text.matchAll(QUERY_PART)) readPart(query, match);
  const last = query.parts.at(-1);
  if (last && last.kind === "word" && !last.negated && last.end === query.text.length) {
    last.isLast = true;
  }
  return query;
}

function readPart(query, match) {
  const [whole, minus, field, quoted, bare] = match;
  const place = { negated: minus === "-", start: match.index, end: match.index + whole.length };
  const value = quoted ?? bare ?? "";
  if (field && Object.hasOwn(QUERY_FIELDS, field)) {
    if (value) query.filters.push({ field: QUERY_FIELDS[field], value, ...place });
    return;
  }
  if (field && quoted === undefined && !value.startsWith("//")) query.unknown.push(`${field}:`);
  const kind = quoted !== undefined && !field ? "phrase" : "word";
  query.parts.push({ kind, text: field ? `${field}:${value}` : value, ...place });
}

/** Return the years of `2019`, `2019..2024`, `2019..`, `..2024`, or null. */
function yearsIn(value) {
  const match = /^(\d{4})?(\.\.\.?|-|–)?(\d{4})?$/.exec(value);
  if (!match || !(match[1] || match[3])) return null;
  if (!match[2]) return [Number(match[1]), Number(match[1])];
  return [Number(match[1] || 0), Number(match[3] || 9999)];
}

const LABEL = /^(?:arxiv|doi|pmid|acl|openreview):\s*/;
const HOST = /^(?:https?:\/\/)?[a-z0-9.-]+\.[a-z]{2,}\//;
const FOLDERS = /^(?:abs|pdf|html|papers|forum|anthology|doi(?:\/(?:abs|full|pdf|epdf))?)\//;
const LOOKS_LIKE_NAME = /^(?=.*[0-9])(?:.*[./:].*|[a-z]+[0-9]{4}[a-z-]+|[a-z][0-9]{2}-[0-9]{4,}|[0-9]{6,8})$|openreview\.net/;

/** Return the names that a pasted text may have: ids, DOIs, addresses of arXiv, ACL and DOI. */
function namesIn(text) {
  const given = text.trim().toLowerCase().replace(/[.,;]+$/, "");
  const bare = given.replace(LABEL, "");
  if (/\s/.test(bare) || !LOOKS_LIKE_NAME.test(given)) return [];
  const forum = /[?&]id=([a-z0-9_-]+)/.exec(bare);
  const path = bare.replace(/[?#].*$/, "").replace(HOST, "").replace(FOLDERS, "");
  const found = forum ? [forum[1]] : [];
  for (let one of [bare, decoded(path)]) {
    one = one.replace(/\/+$/, "").replace(/\.(?:pdf|bib|html)$/, "");
    one = one.replace(/^10\.(?:48550\/arxiv|18653\/v1)[.\/]/, "");
    found.push(one, one.replace(/v[1-9][0-9]*$/, ""));
  }
  return [...new Set(found)].filter((one) => one.length > 2);
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Return the term of a title: FNV-1a over its tokens, as in names.py. */
function titleName(words) {
  let value = 0x811c9dc5;
  const text = words.join(" ");
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return `!${value.toString(36)}`;
}
