/* Cards: what a result shows of a document, as cards.py writes it. */

const CARD_PART = "\x1f";

class Cards {
  constructor(shards, manifest) {
    this.shards = shards;
    this.manifest = manifest;
  }

  async card(doc) {
    const { perCard, perGroup, cards } = this.manifest;
    const number = Math.floor(doc / perCard);
    const name = `cards-${cards[Math.floor(number / perGroup)]}-${number % perGroup}`;
    const lines = await this.shards.get(name, (payload) => payload.split("\n"));
    return this.read(lines[doc % perCard], doc);
  }

  read(line, doc) {
    const [id, title = "", authors = "", venue = "", date = "", text = "", topics = "", has = "", counts = ""] =
      line.split("\t");
    const isPaper = doc < this.manifest.papers;
    const [citations, votes] = counts.split(",").map(Number);
    return {
      id,
      url: isPaper ? this.manifest.paperUrl.replace("{}", () => id) : id,
      title,
      authors: authors ? authors.split(CARD_PART) : [],
      venue,
      year: Number(date.slice(0, 4)),
      date,
      text,
      topics: numbersOf(topics).map((at) => [this.manifest.topics[at].slug, this.manifest.topics[at].label]),
      has: numbersOf(has).map((at) => this.manifest.has[at]),
      citations: citations || 0,
      votes: votes || 0,
      kind: isPaper ? "paper" : "page",
    };
  }
}
