r"""TeX in titles and abstracts: text commands to Unicode, formulas kept as `$...$`.

Sources send `62\%`, ``quoted'', `Schr\"odinger` and `$O(n^2)$` in one field, beside per cent signs
and dollars that mean themselves. How commands read is in `tex_macros`.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct
from pylatexenc.latexwalker import LatexWalkerError

from broadsheet.records.tex_macros import formula_converter, text_converter

UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    # Soft hyphens, blanks without width, and marks that turn the direction of all text behind them.
    "\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
"""Characters that no title or abstract may have; among them the blanks `\t`, `\n` and `\r`."""

_LONGEST = 100_000
"""Characters: beyond it nobody wrote an abstract, and parsing would take seconds."""
# Pandoc's rule for tex_math_dollars: no blank inside the dollars, no digit behind the closing one,
# but for what no amount of money starts with: `10$\\times$10`.
_FORMULA = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$"
    r"|(?<![\\$])\$(?=[^\s$])(?P<inline>(?:[^$\\]|\\.)*?)(?<=[^\s\\])\$(?!\d)"
    r"|(?<![\\$])\$(?=[\\<>=~^_+])(?P<symbol>(?:[^$\\]|\\.)*?)(?<=[^\s\\])\$"
    r"|(?<!\\)\\\((?P<round>(?:[^\\]|\\[^)]){1,2000}?)\\\)"
    r"|(?<!\\)\\\[(?P<square>(?:[^\\]|\\[^\]]){1,2000}?)\\\]"
    r"|\\begin\{(?P<name>(?:equation|displaymath|math)\*?)\}(?P<named>.{1,2000}?)\\end\{(?P=name)\}"
    r"|\\ensuremath\{(?P<ensured>[^{}]+)\}",
    re.DOTALL,
)
_MARKS = re.compile(r"[\\{}`$~]|''|--")
_HINTS_AT_TEX = re.compile(r"[\\{}`]|''|--|\S~\S")
_URL = re.compile(
    r"\\url\s*\{(?P<braced>[^{}]*)\}|(?P<bare>https?://(?:[^\s{}<>\"\\$]|\\[_%#&~])+)"
)
_REFERENCE = re.compile(
    r"[\s~]{0,3}\\(?:[a-zA-Z]*cite[a-zA-Z]*|(?:page|auto|eq|[cC])?ref|label)\*?"
    r"(?:\s?\[[^\[\]]*\])*\s?\{[^{}]*\}"
)
_BARE = re.compile(r"(?<!\\)((?:\\\\)*)([%&#_^$])")
# A tie stands between two things; before a number or after a blank it says "about".
_TILDE = re.compile(r"\\~\{\}|(?<![^\s(\[{~])~|(?<!\\)~(?=[\s~]|$)|(?<=[\d%])~(?=\d)")
_SINGLE_QUOTES = re.compile(r"(?<![\w`\\])`([^\s`'](?:[^`'\n]{0,200}[^\s`'])?)'(?![\w'])")
_QUOTE = re.compile(r'\\"(?![aeiouyAEIOUY{\\])')
# Doubled braces are a template's and `{0, 1}` is a set's, not TeX's: they must reach the reader.
_BRACES = re.compile(
    r"(?<![A-Za-z\\])\{\{([^{}]*)\}\}"
    r"|(?<![\\\w}\]])\{(\s?[\w.+-]+(?:\s?,\s?[\w.+-]+)+\s?)\}"
)
_ESCAPED = str.maketrans({one: chr(0xE000 + at) for at, one in enumerate("%&#_^$~{}")})
_SHOWN = {target: chr(source) for source, target in ((k, ord(v)) for k, v in _ESCAPED.items())}
_FIRST_HIDDEN, _MOST_HIDDEN = 0xF0000, 0xFF00
_HIDDEN = re.compile("[\U000f0000-\U000fffff]")
_CITATION = r"(?<![\w.@/-])[a-z]{2,}(?:[_:-][a-z]+)?(?:19|20)\d\d[a-z]{3,}(?![\w/@]|\.\w)"
_CITATIONS = re.compile(rf"\s{{0,9}}{_CITATION}(?:\s{{0,9}},\s{{0,9}}{_CITATION})*", re.ASCII)
_FAILURES = (
    LatexWalkerError, RecursionError, IndexError, KeyError, ValueError, TypeError, AttributeError,
)  # fmt: skip


class Piece(Struct, frozen=True):
    """A run of text, or the TeX of a formula without its dollars."""

    text: str
    is_formula: bool = False


def split_formulas(text: str) -> list[Piece]:
    """Cut a text at its formulas; amounts of money such as `$5 and $10` stay text."""
    if "$" not in text and "\\" not in text:
        return [Piece(text)] if text else []
    pieces: list[Piece] = []
    end = 0
    for match in _FORMULA.finditer(text):
        if match.start() > end:
            pieces.append(Piece(text[end : match.start()]))
        pieces.append(Piece(_formula(match), is_formula=True))
        end = match.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return pieces


def tex_to_unicode(text: str) -> str:
    """Return a text in Unicode on one line: formulas kept as `$...$`, control characters gone."""
    if text.isprintable() and not _MARKS.search(text):  # as most titles are
        return " ".join(unicodedata.normalize("NFC", text).split())
    text = _without_controls(text)
    hidden = _Hidden()
    text = _URL.sub(lambda match: hidden.hide(_url(match)), text)
    text = _FORMULA.sub(lambda match: hidden.hide(f"${' '.join(_formula(match).split())}$"), text)
    if _HINTS_AT_TEX.search(text):
        text = _text_to_unicode(text)
    # A macro may bring a control of its own: `\\-`, which only says where a word may break.
    return " ".join(_without_controls(hidden.show(text)).split())


def plain_text(text: str) -> str:
    """Return a text with its formulas in plain characters as well: `$O(n^2)$` as `O(n^2)`."""
    if "$" not in text and "\\" not in text:
        return text
    pieces = split_formulas(text)
    return "".join(formula_to_text(one.text) if one.is_formula else one.text for one in pieces)


def one_line(text: str) -> str:
    """Return a text on one line with single blanks and without characters that print nothing."""
    if text.isprintable() and "  " not in text:  # as most are; all else takes ten times as long
        return text.strip(" ")
    return " ".join(UNPRINTABLE.sub(" ", text).split())


def without_citation_keys(text: str) -> str:
    r"""Drop BibTeX keys that a lost `\cite` left: `attacks qi2023fine-- a few` loses its key."""
    return _CITATIONS.sub(lambda match: " " if text.startswith("--", match.end()) else "", text)


class _Hidden:
    """What TeX's rules must not touch, each piece behind one character that no text has."""

    def __init__(self) -> None:
        self.signs: dict[str, str] = {}

    def hide(self, text: str) -> str:
        if len(self.signs) >= _MOST_HIDDEN:
            return text
        return self.signs.setdefault(text, chr(_FIRST_HIDDEN + len(self.signs)))

    def show(self, text: str) -> str:
        texts = {sign: hidden for hidden, sign in self.signs.items()}
        return _HIDDEN.sub(lambda match: texts[match[0]], text)


