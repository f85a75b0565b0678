// The theme's own search worker, run in Node: documents and queries in, ranked locations out.
const fs = require("fs");
const vm = require("vm");

const [, , worker, input] = process.argv;
const { docs, queries } = JSON.parse(fs.readFileSync(input, "utf8"));
let receive = null;
let answer = null;
const scope = {
  addEventListener: (_, listener) => (receive = listener),
  postMessage: (data) => answer(data),
  location: { href: "http://localhost/" },
  console, URL, setTimeout,
  importScripts: () => {},
  IFrameWorker: undefined,
};
scope.self = scope.window = scope.globalThis = scope;
vm.createContext(scope);
vm.runInContext(fs.readFileSync(worker, "utf8"), scope);
const ask = (data) =>
  new Promise((resolve) => {
    answer = resolve;
    receive({ data });
  });

(async () => {
  // As mkdocs writes them with the theme's defaults.
  const config = { lang: ["en"], separator: "[\\s\\-]+", pipeline: ["stopWordFilter"], fields: { title: { boost: 1000 }, text: { boost: 1 }, tags: { boost: 1e6 } } };
  const start = performance.now();
  await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
  const setup = performance.now() - start;
  const found = [];
  const times = [];
  for (const text of queries) {
    const before = performance.now();
    const { data } = await ask({ type: 2, data: text });
    times.push(performance.now() - before);
    found.push(data.items.slice(0, 10).map(([first]) => first.location));
  }
  fs.writeSync(1, JSON.stringify({ setup, times, found }));
})();
