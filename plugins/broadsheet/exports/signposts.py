"""Links in a page's head that lead programs on: how to cite it, and the same as data.

https://signposting.org/FAIR/ · https://www.rfc-editor.org/rfc/rfc8574 (`cite-as`)
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.exports.publication import address
from broadsheet.records.models import Paper

_LINK = Markup('<link rel="{}" href="{}">')
_DATA = Markup('<link rel="describedby" type="{}" href="{}">')


def paper_signposts(paper: Paper) -> Iterator[Markup]:
    """Yield where a paper's own address is, and its licence."""
    if cited := address(paper):
        yield _LINK.format("cite-as", cited)
    if paper.license:
        yield _LINK.format("license", paper.license)


def list_signpost(media_type: str, href: str) -> Markup:
    """Return the link to the papers of a page in a format; `href` as seen from the page."""
    return _DATA.format(media_type, href)
