"""Said words: what a template says alike on each page is put in when it is compiled."""

from __future__ import annotations

import re

from jinja2.ext import Extension
from markupsafe import escape

from broadsheet.language.words import Words

_WORD = re.compile(r'\{\{ t\("([\w.]+)"\) \}\}')


class SaidWords(Extension):
    """Says `{{ t("key") }}` once instead of on each page; the global `t` are the words."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with its words, but for those that a template would read."""
        del name, filename
        words: Words = self.environment.globals["t"]  # type: ignore[assignment]  # whatever it is

        def said(match: re.Match[str]) -> str:
            word = words(match[1])
            return match[0] if "{" in word else str(escape(word))

        return _WORD.sub(said, source)
