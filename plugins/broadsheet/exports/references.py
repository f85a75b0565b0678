"""Lists of references: the citations of some papers as plain text, a paragraph each.

`search/client/bibliography.js` puts the same together in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.exports.citations import Citations
from broadsheet.records.models import Paper

BETWEEN = "\n"
"""What stands between two references: an empty line, for each ends its own."""


def references(papers: Iterable[Paper], citations: Citations) -> Iterator[str]:
    """Yield the references of the first style, numbered if it is a style of numbers.

    A paper that the style cannot cite is left out.
    """
    style = citations.styles[0]
    found = filter(None, (citations.plain(paper)[0] for paper in papers))
    for number, text in enumerate(found, start=1):
        yield f"{number}. {text}\n" if style.is_numbered else f"{text}\n"
