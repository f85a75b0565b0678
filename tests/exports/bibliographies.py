"""Papers that bibliographies stumble over, and the words that other hands' parsers return."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from broadsheet.records.names import Author
from broadsheet.records.tex import UNPRINTABLE, plain_text

# Letters of several scripts, and every sign that means something to TeX, BibTeX, RIS or HTML.
_SIGNS = "abcXYZ éößñŁŠ βΩ 王伟 {}\\$%&#_^~\"'`’“”–—-@,;:.!?()[]<>|/=+*09"
TEXTS = st.text(alphabet=_SIGNS, min_size=1, max_size=40).filter(str.strip)
_WORDS = st.text(alphabet="abcABCéÖŁ'’-.王", min_size=1, max_size=8).filter(
    lambda word: any(map(str.isalpha, word))
)
NAMES = st.builds(
    Author,
    family=st.lists(_WORDS | st.sampled_from(["and", "others", "de"]), min_size=1, max_size=3).map(
        " ".join
    ),
    given=st.lists(_WORDS | st.sampled_from(["and", "al"]), min_size=1, max_size=2).map(" ".join),
    particle=st.sampled_from(["", "van", "van der", "de la", "'t"]),
    suffix=st.sampled_from(["", "Jr.", "III"]),
)


def read_latex(text: str) -> str:
    """Return what LaTeX would print, by a converter that did not write it."""
    return str(LatexNodes2Text(keep_comments=True, strict_latex_spaces=False).latex_to_text(text))


def bare(text: str) -> str:
    """Return a text as print shows it, where TeX cannot tell one dash or quotation mark apart."""
    text = UNPRINTABLE.sub(" ", plain_text(text))
    text = re.sub('[“”"]', "qq", text)
    text = re.sub("[‘’`']", "q", text).replace("ˆ", "^")
    return unicodedata.normalize("NFC", " ".join(text.split()))
