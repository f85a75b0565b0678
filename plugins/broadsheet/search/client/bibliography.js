// Results as a file of citations, from entries that the build made: search/bibliography.py.
(() => {
  "use strict";

  async function unpacked(payload) {
    const bytes = Uint8Array.from(atob(payload), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).json();
  }

  /** Return the name of the block that an id is in: the last that does not begin after it. */
  function blockOf(blocks, id) {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (blocks[middle][0] <= id) low = middle;
      else high = middle - 1;
    }
    return blocks[low]?.[1];
  }

  async function rowsOf(load, blocks, ids) {
    const wanted = new Set(ids);
    const rows = new Map();
    const names = new Set(ids.map((id) => blockOf(blocks, id)).filter(Boolean));
    const take = async (name) => {
      for (const row of await unpacked(await load(name))) {
        if (wanted.has(row[0])) rows.set(row[0], row);
      }
    };
    await Promise.all([...names].map(take));
    return ids.map((id) => rows.get(id)).filter(Boolean);
  }

  async function entriesOf(load, { formats, blocks }, ids, at) {
    const { opening, between, closing, byKey } = formats[at];
    const rows = await rowsOf(load, blocks, ids);
    if (byKey) rows.sort((one, other) => (one[1] < other[1] ? -1 : 1));
    const entries = rows.map((row) => row[at + 2]);
    return { text: opening + entries.join(between) + closing, count: entries.length, left: 0 };
  }

  /** As exports/references.py does: a paragraph a paper, with numbers where the style has them. */
  async function referencesOf(load, { blocks, isNumbered, between }, ids) {
    const rows = await rowsOf(load, blocks, ids);
    const texts = rows.map((row) => row[1]).filter(Boolean);
    const entries = texts.map((text, at) => (isNumbered ? `${at + 1}. ${text}\n` : `${text}\n`));
    return { text: entries.join(between), count: texts.length, left: rows.length - texts.length };
  }

  /**
   * Return `{text, count, left}`: a file of the papers in a format or style, in their order where
   * the format has none of its own; `left` are those that a style cannot cite.
   */
  async function bibliography(load, ids, choice) {
    const contents = JSON.parse(await load("bibliography"));
    const at = contents.formats.findIndex((one) => one.name === choice);
    const style = contents.styles.find((one) => one.name === choice);
    if (at < 0 && !style) throw new TypeError(`no such format: ${choice}`);
    return style ? referencesOf(load, style, ids) : entriesOf(load, contents, ids, at);
  }

  globalThis.broadsheet = Object.assign(globalThis.broadsheet || {}, { bibliography });
})();
