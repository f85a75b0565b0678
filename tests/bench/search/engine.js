// Our engine in Node: an index and queries in; ranked ids, milliseconds and the shards loaded out.
const fs = require("fs");

const [, , enginePath, shards, input] = process.argv;
const search = require(enginePath);
const { queries, isCold } = JSON.parse(fs.readFileSync(input, "utf8"));
const names = new Set();

function load(name) {
  let found = null;
  globalThis.bsShard = (payload) => (found = payload);
  (0, eval)(fs.readFileSync(`${shards}/${name}.js`, "utf8"));
  names.add(name);
  return Promise.resolve(found);
}

(async () => {
  let engine = search.createEngine({ load });
  const found = [];
  const times = [];
  const loaded = [];
  for (const text of queries) {
    if (isCold) engine = search.createEngine({ load });
    names.clear();
    const start = performance.now();
    const { hits } = await engine.search({ text, limit: 10 });
    times.push(performance.now() - start);
    found.push(hits.map((hit) => [hit.id, hit.tier]));
    if (isCold) loaded.push([...names]);
  }
  fs.writeSync(1, JSON.stringify({ found, times, loaded }));
})();
