/* Meaning: documents near a query in the space that meaning.py made, those without its words too. */

const MOST_CELLS = 3;
const THOUSAND = 1000;

class Meaning {
  constructor(shards, manifest) {
    this.shards = shards;
    this.manifest = manifest;
    this.middles = coordinatesOf(manifest.middles, manifest.reach);
  }

  /** Return how near documents are to the words of matches, in thousandths, for the nearest ones. */
  async near(matches) {
    const point = this.point(matches);
    const found = new Int32Array(this.manifest.documents);
    if (!point || !this.manifest.cells.length) return found;
    const { cells, dimensions } = this.manifest;
    const order = cells.map((_, cell) => [closeness(point, this.middles, cell * dimensions), cell]);
    order.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    const nearest = order.slice(0, MOST_CELLS).map(([, cell]) => this.cell(cells[cell]));
    for (const { docs, points } of await Promise.all(nearest)) {
      docs.forEach((doc, at) => (found[doc] = closeness(point, points, at * dimensions)));
    }
    return found;
  }

  /** Add the words up, the rarer ones for more; null where none of them has a place. */
  point(matches) {
    const { dimensions, reach } = this.manifest;
    const sum = new Array(dimensions).fill(0);
    let isPlaced = false;
    for (const { forms } of matches) {
      const best = forms.find(({ entry }) => entry.vector);
      if (!best) continue;
      isPlaced = true;
      const weight = rarity(this.manifest.documents, best.entry.docs.length);
      coordinatesOf(best.entry.vector, reach).forEach((one, at) => (sum[at] += weight * one));
    }
    return isPlaced ? sum : null;
  }

  cell(hash) {
    return this.shards.get(`cells-${hash}`, (payload) => {
      const [gaps, vectors] = payload.split("\t");
      let doc = -1;
      const docs = numbersOf(gaps).map((gap) => (doc += gap));
      return { docs, points: coordinatesOf(vectors, this.manifest.reach) };
    });
  }
}

function coordinatesOf(text, reach) {
  const found = new Int8Array(text.length);
  for (let at = 0; at < found.length; at++) found[at] = LETTER_PLACES[text.charCodeAt(at)] - reach;
  return found;
}

/** Return the cosine of a point and the one that starts at a place, in whole thousandths. */
function closeness(point, points, start) {
  let [dot, one, other] = [0, 0, 0];
  for (let at = 0; at < point.length; at++) {
    dot += point[at] * points[start + at];
    one += point[at] * point[at];
    other += points[start + at] * points[start + at];
  }
  return one && other ? Math.floor((THOUSAND * dot) / (Math.sqrt(one) * Math.sqrt(other))) : 0;
}
