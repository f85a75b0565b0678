/* Columns: facts of all documents, loaded only when a filter, a sort or a facet asks for them. */

class Columns {
  constructor(shards, manifest) {
    this.shards = shards;
    this.manifest = manifest;
  }

  /** Return one number a document. */
  async numbers(name) {
    const found = new Float64Array(this.manifest.documents);
    let doc = 0;
    for (const chunk of await this.chunks(name, false)) {
      for (let at = 0; at < chunk.length; at += 2) {
        found.fill(chunk[at + 1], doc, doc + chunk[at] + 1);
        doc += chunk[at] + 1;
      }
    }
    return found;
  }

  /** Return lists of numbers: those of a document are `values` from `starts[doc]` on. */
  async lists(name) {
    const { documents } = this.manifest;
    const starts = new Int32Array(documents + 1);
    const values = [];
    let doc = 0;
    for (const chunk of await this.chunks(name)) {
      for (let at = 0; at < chunk.length; at += chunk[at + 1] + 2) {
        for (let times = chunk[at]; times >= 0; times--) {
          for (let one = 0; one < chunk[at + 1]; one++) values.push(chunk[at + 2 + one]);
          starts[++doc] = values.length;
        }
      }
    }
    starts.fill(values.length, doc + 1);
    return { starts, values };
  }

  chunks(name) {
    const hashes = this.manifest.columns[name] || [];
    return Promise.all(hashes.map((hash) => this.shards.get(`${name}-${hash}`, numbersOf)));
  }

  /** Return the venues: `[slug, name]` by number. */
  async venues() {
    const found = this.manifest.venues.map((hash) =>
      this.shards.get(`venues-${hash}`, (payload) => payload.split("\n").map((line) => line.split("\t"))),
    );
    return (await Promise.all(found)).flat();
  }

  /** Return the ids of papers. */
  ids(docs) {
    const { ids, perIds } = this.manifest;
    const idOf = async (doc) => {
      const name = `ids-${ids[Math.floor(doc / perIds)]}`;
      const lines = await this.shards.get(name, (payload) => payload.split("\n"));
      return lines[doc % perIds];
    };
    return Promise.all(docs.map(idOf));
  }

  /** Return the authors that facets name: `[slug, name]` by number. */
  async people() {
    const chunks = await Promise.all(
      this.manifest.people.map((hash) => this.shards.get(`people-${hash}`, (payload) => payload.split("\n"))),
    );
    return chunks.flat().map((line) => {
      const [name, slug] = line.split("\t");
      return [slug || name.toLowerCase().split(" ").join("-"), name];
    });
  }
}
