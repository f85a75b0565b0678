r"""Titles and abstracts as pages and bibliographies give them, made clean.

Out go TeX, keys of lost citations, blanks inside numbers and addresses written twice; addresses
themselves are kept as they are, for in them `_`, `~` and `--` are no TeX.
"""

from __future__ import annotations

import re

from broadsheet.imports.addresses import find_addresses
from broadsheet.imports.sentences import with_sentence_blanks
from broadsheet.records.tex import tex_to_unicode, without_citation_keys

# A per cent value alone in parentheses cannot be the end of one sentence and the start of another.
_BROKEN_NUMBER = re.compile(r"(?<=\()(\d+)\. (\d+)(?=\s?\\?%\))")


def clean_prose(text: str) -> str:
    """Return a text as one clean line of Unicode, its formulas kept as `$...$`."""
    addresses: list[str] = []
    mark = _letter_not_in(text)
    text = _without_braces(_hide_addresses(text, mark, addresses), mark, addresses)
    text = with_sentence_blanks(without_citation_keys(text))
    text = re.sub(rf"(?<={mark})([.!?])(?=[A-Z])", r"\1 ", text)
    text = tex_to_unicode(_BROKEN_NUMBER.sub(r"\1.\2", text))
    return re.sub(rf"{mark}(\d+){mark}", lambda match: addresses[int(match[1])], text)


def _letter_not_in(text: str) -> str:
    # A letter, for blanks and signs mean something to TeX: one of Vai, which papers hardly use.
    letters = (chr(code) for code in range(0xA500, 0xA60C))
    return next((letter for letter in letters if letter not in text), "ZQ")


def _hide_addresses(text: str, mark: str, addresses: list[str]) -> str:
    pieces: list[str] = []
    end = 0
    for address in find_addresses(text):
        pieces += [text[end : address.start], f"{mark}{len(addresses)}{mark}"]
        addresses.append(address.url)
        end = address.end
    return "".join([*pieces, text[end:]])


def _without_braces(text: str, mark: str, addresses: list[str]) -> str:
    r"""Undo what TeX and pages put around addresses: `A{A}`, `\url{A}`, `\href{A}{words}`."""
    one = rf"({mark}\d+{mark})"

    def united(match: re.Match[str]) -> str:
        first, second = (addresses[int(found.strip(mark))].rstrip("/") for found in match.groups())
        return match[1] if first == second else f"{match[1]} ({match[2]})"

    text = re.sub(rf"{one}\s?\{{{one}\}}", united, text)
    text = re.sub(rf"\\href\s*\{{{one}\}}\s*\{{([^{{}}]*)\}}", r"\2 (\1)", text)
    return re.sub(rf"(?:\\url\s*)?\{{{one}\}}", r"\1", text)
