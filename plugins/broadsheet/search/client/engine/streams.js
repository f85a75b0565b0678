/* Streams: numbers out of letters and bits, as streams.py writes them. */

const LETTER_BASE = 45;
const LETTER_PLACES = new Int16Array(128).fill(-1);
{
  let place = 0;
  for (let code = 33; code < 127 && place < 2 * LETTER_BASE; code++) {
    if (!"\\`$".includes(String.fromCharCode(code))) LETTER_PLACES[code] = place++;
  }
}
const SIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SIX_VALUES = new Int16Array(128).fill(-1);
for (let at = 0; at < 64; at++) SIX_VALUES[SIX.charCodeAt(at)] = at;

/** Return the numbers of letters. */
function numbersOf(text) {
  const found = [];
  let value = 0;
  let scale = 1;
  for (let at = 0; at < text.length; at++) {
    const place = LETTER_PLACES[text.charCodeAt(at)] ?? -1;
    if (place < 0) throw new RangeError("no letter of ours");
    if (place >= LETTER_BASE) {
      value += (place - LETTER_BASE) * scale;
      scale *= LETTER_BASE;
    } else {
      found.push(value + place * scale);
      value = 0;
      scale = 1;
    }
  }
  return found;
}

/** Reads bits, six to a letter. */
class Bits {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.value = 0;
    this.left = 0;
  }

  bit() {
    if (this.left === 0) {
      if (this.at >= this.text.length) throw new RangeError("the bits end too soon");
      this.value = SIX_VALUES[this.text.charCodeAt(this.at++)];
      this.left = 6;
    }
    return (this.value >> --this.left) & 1;
  }

  number(width) {
    let found = 0;
    while (width-- > 0) found = (found << 1) | this.bit();
    return found;
  }

  unary() {
    let found = 0;
    while (this.bit() === 0) found++;
    return found;
  }

  rice(parameter) {
    return (this.unary() << parameter) | this.number(parameter);
  }
}

/** Return how many low bits of a gap are written as they are. */
function riceParameter(documents, count) {
  const share = Math.floor((documents * 69) / (count * 100));
  return share < 2 ? 0 : 31 - Math.clz32(share);
}

/** Return sorted words from lines, each behind a letter for what it shares with the one before. */
function wordsOf(lines) {
  const found = [];
  let before = "";
  for (const line of lines === "" ? [] : lines.split("\n")) {
    before = before.slice(0, LETTER_PLACES[line.charCodeAt(0)]) + line.slice(1);
    found.push(before);
  }
  return found;
}
