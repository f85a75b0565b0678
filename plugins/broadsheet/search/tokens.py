"""Tokens: the words that texts are found by, the same here and in `client/engine.js`.

`GPT-4` gives `gpt`, `4` and `gpt4`, so that each way to write it finds the others; `H$_2$O` and
`H₂O` give `h2o`; Chinese, Japanese and Korean give pairs of characters.
"""

from __future__ import annotations

import re

from broadsheet.search.characters import CJK, LETTERS, fold, is_cjk

LONGEST = 40
"""Characters of a token; the rest of a longer one is cut off."""

_RUN = re.compile(f"[{LETTERS}][{LETTERS}'.,-]*")
_TEX = re.compile(r"[\\{}$^_]")
_TEX_STYLE = re.compile(
    r"\\(?:text|math|emph|rm|it|bf|sc|tt|em|mbox|hbox|left|right|operatorname|cite|ref)[a-z]*"
)
_SUBSCRIPT = re.compile(r"([a-z])_\{?(?=[0-9])")
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_POINT_AFTER = re.compile(r"[.,](?![0-9])")
_POINT_BEFORE = re.compile(r"(^|[^0-9])[.,]")
_CJK_RUN = re.compile(f"[{CJK}]+|[^{CJK}]+")
# Of ASCII, what stands in no run and is no part of what TeX or a name such as C++ is made of.
_APART = str.maketrans(
    {sign: " " for sign in map(chr, range(128)) if not re.match(r"[0-9a-zA-Z'.,\\{}$^_+#-]", sign)}
)
_MOST_PARTS = 3
_SHORT = 5
_TINY = 2


def runs(text: str) -> list[str]:
    """Return the runs of letters of a text, with the hyphens and points in and behind them."""
    return _RUN.findall(_without_tex(fold(text)))


def pieces(text: str) -> list[str]:
    """Return a text in pieces whose tokens, one piece after the other, are those of the text.

    They are runs, or what a plain text has between blanks: to cut there is far sooner done.
    """
    if text.isascii():
        return text.lower().translate(_APART).split()
    return runs(text)


def compounds(run: str) -> list[tuple[str, list[str]]]:
    """Return the pieces of a run: as one word, where people also write it so, and in parts."""
    bare = run.rstrip("'.,-")
    if bare.isascii() and bare.isalnum():  # most are
        return [("", [bare[:LONGEST]])]
    found: list[tuple[str, list[str]]] = []
    for piece in _pieces(run):
        parts = [part for part in piece.split("-") if part]
        joined = "".join(parts)[:LONGEST] if _is_joined(parts) else ""
        found.append((joined, [token for part in parts for token in _tokens(part)]))
    return found


def terms(run: str) -> list[tuple[str, int]]:
    """Return the tokens of a run, each with its place in it; a joined compound stands first."""
    found: list[tuple[str, int]] = []
    place = 0
    for joined, parts in compounds(run):
        if joined:
            found.append((joined, place))
        found += ((part, place + at) for at, part in enumerate(parts))
        place += len(parts)
    return found


def tokens(text: str) -> list[tuple[str, int]]:
    """Return the tokens of a text with their places."""
    found: list[tuple[str, int]] = []
    place = 0
    for run in runs(text):
        some = terms(run)
        found += [(token, place + at) for token, at in some]
        place += max((at + 1 for _, at in some), default=0)
    return found


def plain_tokens(text: str) -> list[str]:
    """Return the tokens of a text without their places."""
    return [token for token, _ in tokens(text)]


def _without_tex(text: str) -> str:
    if "+" in text or "#" in text:
        text = text.replace("c++", "cplusplus").replace("c#", "csharp")
    if not _TEX.search(text):
        return text
    text = _SUBSCRIPT.sub(r"\1", _TEX_STYLE.sub(" ", text).replace("\\ell", " l"))
    text = re.sub(r"[{}$^]", "", text.replace("\\", " "))
    return re.sub(r"_([0-9])", r"\1", text).replace("_", "-")


def _pieces(run: str) -> list[str]:
    run = _POINT_AFTER.sub(" ", _THOUSANDS.sub(r"\1", run))
    run = _POINT_BEFORE.sub(r"\1 ", run)
    return [_without_apostrophes(piece) for piece in run.split(" ") if piece]


def _without_apostrophes(piece: str) -> str:
    piece = piece.strip("'")
    return piece.removesuffix("'s").replace("'", "")


def _is_joined(parts: list[str]) -> bool:
    """Tell whether a compound is one that people also write as one word: `pre-training`."""
    if not 2 <= len(parts) <= _MOST_PARTS:
        return False
    ends = parts[1:]
    return len(parts[0]) <= _SHORT or any(len(end) <= _TINY or end[0].isdigit() for end in ends)


def _tokens(part: str) -> list[str]:
    if part.isascii():
        return [part[:LONGEST]]
    found: list[str] = []
    for run in _CJK_RUN.findall(part):
        if is_cjk(run) and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run[:LONGEST])
    return found
