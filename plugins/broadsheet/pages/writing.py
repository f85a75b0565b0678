"""Writing: the language and direction of a text, where they are not the page's own."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

from broadsheet.language.words import Words

# A text of these letters is most likely in this language; kana and hangul stand among Chinese ones.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_RIGHT_TO_LEFT = ("R", "AL")


class Writing:
    """Knows the page's language, and the one that papers in Latin letters are taken to be in."""

    def __init__(self, words: Words, papers: str = "en") -> None:
        self._page = _primary(words.language)
        self._papers = papers
        self._is_right_to_left = words.locale.text_direction == "rtl"
        self._plain = self._attributes("", is_right_to_left=False)

    def of(self, text: str, language: str = "") -> Markup:
        """Return `lang` and `dir` as they go into a tag; nothing where the page says them already.

        `language` (BCP 47) is what the record or a source says it is.
        """
        if text.isascii() and not language:
            return self._plain
        return self._attributes(language or _guess(text), is_right_to_left=_is_right_to_left(text))

    def _attributes(self, language: str, *, is_right_to_left: bool) -> Markup:
        language = language or self._papers
        is_told = _primary(language) == self._page
        lang = Markup("") if is_told else Markup(' lang="{}"').format(language)
        if is_right_to_left == self._is_right_to_left:
            return lang
        direction = "rtl" if is_right_to_left else "ltr"
        return Markup('{} dir="{}"').format(lang, direction)


def _primary(language: str) -> str:
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _guess(text: str) -> str:
    """Return the language of a text by its letters; nothing where many are written with them."""
    latin = len(_LATIN.findall(text))
    if latin * 2 > len(text) or latin * 2 > sum(letter.isalpha() for letter in text):
        return ""
    return next((language for language, script in _SCRIPTS if script.search(text)), "")


def _is_right_to_left(text: str) -> bool:
    """Tell how the first letter that has a direction runs: https://www.unicode.org/reports/tr9/#P2."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), "L") in _RIGHT_TO_LEFT
