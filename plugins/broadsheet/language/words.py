"""Words: what the site says to its readers, in the language of the theme."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import yaml
from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import escape

from broadsheet.errors import Problem
from broadsheet.language.word_file import Forms, Lexicon, read_words

Given: TypeAlias = Any
"""What fills a word: text, a number, or markup, which makes markup of the whole."""

_FILE = Path(__file__).with_name("words.yaml")
# With this loader every scalar is text: `no` stays a word.
OURS: Lexicon = yaml.load(_FILE.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506
# Babel's `en` is American; ours is British.
_SPELLING = {"en": "en_GB"}


class Words:
    """The words of one language; call it with a key, and by name with what stands in braces."""

    def __init__(self, language: str, lexicon: Lexicon = OURS) -> None:
        self.language = language
        """As the theme names it: `de`, `pt-BR`."""
        self._forms = {key: by.get(language, by["en"]) for key, by in lexicon.items()}
        self.missing = frozenset(key for key, by in lexicon.items() if language not in by)
        """Words that this language lacks, so that English stands in."""

    def __call__(self, key: str, **values: Given) -> str:
        """Return a word; markup, where a value is.

        A `count` chooses the plural; whole numbers are written as the language writes them.

        Raises:
            KeyError: there is no such word, or a value for it is missing.
        """
        text = self._text(key, values)
        filled = {name: self._shown(value) for name, value in values.items()}
        if any(hasattr(value, "__html__") for value in values.values()):
            return escape(text).format(**filled)
        return text.format(**filled)

    def _text(self, key: str, values: Mapping[str, Given]) -> str:
        forms = self._forms[key]
        if isinstance(forms, str):
            return forms
        locale = _locale("en") if key in self.missing else self.locale
        return forms.get(_plural(values["count"], locale)) or forms["other"]

    def _shown(self, value: Given) -> Given:
        return self.number(value) if type(value) is int else value

    def number(self, value: int) -> str:
        """Return `1,204`, or as the language groups digits."""
        return _number(value, self.locale)

    def decimal(self, value: float) -> str:
        """Return `2.7`, with the language's own sign for the point."""
        return str(format_decimal(value, "#,##0.0", locale=self.locale))

    def group(self, name: str) -> dict[str, str | Forms]:
        """Return the words whose keys begin with `name` and a dot, by the rest of the key.

        They are for scripts, which fill them by themselves.
        """
        start = f"{name}."
        return {
            key.removeprefix(start): forms
            for key, forms in self._forms.items()
            if key.startswith(start)
        }

    @property
    def digest(self) -> str:
        """Return what changes with any word."""
        said = msgspec.json.encode(self._forms)
        return hashlib.blake2b(said, digest_size=8).hexdigest()

    @cached_property
    def locale(self) -> Locale:
        """Return the locale of dates and numbers; English where Babel does not know it."""
        return _locale(self.language)


def load_words(language: str, own: Path, shown: str) -> tuple[Words, tuple[Problem, ...]]:
    """Return the words of a language; those in the file `own`, if it exists, come before ours."""
    if not own.exists():
        return Words(language), ()
    lexicon, problems = read_words(own, shown, OURS)
    return Words(language, lexicon), problems


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    for name in (_SPELLING.get(language, language), language[:2]):
        try:
            return Locale.parse(name.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse("en_GB")


@lru_cache(maxsize=10_000)
def _plural(count: int, locale: Locale) -> str:
    return str(locale.plural_form(count))


@lru_cache(maxsize=10_000)
def _number(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


ENGLISH = Words("en")
