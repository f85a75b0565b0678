"""The client: the JavaScript that searches in the reader's browser."""

from __future__ import annotations

import re
from pathlib import Path

CLIENT = Path(__file__).parent
"""The folder of the scripts."""
SCRIPTS = (
    "bibliography.js",
    "box.js",
    "engine.js",
    "session.js",
    "shards.js",
    "snippet.js",
    "stand-in.js",
    "worker.js",
)
"""What the site gets below `assets/broadsheet/search/`."""
_ENGINE = (
    "characters", "tokens", "query", "forms", "streams", "shards", "lexicon", "matching", "columns",
    "filters", "facets", "cards", "meaning", "engine",
)  # fmt: skip
"""Each stands on those before it."""
_COMMENTS = re.compile(r"^[ ]*(?:/\*.*?\*/|//[^\n]*)[ ]*\n", re.DOTALL | re.MULTILINE)
_INDENTS = re.compile(r"^[ ]+|^\n", re.MULTILINE)
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
    """Return a script of the client; the engine is put together from its parts."""
    if name != "engine.js":
        return (CLIENT / name).read_text("utf-8")
    parts = ((CLIENT / "engine" / f"{part}.js").read_text("utf-8") for part in _ENGINE)
    return _FRAME.format(body=_lean("\n".join(parts)))


def _lean(source: str) -> str:
    """Leave out comments that fill lines, and indents: a quarter of what a reader would load."""
    return _INDENTS.sub("", _COMMENTS.sub("", source))
