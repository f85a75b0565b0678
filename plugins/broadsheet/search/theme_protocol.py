"""The theme's search protocol: whether an installed theme speaks what our worker answers.

The theme says that a worker of one's own may stand for its own, if it speaks its messages
(`src/templates/assets/javascripts/integrations/search/worker` in its repository). They are no
promise, so each build reads them in the theme's script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from broadsheet.pages.urls import relative

WORKER = "assets/broadsheet/search/worker.js"
"""Where our worker is published."""
_BUNDLES = "assets/javascripts/bundle.*.min.js"
_WORKERS = "assets/javascripts/workers/search.*.min.js"
_MESSAGES = {
    "it starts a worker from an address": r"=new Worker\(\w+\)\)",
    "setup is message 0, with the index's config and docs": (
        r"\{type:0,data:\{config:\w+,docs:\w+,options:\{suggest:"
    ),
    "ready is message 1": r"return \w+\.type===1\b",
    "a query is message 2, a text": r"\.next\(\{type:2,data:\w+\}\)",
    "results are message 3": r"return \w+\.type===3\b",
    "from a server the index is a JSON file": r'new URL\("search/search_index\.json"',
    "from disk the index is a script": r'new URL\("search/search_index\.js"',
    "from disk the script names it so": r"\(\)=>__index\)",
    "a result has a place": r"new URL\(\w+\.location,",
    "a result has a score": r'"data-md-score":\w+\.score\.toFixed\(',
    "a result has terms": r"Object\.keys\(\w+\.terms\)",
    "a result's title is HTML": r'\w\("h1",null,\w+\.title\)',
}
"""What our worker relies on, and how the theme's minified script says it."""


class ThemeSearch(Struct, frozen=True):
    """The search of an installed theme: the paths of its script and its worker below its folder."""

    bundle: str
    worker: str
    misfits: tuple[str, ...] = ()
    """What our worker relies on and the script does not say."""


def read_theme(folders: Iterable[Path]) -> ThemeSearch:
    """Read how a theme searches, in the first of its folders that holds its script.

    A theme without the files that it is known by fits in nothing.
    """
    for folder in folders:
        bundles, workers = sorted(folder.glob(_BUNDLES)), sorted(folder.glob(_WORKERS))
        if len(bundles) == len(workers) == 1:
            return ThemeSearch(
                bundles[0].relative_to(folder).as_posix(),
                workers[0].relative_to(folder).as_posix(),
                misfits(bundles[0].read_text("utf-8")),
            )
    return ThemeSearch("", "", ("it has one script and one search worker",))


def misfits(script: str) -> tuple[str, ...]:
    """Name what our worker relies on and a theme's script does not say."""
    return tuple(name for name, sign in _MESSAGES.items() if not re.search(sign, script))


def names_worker(page: str, here: str) -> bool:
    """Tell whether a built page starts our worker; a site's own `main.html` may leave that out."""
    return f'"search": "{relative(WORKER, here)}"' in page
