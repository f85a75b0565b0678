"""The client: the JavaScript that searches in the reader's browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from broadsheet.lean_source import lean

CLIENT = Path(__file__).parent
"""The folder of the scripts."""
SCRIPTS = ("engine.js", "snippet.js", "stand-in.js", "worker.js")
"""What the site gets below `assets/broadsheet/search/`."""
_WORKER = ("snippet", "shards", "bibliography", "box", "session", "worker")
"""What the worker is made of, after the engine: one file is there sooner than seven."""
_ENGINE = (
    "characters", "tokens", "query", "forms", "streams", "shards", "lexicon", "matching", "columns",
    "filters", "facets", "cards", "meaning", "engine",
)  # fmt: skip
"""Each stands on those before it."""
_FRAME = """\
// Broadsheet's search engine: from a query to ranked results, given a loader of shards.
// Made of plugins/broadsheet/search/client/engine/*.js; a classic script, so that it also runs from
// disk. Sets `BroadsheetSearch` in a page or a worker, and answers `require`.
(function (root, make) {{
  const made = make();
  if (typeof module === "object" && module.exports) module.exports = made;
  else root.BroadsheetSearch = made;
}})(typeof globalThis === "object" ? globalThis : self, function () {{
"use strict";
{body}
return {{ createEngine, parse, tokens, fold }};
}});
"""


def script(name: str) -> str:
    """Return a script of the client; the engine and the worker are put together from parts."""
    if name == "engine.js":
        return _FRAME.format(body=_joined(f"engine/{part}" for part in _ENGINE))
    if name == "worker.js":
        return script("engine.js") + _joined(_WORKER)
    return (CLIENT / name).read_text("utf-8")


def _joined(parts: Iterable[str]) -> str:
    return lean("\n".join((CLIENT / f"{part}.js").read_text("utf-8") for part in parts))
