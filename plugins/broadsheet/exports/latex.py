r"""Text as LaTeX for bibliographies: `Schr{\"o}dinger`, `100\%`, formulas as they are.

BibTeX counts braces whether or not a backslash stands before them, so none may stand alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pylatexenc.latexencode import (
    RULE_DICT,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from broadsheet.records.tex import UNPRINTABLE, split_formulas

_PLAIN = re.compile(r"[A-Za-z0-9 .,:;!?()\[\]/+*=@'\"]*(?:-[A-Za-z0-9 .,:;()\[\]/+*=@]*)*")
# What reads well as TeX's own shorthand, or would turn into something else there.
_SIGNS = {
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", '"': '"', "\u00a0": "~",
    "{": r"{$\lbrace$}", "}": r"{$\rbrace$}", "`": r"{\textasciigrave}",
    "<": "{$<$}", ">": "{$>$}", "|": "{$|$}", "…": r"{\ldots}",
    "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
}  # fmt: skip
_LIGATURE = re.compile("(?<=[-–—])(?=[-–—])|(?<=['’”‘“!?])(?=['’”‘“])")
_RUN = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
# What may stand in a formula: commands and the control symbols of mathematics, no comment, no end,
# no letter with an accent, which TeX refuses there.
_FORMULA = re.compile(r"(?:[^\\%$À-ÖØ-öø-ɏ]|\\(?:[A-Za-z]+|[,;:!_&#%$| \\]))+")
_BRACES = re.compile(r"\\([{}])")


@lru_cache(maxsize=50_000)  # a paper's entry stands in the export and on its page
def latex(text: str) -> str:
    """Return a text with formulas as LaTeX of one line."""
    if _is_plain(text):
        return text
    return "".join(
        _formula(piece.text) if piece.is_formula else _escaped(piece.text)
        for piece in split_formulas(_line(text))
    )


@lru_cache(maxsize=20_000)
def latex_title(text: str) -> str:
    """Return a title as LaTeX, with braces around what bibliography styles must not lower."""
    is_calm = _is_sentence(text)
    parts: list[str] = []
    for piece in split_formulas(_line(text)):
        if piece.is_formula:
            parts.append(f"{{{_formula(piece.text)}}}")
        else:
            parts.append(_protected(piece.text, is_calm, is_start=not parts))
    return "".join(parts)


def _protected(text: str, is_calm: bool, is_start: bool) -> str:
    parts: list[str] = _RUN.split(text)  # what stands between words, and every other one a word
    shown = parts if _is_plain(text) else [_escaped(part) for part in parts]
    for at in range(1, len(parts), 2):
        leads = (is_start and at == 1) or parts[at - 1].rstrip().endswith((":", "?", "!"))
        if _is_capital(parts[at], is_calm and not leads):
            shown[at] = f"{{{shown[at]}}}"
    return "".join(shown)


def _is_capital(word: str, is_calm: bool) -> bool:
    """Tell whether a word has capitals that mean something: `LLMs`, `I`, a name among words."""
    if len(word) == 1:
        return word.isupper() and word != "A"
    if word[1:] != word[1:].lower():
        return True
    return is_calm and word[0].isupper()


def _is_sentence(title: str) -> bool:
    """Tell whether a title is set like a sentence, so that a capital in it is a name's."""
    words: list[str] = [word for word in _RUN.findall(title)[1:] if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    return small > 0 and len(words) <= 2 * small


def _line(text: str) -> str:
    if text.isprintable():
        return text
    return UNPRINTABLE.sub(lambda match: " " if match[0].isspace() else "", text)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and "''" not in text and "--" not in text


def _escaped(text: str) -> str:
    return text if _is_plain(text) else _encoded(text)


@lru_cache(maxsize=20_000)  # most are a word or what stands between two
def _encoded(text: str) -> str:
    text = _LIGATURE.sub("\ue000", text)
    return str(_encoder().unicode_to_latex(text)).replace("\ue000", "{}")


def _formula(tex: str) -> str:
    """Return a formula in its dollars, or its characters where BibTeX could not hold it."""
    # `\lbrace` is the same sign without a brace that BibTeX would count.
    tex = _BRACES.sub(lambda match: rf"\{'l' if match[1] == '{' else 'r'}brace ", tex)
    if not _is_balanced(tex) or not _FORMULA.fullmatch(tex):
        return _escaped(f"${tex}$")
    return f"${_math_encoder().unicode_to_latex(tex)}$"


def _is_balanced(tex: str) -> bool:
    depth = 0
    for sign in tex:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


@cache
def _encoder() -> UnicodeToLatexEncoder:
    signs = {ord(sign): tex for sign, tex in _SIGNS.items()}
    return UnicodeToLatexEncoder(
        conversion_rules=[
            UnicodeToLatexConversionRule(RULE_DICT, signs, replacement_latex_protection="none"),
            "defaults",
        ],
        # An accent within braces is one letter to BibTeX, which sorts and lowers it as such.
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


@cache
def _math_encoder() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        non_ascii_only=True, unknown_char_policy="keep", unknown_char_warning=False
    )
