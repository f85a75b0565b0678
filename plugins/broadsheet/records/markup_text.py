"""Markup in titles and abstracts: JATS, HTML and MathML to the plain text that `tex` gives as well.

Sources send `H<sub>2</sub>O`, `&amp;lt;i&amp;gt;`, broken lines, and letters of a wrong encoding.
Formulas come out as `$...$` where their TeX is there, else as plain characters.
"""

from __future__ import annotations

import html
import re
import unicodedata

from ftfy import fix_encoding

from broadsheet.records.markup_tree import read_markup
from broadsheet.records.tex import UNPRINTABLE, split_formulas, tex_to_unicode

# The semicolon is asked for: `R&D` and `?a=1&para=2` are no entities.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_ROUNDS = 8
# Some publishers lose the blanks around words in italics: `such as<i>Phaser</i>can`.
_SQUEEZED = re.compile(
    r"(?<=[^\W\d_])<((?:jats:)?(?:italic|i|em|bold|b|sc))>([^<>]{3,200})</\1>(?=[^\W\d_])",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<=>)\s*\n\s*(?=[.,;:)])")
_COMMAND = re.compile(r"\\[A-Za-z\"'`^~=.%&_$#{]")
_HEADING = re.compile(
    r"(?:ABSTRACT|Abstract|SUMMARY|Summary)(?:\s?[:.—–]\s+"
    # "Abstract Meaning Representation" begins a sentence, "Abstract We" is a heading and one.
    r"|\s+(?=(?:We|This|In|The|An?|To|Our|It|Recent|Recently|While|Although|As|For|With)\s))"
    r"(?=\S)|ABSTRACT\s+(?=[A-Z][a-z]|[A-Z]\s)"
)


def markup_to_text(text: str) -> str:
    """Return a text in Unicode on one line: no markup, no entities, formulas as `$...$`."""
    # Letters of a wrong encoding include control characters, so they are mended before these go.
    text = _BROKEN.sub("", fix_encoding(text))
    text = _without_markup(unicodedata.normalize("NFC", UNPRINTABLE.sub(_blank, text)))
    text = UNPRINTABLE.sub(_blank, fix_encoding(text))
    if any(_COMMAND.search(one.text) for one in split_formulas(text) if not one.is_formula):
        text = tex_to_unicode(text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def abstract_to_text(text: str) -> str:
    """Return an abstract like `markup_to_text`, without the word Abstract before it."""
    return _HEADING.sub("", markup_to_text(text), count=1) if text else ""


def _without_markup(text: str) -> str:
    # Escaped twice is common, and what was an entity may be a tag then.
    for _ in range(_MOST_ROUNDS):
        before = text
        if "<" in text:
            text = read_markup(_SQUEEZED.sub(r" <\1>\2</\1> ", text))
        text = _ENTITY.sub(_character, text)
        if text == before:
            break
    return text


def _character(match: re.Match[str]) -> str:
    return UNPRINTABLE.sub(_blank, html.unescape(match[0]))


def _blank(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else ""
