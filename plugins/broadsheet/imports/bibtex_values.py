"""The values of a BibTeX entry: macros and concatenation resolved, TeX to Unicode.

https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import normalize

from broadsheet.imports.prose import clean_prose
from broadsheet.records.names import Author
from broadsheet.records.tex import UNPRINTABLE, one_line, split_formulas, tex_to_unicode

_MACROS = {
    name: name
    for name in (
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    )
}  # fmt: skip
_PIECE = re.compile(r'\s*(?:\{(?P<braced>.*)\}|"(?P<quoted>.*)"|(?P<bare>[^\s#{}"]+))\s*', re.S)
_NO_BRACE = re.compile(r"[^{}]+")
_HINTS_AT_TEX = re.compile(r"[\\$~`]|''|--")
# Braces around words protect capitals; those of a command's argument stay for the command.
_PROTECTION = re.compile(r"(?<![\\A-Za-z}\]_^*])\{([^{}\\$]*)\}")
_TEXT_COMMAND = re.compile(
    r"\\(?:emph|textit|textbf|texttt|textsc|textrm|textsf|mbox|text|enquote|uppercase)\s*"
    r"\{([^{}\\$]*)\}"
)
_SHORT = 200
_ACCENT = re.compile(
    r"\{\\[\"'`^~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])\}"
    r"|\\[\"'`^=.](?:\{\\?[A-Za-z]\}|[A-Za-z])"
    r"|\{\\(?:aa|AA|ae|AE|oe|OE|o|O|l|L|ss|i|j)\s*\}"
    r"|\{\\[cvHukr]\s*\{[A-Za-z]\}\}|\\[cvHukr]\{[A-Za-z]\}"
    r"|\{\\(?:text[a-z]{4,}|guillemot(?:left|right)|ldots|dh|DH|th|TH)\s*\}"
)
_ESCAPED = re.compile(r"\\([%&_#])")
# Behind other signs while dashes and quotes are looked for.
_SIGN = {sign: chr(0xE000 + at) for at, sign in enumerate("%&_#\\~`'$")}
_HIDE = str.maketrans(_SIGN)
_SHOW = str.maketrans({hidden: sign for sign, hidden in _SIGN.items()})
_HARD = re.compile(r"[\\{}~$`]|----|(?<![\w'])'")
# What text has no sign for in TeX's old fonts stands in a formula of its own.
_BARE_SIGN = re.compile(r"(?P<open>\{)?\$(?:([<>|])|\\([lr])brace)\$(?(open)\})")
_DISPLAY = re.compile(r"\\(?:textsuperscript|textsubscript)\s*\{([^{}]*)\}")


def value_of(raw: str, strings: Mapping[str, str]) -> str:
    """Return a field's value without its delimiters, macros replaced, pieces joined."""
    whole = _PIECE.fullmatch(raw)
    if whole and whole["braced"] is not None and _is_one(whole["braced"]):
        return whole["braced"]
    if whole and whole["quoted"] is not None and '"' not in _outside_braces(whole["quoted"]):
        return whole["quoted"]
    return "".join(_piece(piece, strings) for piece in _split(raw))


def _piece(piece: str, strings: Mapping[str, str]) -> str:
    match = _PIECE.fullmatch(piece)
    if match is None:
        return piece.strip()
    if match["bare"] is None:
        return match["braced"] if match["braced"] is not None else match["quoted"]
    name = match["bare"].lower()
    return strings.get(name) or _MACROS.get(name) or match["bare"]


def _split(raw: str) -> list[str]:
    """Cut a value at the `#` signs between its pieces."""
    pieces, start, depth, is_quoted = [], 0, 0, False
    for at, sign in enumerate(raw):
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == '"' and depth == 0:
            is_quoted = not is_quoted
        elif sign == "#" and depth == 0 and not is_quoted:
            pieces.append(raw[start:at])
            start = at + 1
    return [*pieces, raw[start:]]


def _is_one(inner: str) -> bool:
    depth = 0
    for sign in _NO_BRACE.sub("", inner):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return True


def _outside_braces(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, re.sub(r"\{[^{}]*\}", "", text)
    return text


def text_of(value: str) -> str:
    """Return a value as one clean line of Unicode, its formulas kept as `$...$`."""
    if not value:
        return ""
    # Names, journals and months come again and again.
    return _short_text(value) if len(value) <= _SHORT else _text(value)


def _text(value: str) -> str:
    value = _without_protection(_BARE_SIGN.sub(_bare_sign, value))
    if not _HINTS_AT_TEX.search(value) and "{" not in value and "}" not in value:
        return one_line(value)
    return _plainly(value) or clean_prose(value)


def _bare_sign(match: re.Match[str]) -> str:
    return match[2] or {"l": r"\{", "r": r"\}"}[match[3]]


_short_text = lru_cache(maxsize=100_000)(_text)


def _plainly(value: str) -> str:
    """Return a text whose only TeX is accents, escaped signs, dashes, quotes and formulas.

    Any other is left, as empty text, to the parser, which says the same but takes far longer.
    """
    if "://" in value or "www." in value or UNPRINTABLE.search(value.replace("\n", " ")):
        return ""
    words: list[str] = []
    for piece in split_formulas(value):
        word = f"${' '.join(piece.text.split())}$" if piece.is_formula else _signs(piece.text)
        if word is None:
            return ""
        words.append(word)
    return normalize("NFC", " ".join("".join(words).split()))


def _signs(text: str) -> str | None:
    """Return a text without its TeX; none where it has TeX of another kind."""
    text = _ACCENT.sub(lambda match: _letter(match[0]).translate(_HIDE), text)
    text = _ESCAPED.sub(lambda match: _SIGN[match[1]], text)
    text = text.replace("``", "“").replace("''", "”")
    if _HARD.search(text):
        return None
    return text.replace("---", "—").replace("--", "–").translate(_SHOW)


@lru_cache(maxsize=4096)
def _letter(tex: str) -> str:
    return tex_to_unicode(tex)


def _without_protection(value: str) -> str:
    if "{" not in value:
        return value
    for _ in range(8):
        before = value
        value = _TEXT_COMMAND.sub(r"\1", _DISPLAY.sub(r"\1", _PROTECTION.sub(r"\1", value)))
        if value == before:
            break
    return value


def verbatim_of(value: str) -> str:
    r"""Return an address or DOI, in which only `\_`, `\%`, `\&`, `\#` and `\url` are TeX."""
    bare = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
    bare = re.sub(r"\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}", r"\1", bare)
    bare = re.sub(r"\{?\\textunderscore\s*\}?|\{\\_\}", "_", bare)
    bare = re.sub(r"\$\\sim\$|\\textasciitilde\s*(?:\{\})?|\{\\textasciitilde\}|\\~\{\}", "~", bare)
    return " ".join(re.sub(r"[{}]", "", re.sub(r"\\([_%#&~$])", r"\1", bare)).split())


def author_of(parts: tuple[str, str, str, str]) -> Author | None:
    """Return an author of first, von, last and junior parts; a name in braces is a group's."""
    first, von, last, junior = parts
    if not first and not von and not junior and re.fullmatch(r"\{.*\}", last) and " " in last:
        return Author(family=text_of(last), is_group=True)
    family, given, particle = text_of(last), text_of(first), text_of(von)
    if not (family or given or particle):
        return None
    if not family:
        family, particle = (particle, "") if particle else (given, "")
        given = "" if family == given else given
    return Author(family=family, given=given, particle=particle, suffix=text_of(junior))
