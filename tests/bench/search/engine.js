// Our engine in Node: an index and queries in, ranked ids and milliseconds out.
const fs = require("fs");

const [, , enginePath, shards, input] = process.argv;
const search = require(enginePath);

function load(name) {
  let found = null;
  globalThis.BroadsheetShard = (_, payload) => (found = payload);
  (0, eval)(fs.readFileSync(`${shards}/${name}.js`, "utf8"));
  return Promise.resolve(found);
}

(async () => {
  const engine = search.createEngine({ load });
  const found = [];
  const times = [];
  for (const text of JSON.parse(fs.readFileSync(input, "utf8")).queries) {
    const start = performance.now();
    const { hits } = await engine.search({ text, limit: 10 });
    times.push(performance.now() - start);
    found.push(hits.map((hit) => [hit.id, hit.tier]));
  }
  fs.writeSync(1, JSON.stringify({ found, times }));
})();
