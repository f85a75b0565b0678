/* Forms: other spellings that a word is also found by, the same as forms.py makes. */

/** Return the regular forms of an English word: `parsing` gives `parse`, `parsed`, `parses`. */
function inflections(word) {
  if (!/^[a-z]{3,40}$/.test(word)) return [];
  const found = new Set();
  for (const base of basesOf(word)) {
    for (const end of ["", "s", "es", "ed", "ing"]) found.add(base + end);
    const stem = base.slice(0, -1);
    if (base.endsWith("e")) for (const end of ["d", "ing"]) found.add((end === "d" ? base : stem) + end);
    if (base.endsWith("y")) for (const end of ["ies", "ied"]) found.add(stem + end);
    if (/[^aeiou][aeiou][bdgklmnprt]$/.test(base)) {
      for (const end of ["ed", "ing"]) found.add(base + base.at(-1) + end);
    }
  }
  found.delete(word);
  return [...found];
}

function basesOf(word) {
  const cuts = [["ies", "y"], ["ied", "y"], ["ing", ""], ["ing", "e"], ["ed", ""], ["ed", "e"], ["es", ""], ["s", ""]];
  const bases = [word];
  for (const [end, instead] of cuts) {
    const base = word.slice(0, -end.length) + instead;
    if (!word.endsWith(end) || base.length < 3 || (end === "s" && /[sui]s$/.test(word))) continue;
    bases.push(base);
    if (instead === "" && /([bdgklmnprt])\1$/.test(base)) bases.push(base.slice(0, -1));
  }
  return bases;
}

/** Return the number of letters to add, lose, change or swap between two words, or most + 1. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = null;
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (before && i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
