// The shelf as a value: what a reader marked, by the ids of papers. Nothing here touches a page.
(() => {
  "use strict";

  const VERSION = 1;
  const KIND = "broadsheet-shelf";
  const ID = /^[a-z0-9][a-z0-9._-]{0,119}$/;
  const LONGEST_TITLE = 1000;
  const LONGEST_NOTE = 10000;
  // Browsers and mail programs cut addresses of some ten thousand characters.
  const MOST_LINKED = 500;
  const NEVER = new Date(0).toISOString();
  const BLANK = Object.freeze({ title: "", star: false, read: false, note: "", at: NEVER });

  const isId = (text) => typeof text === "string" && ID.test(text);
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const oneLine = (text) => text.replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim();
  const isKept = (entry) => entry.star || entry.read || entry.note !== "";

  /** Return a time as text that sorts; one from the future would win over every later change. */
  function time(value, now) {
    const at = Date.parse(typeof value === "string" ? value : "");
    if (Number.isNaN(at) || at < 0) return NEVER;
    return at > Date.parse(now) ? now : new Date(at).toISOString();
  }

  function entry(value, now) {
    if (!isObject(value)) return null;
    const { title = "", star = false, read = false, note = "", at } = value;
    const isRight =
      typeof title === "string" &&
      typeof note === "string" &&
      typeof star === "boolean" &&
      typeof read === "boolean";
    if (!isRight) return null;
    return Object.freeze({
      title: oneLine(title).slice(0, LONGEST_TITLE),
      star,
      read,
      note: note.slice(0, LONGEST_NOTE),
      at: time(at, now),
    });
  }

  const nothing = (problem) => ({ papers: new Map(), problem });

  /**
   * Return `{papers, problem}` of a text that `write` made, wherever it came from since.
   * `problem` is empty, `broken`, or `newer`; one wrong entry spoils the whole, so none gets lost
   * without a word.
   */
  function read(text, now) {
    if (text === null) return nothing("");
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return nothing("broken");
    }
    if (!isObject(file) || file.kind !== KIND) return nothing("broken");
    if (Number.isInteger(file.version) && file.version > VERSION) return nothing("newer");
    if (file.version !== VERSION || !isObject(file.papers)) return nothing("broken");
    const papers = new Map();
    for (const [id, value] of Object.entries(file.papers)) {
      const found = isId(id) && entry(value, now);
      if (!found) return nothing("broken");
      if (isKept(found)) papers.set(id, found);
    }
    return { papers, problem: "" };
  }

  /** Return the text that is stored; with `indent` the one for a file that people may read. */
  function write(papers, indent = 0) {
    const sorted = [...papers].sort(([one], [other]) => (one < other ? -1 : 1));
    const file = { kind: KIND, version: VERSION, papers: Object.fromEntries(sorted) };
    return JSON.stringify(file, null, indent);
  }

  /** Return the papers with one changed; a paper without a mark leaves the shelf. */
  function change(papers, id, changes, now) {
    const changed = entry({ ...BLANK, ...papers.get(id), ...changes, at: now }, now);
    const next = new Map(papers);
    if (!isId(id) || !changed) return next;
    if (isKept(changed)) next.set(id, changed);
    else next.delete(id);
    return next;
  }

  /** Return both shelves as one: of two entries for a paper, the one changed last. */
  function merge(mine, theirs) {
    const next = new Map(mine);
    for (const [id, other] of theirs) {
      const own = mine.get(id);
      if (!own || own.at < other.at) {
        next.set(id, Object.freeze({ ...other, title: other.title || own?.title || "" }));
      }
    }
    return next;
  }

  /** Tell whether a filter lets a paper through; `mark` is its entry, if it has one. */
  function shows(filter, mark = BLANK) {
    if (filter === "starred") return mark.star;
    if (filter === "unread") return !mark.read;
    return true;
  }

  /** Return the ids, the ones changed last first. */
  function newest(papers) {
    const key = ([id, found]) => `${found.at} ${id}`;
    return [...papers].sort((one, other) => (key(one) < key(other) ? 1 : -1)).map(([id]) => id);
  }

  /** Return the fragment of a link that shares papers: their ids and nothing about the reader. */
  function fragment(ids) {
    return `#shelf=${[...new Set(ids)].filter(isId).slice(0, MOST_LINKED).join(",")}`;
  }

  /** Return the ids in a fragment, or null where it shares nothing. */
  function linked(hash) {
    const found = /^#shelf=(.*)$/s.exec(hash);
    if (!found) return null;
    const ids = found[1].replace(/%2C/gi, ",").split(",").filter(isId);
    return [...new Set(ids)].slice(0, MOST_LINKED);
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, {
    shelf: Object.freeze({
      BLANK,
      MOST_LINKED,
      change,
      fragment,
      linked,
      merge,
      newest,
      read,
      shows,
      write,
    }),
  });
})();
