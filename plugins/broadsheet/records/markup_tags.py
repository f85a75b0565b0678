"""Tags in a text: which `<...>` are JATS, HTML or MathML, and which are a writer's own.

Titles speak of `<unk>` tokens and of p<0.05. So a tag counts where its name is known, and where it
is closed as well unless its name leaves no doubt.
https://jats.nlm.nih.gov/archiving/tag-library/1.3/ https://www.w3.org/TR/mathml-core/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

BLOCKS = frozenset(
    "p br hr div sec section title label list list-item ul ol li dl dt dd table thead tbody "  # noqa: SIM905
    "tr td th h1 h2 h3 h4 h5 h6 blockquote body html abstract abstracttext disp-formula disp-quote "
    "def-list def-item def term article-title trans-title trans-abstract mtr".split()
)
"""Elements that stand apart from the text around them."""
MATH = frozenset(
    "math semantics annotation annotation-xml mrow mi mo mn mtext mspace ms mfrac msqrt mroot "  # noqa: SIM905
    "mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts none mtable mtr mtd maligngroup malignmark".split()
)
_INLINE = frozenset(
    "i b u em strong italic bold underline overline strike small big tt code kbd var samp a "  # noqa: SIM905
    "span font sub sup subscript superscript sc scp smallcaps monospace sans-serif roman "
    "fixed-case styled-content named-content ext-link uri email url xref abbr abbrev cite "
    "institution inline-formula tex-math alternatives inline-graphic graphic img script style "
    "head".split()
)
_KNOWN = BLOCKS | MATH | _INLINE
_CERTAIN = frozenset(
    "p br hr sub sup italic bold scp tex-math inline-formula disp-formula alternatives".split()  # noqa: SIM905
)
"""Names that nobody means as words, so that one tag alone is markup too."""
_PREFIX = re.compile(r"(?:jats|mml|m|xhtml|html|ns\d{1,2}):", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<prefix>[A-Za-z][A-Za-z0-9]{0,9}:)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,20})"
    r"(?P<rest>(?:\s[^<>]{0,2000})?)/?>"
)
_ASIDE = re.compile(r"<!--[^<>]{0,2000}-->|<\?[^<>]{0,500}\?>|<!doctype[^<>]{0,500}>", re.I)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


class Text(Struct, frozen=True):
    """Characters between two tags."""

    text: str


class Tag(Struct, frozen=True):
    """One tag, its name in lower case and without prefix."""

    name: str
    is_close: bool = False
    is_alone: bool = False
    """Opened and closed in one: `<br/>`."""
    attributes: str = ""


def split_tags(text: str) -> Iterator[Text | Tag]:
    """Cut a text at its tags; comments and declarations are left out."""
    text = _ASIDE.sub("", _CDATA.sub("", text)) if "<!" in text or "<?" in text else text
    matches = list(_TAG.finditer(text))
    closed = {_name(match) for match in matches if match["close"]}
    opened = {_name(match) for match in matches if not match["close"]}
    end = 0
    for match in matches:
        if _is_markup(match, closed & opened):
            if match.start() > end:
                yield Text(text[end : match.start()])
            yield _tag(match)
            end = match.end()
    if end < len(text):
        yield Text(text[end:])


def _is_markup(match: re.Match[str], paired: set[str]) -> bool:
    name = _name(match)
    if match["prefix"]:
        return bool(_PREFIX.fullmatch(match["prefix"]))
    return name in _CERTAIN or (name in _KNOWN and name in paired)


def _tag(match: re.Match[str]) -> Tag:
    name = _name(match)
    is_alone = match[0].endswith("/>") or name in ("br", "hr", "img")
    return Tag(name, bool(match["close"]), is_alone, match["rest"])


def _name(match: re.Match[str]) -> str:
    return match["name"].lower()