def _formula(match: re.Match[str]) -> str:
    kinds = ("display", "inline", "symbol", "round", "square", "named", "ensured")
    return next(match[kind] for kind in kinds if match[kind])


def _url(match: re.Match[str]) -> str:
    return re.sub(r"\\([_%#&~])", r"\1", match["bare"] or match["braced"].strip())


def _without_controls(text: str) -> str:
    text = UNPRINTABLE.sub(lambda match: " " if match[0].isspace() else "", text)
    return unicodedata.normalize("NFC", text)


def _text_to_unicode(text: str) -> str:
    text = _guarded(_REFERENCE.sub("", text))
    try:
        found = _parsed(text)
    except _FAILURES:
        found = re.sub(r"\\[A-Za-z]+\s?|[{}\\]", "", text)
    return unicodedata.normalize("NFC", found.translate(_SHOWN))


def _guarded(text: str) -> str:
    """Hide what is a character of its own in print but syntax in TeX."""
    text = _TILDE.sub("~".translate(_ESCAPED), text)
    text = _SINGLE_QUOTES.sub(r"‘\1’", text)
    text = _QUOTE.sub('"', text)
    text = _BARE.sub(lambda match: match[1] + match[2].translate(_ESCAPED), text)
    return _BRACES.sub(lambda match: match[0].translate(_ESCAPED), text)


def _parsed(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError(len(text))
    # The converter trims its ends.
    return f" {text_converter().latex_to_text(text, tolerant_parsing=True)} "


def formula_to_text(tex: str) -> str:
    """Return the TeX of a formula in plain characters, as it is where it cannot be read."""
    try:
        return " ".join(formula_converter().latex_to_text(tex, tolerant_parsing=True).split())
    except _FAILURES:
        return tex
