"""Characters: any text folded to plain lower-case letters and digits, alike in Python and browsers.

Both sides normalise with their own Unicode tables, whose versions differ. So whatever a later
version added a decomposition or a lower case to is no letter here, and what remains has meant the
same since Unicode 9. `client/engine.js` folds by the same ranges; a test compares every code point.
"""

from __future__ import annotations

import re
import unicodedata

CJK = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\U00020000-\U0003ffff"
)
"""Scripts without blanks between words, as ranges of a regular expression."""
LETTERS = (
    "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0250-\u02af\u0370-\u0373\u0376-\u037d\u0386\u0388-\u03ff"
    "\u0400-\u0481\u048a-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05f2\u0620-\u064a\u0660-\u0669"
    "\u066e-\u06d3\u06d5\u06ee-\u06fc\u06ff\u0710-\u07ff\u0900-\u0963\u0966-\u0dff\u0e01-\u0e3a"
    "\u0e40-\u0e4e\u0e50-\u0eff\u0f00-\u0fff\u1000-\u135f\u1369-\u166c\u166f-\u167f\u1681-\u1c7f"
    f"\u1d00-\u1dbf\u1e00-\u1fff\u2c00-\u2cf3\u2d00-\u2ddf\ua000-\ua7bf{CJK}"
)
"""What words consist of once they are folded."""

# Code points whose decomposition or lower case is younger than Unicode 9, or may yet come.
_UNSETTLED = re.compile(
    "[\ud800-\uf8ff\u1c80-\u1c8f\u1c90-\u1cbf\u2e00-\u2e7f\ua7c0-\ua7ff"
    "\U00010000-\U0001d3ff\U0001d800-\U0001ffff\U00040000-\U0010ffff]"
)
_IS_CJK = re.compile(f"[{CJK}]")
_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\ufeff]"
)
_PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ı": "i", "ȷ": "j", "ς": "σ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "’": "'", "‘": "'", "ʼ": "'", "ʹ": "'", "′": "'",
}  # fmt: skip
_TO_PLAIN = re.compile(f"[{''.join(_PLAIN)}]")


def is_cjk(text: str) -> bool:
    """Tell whether a text begins in a script without blanks between words."""
    return _IS_CJK.match(text) is not None


def fold(text: str) -> str:
    """Return a text in lower case, without accents and marks, its ligatures taken apart."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", _UNSETTLED.sub(" ", text))
    text = unicodedata.normalize("NFC", _MARKS.sub("", text)).lower()
    # Most texts that are not ASCII have one dash: a translation would look up each letter.
    return _TO_PLAIN.sub(lambda match: _PLAIN[match[0]], text)
