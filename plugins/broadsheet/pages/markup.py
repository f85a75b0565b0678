"""Text to HTML, once and in one place: everything a record or a server wrote is hostile until here."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import latex2mathml.converter
import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from broadsheet.records.tex import plain_text, split_formulas

_TAGS = {
    "a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "sub", "sup", "ul",
}  # fmt: skip
_MATH_TAGS = {
    "math", "menclose", "mfenced", "mfrac", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
}  # fmt: skip
_MATH_ATTRIBUTES = {
    "accent", "close", "columnalign", "columnspacing", "depth", "display", "displaystyle", "fence",
    "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "open", "rowspacing", "rspace", "scriptlevel", "separator",
    "stretchy", "symmetric", "width",
}  # fmt: skip
_URL = re.compile(r"https?://[^\s<>\"{}]+[^\s<>\"{}.,;:!?)\]'”]")
_HOLDER = "\ue010{}\ue011"
_HELD = re.compile("\ue010(\\d+)\ue011")


@lru_cache(maxsize=20_000)
def inline(text: str) -> Markup:
    """Return one line of text as HTML: escaped, its formulas as MathML."""
    return Markup("").join(
        _mathml(piece.text) if piece.is_formula else escape(piece.text)
        for piece in split_formulas(text)
    )


def paragraphs(text: str) -> Markup:
    """Return plain text as paragraphs, its formulas as MathML and its web addresses as links."""
    blocks = (block for block in re.split(r"\n\s*\n", text) if block.strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(_linked(block)) for block in blocks)


def prose(text: str) -> Markup:
    """Return a curator's Markdown as HTML, sanitised to plain prose, its formulas as MathML."""
    pieces = split_formulas(text)
    held = [_mathml(piece.text) for piece in pieces if piece.is_formula]
    numbers = iter(range(len(held)))
    source = "".join(
        _HOLDER.format(next(numbers)) if piece.is_formula else _without_holders(piece.text)
        for piece in pieces
    )
    clean = nh3.clean(
        Markdown(output_format="html").convert(source),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return Markup(_HELD.sub(lambda match: held[int(match[1])], clean))


def plain(text: str) -> str:
    """Return Markdown with formulas as one line of plain text."""
    return " ".join(unescape(Markup(prose(plain_text(text))).striptags()).split())


def shorten(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, cut between words with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def _linked(text: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for match in _URL.finditer(text):
        parts.append(inline(text[end : match.start()]))
        link = Markup('<a href="{0}" rel="noopener">{0}</a>')
        parts.append(link.format(match[0]))
        end = match.end()
    return Markup("").join([*parts, inline(text[end:])])


def _without_holders(text: str) -> str:
    return text.replace("\ue010", "").replace("\ue011", "")


@lru_cache(maxsize=20_000)
def _mathml(tex: str) -> Markup:
    try:
        found = latex2mathml.converter.convert(tex)
    except Exception:  # noqa: BLE001 - the converter raises what it likes on TeX it does not know
        return Markup("<code>{}</code>").format(tex)
    # The converter lets the text of \\text and \\href through unescaped.
    clean = nh3.clean(found, tags=_MATH_TAGS, attributes={"*": _MATH_ATTRIBUTES})
    return Markup(clean) if clean else Markup("<code>{}</code>").format(tex)  # noqa: S704
