"""Text to HTML, once and in one place: what records and servers say is hostile until here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import unescape

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from broadsheet.pages.escaping import escaped
from broadsheet.pages.formulas import mathml
from broadsheet.records.tex import formula_to_text, split_formulas

_TAGS = {
    "a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "sub", "sup", "ul",
}  # fmt: skip
_URL = re.compile(r"https?://[^\s<>\"{}]+[^\s<>\"{}.,;:!?)\]'”]")
# A formula waits behind a holder until Markdown and the sanitiser are through with its text.
_HOLDER = re.compile("\ue010[0-9]+\ue011")
_TAG_OR_HOLDER = re.compile('(?P<tag><[^<>"]*(?:"[^"]*"[^<>"]*)*>)|\ue010[0-9]+\ue011')
_LONGEST_MARKDOWN = 10_000
"""Characters: beyond them parsing would take seconds, and nobody writes so much."""


def metas(attribute: str, values: Iterable[tuple[str, str]]) -> Markup:
    """Return meta elements, a line each, named by an attribute of ours; the empty are left out.

    A page has dozens of them: to make markup of each would take longer than all else about them.
    """
    elements = (
        f'<meta {attribute}="{name}" content="{escaped(content)}">'
        for name, content in values
        if content
    )
    return Markup("\n".join(elements))  # noqa: S704 - escaped


def lines(tags: Iterable[Markup]) -> Markup:
    """Return markup, a line each; what is empty is left out."""
    return Markup("\n".join(filter(None, tags)))  # noqa: S704 - markup already


def inline(text: str) -> Markup:
    """Return one line of text as HTML: escaped, its formulas as MathML."""
    return Markup("").join(
        mathml(piece.text) if piece.is_formula else escape(piece.text)
        for piece in split_formulas(text)
    )


def paragraphs(text: str) -> Markup:
    """Return plain text as paragraphs, its formulas as MathML and its web addresses as links."""
    blocks = (block for block in re.split(r"\n\s*\n", text) if block.strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(_linked(block)) for block in blocks)


def prose(text: str) -> Markup:
    """Return a curator's Markdown as HTML, sanitised to plain prose, its formulas as MathML."""
    return _prose(text, mathml)


def plain_prose(text: str) -> Markup:
    """Return `prose` with formulas as text, for feeds and mail, whose readers know no MathML."""
    return _prose(text, lambda tex: escape(formula_to_text(tex)))


def _prose(text: str, shown: Callable[[str], Markup]) -> Markup:
    clean, formulas = _clean_html(text)

    def fill(match: re.Match[str]) -> str:
        if match["tag"]:
            # In the address or the title of a link a formula stays what was typed.
            return _HOLDER.sub(lambda held: escape(f"${formulas.get(held[0], '')}$"), match["tag"])
        return shown(formulas[match[0]]) if match[0] in formulas else ""

    return Markup(_TAG_OR_HOLDER.sub(fill, clean))  # noqa: S704 - sanitised, formulas as well


def plain(text: str) -> str:
    """Return Markdown with formulas as one line of plain text."""
    clean, formulas = _clean_html(text)

    def fill(match: re.Match[str]) -> str:
        return escape(formula_to_text(formulas.get(match[0], "")))

    return " ".join(unescape(_TAG_OR_HOLDER.sub(fill, clean)).split())


def shorten(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, cut between words with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: max(longest - 1, 0)].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def teaser(text: str, longest: int) -> str:
    """Return the beginning of a text with formulas, of which none is cut."""
    kept: list[str] = []
    room = longest
    for piece in split_formulas(text):
        shown = rf"\({piece.text}\)" if piece.is_formula else piece.text
        if len(piece.text) > room:
            kept.append("…" if piece.is_formula else shorten(shown, room))
            break
        kept.append(shown)
        room -= len(piece.text)
    return "".join(kept)


def _linked(text: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for match in _URL.finditer(text):
        parts.append(inline(text[end : match.start()]))
        link = Markup('<a href="{0}" rel="noopener">{0}</a>')
        parts.append(link.format(match[0]))
        end = match.end()
    return Markup("").join([*parts, inline(text[end:])])


@lru_cache(maxsize=20_000)
def _clean_html(text: str) -> tuple[str, Mapping[str, str]]:
    """Return Markdown as sanitised HTML with holders for its formulas, and the TeX of each."""
    formulas: dict[str, str] = {}
    source = ""
    for piece in split_formulas(text):
        if piece.is_formula:
            holder = f"\ue010{len(formulas)}\ue011"
            formulas[holder] = piece.text
            source += holder
        else:
            source += re.sub("[\ue010\ue011]", "", piece.text)
    clean = nh3.clean(
        _markdown(source),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return clean, formulas


def _markdown(text: str) -> str:
    if len(text) > _LONGEST_MARKDOWN:
        return paragraphs(text)
    try:
        return Markdown(output_format="html").convert(text)
    except Exception:  # noqa: BLE001 - deep nesting or odd tags make the parser raise what it likes
        return paragraphs(text)
