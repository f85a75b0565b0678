"""Small indexes, and the engine's script in Node.js beside the same in Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from broadsheet.search.client import script

_RUNNER = """
const fs = require("fs");
const search = require(process.argv[1]);
const shards = process.argv[2];
function load(name) {
  let found = null;
  globalThis.bsShard = (payload) => { found = payload; };
  const text = fs.readFileSync(`${shards}/${name}.js`, "utf8");
  (0, eval)(text);
  if (found === null) throw new Error("no shard");
  return Promise.resolve(found);
}
const engine = search.createEngine({ load });
const calls = JSON.parse(fs.readFileSync(0, "utf8"));
const own = { tokens: search.tokens, fold: search.fold };
(async () => {
  const answers = [];
  for (const [name, argument] of calls) {
    try {
      answers.push(await (own[name] || engine[name])(argument) ?? null);
    } catch (error) {
      answers.push({ error: error.message, code: error.code });
    }
  }
  fs.writeSync(1, JSON.stringify(answers));
})();
"""


class Node:
    """Calls the engine in Node.js: many calls a process."""

    def __init__(self, folder: Path) -> None:
        self._engine = folder / "engine.js"
        self._engine.write_text(script("engine.js"), "utf-8")
        name = shutil.which("node") or shutil.which("nodejs")
        if name is None:
            pytest.fail("no Node.js: run .ci/node, or install Debian's package `nodejs`")
        self._node = name

    def call(self, *calls: tuple[str, Any], shards: Path | None = None) -> list[Any]:
        done = subprocess.run(
            [self._node, "-e", _RUNNER, str(self._engine), str(shards or "")],
            input=json.dumps(calls),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: list[Any] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    return Node(tmp_path_factory.mktemp("engine"))
