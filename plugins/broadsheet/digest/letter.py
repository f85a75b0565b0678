"""The letter: a mail's contents as HTML and as plain text, short enough to be shown whole."""

from __future__ import annotations

import quopri
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from broadsheet.digest.contents import Contents
from broadsheet.feeds.entry import Entry
from broadsheet.language.words import Words
from broadsheet.pages.markup import shorten

MOST = 100_000
"""Bytes of HTML as it travels; Gmail shows no more than 102 kB and hides the rest."""
UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands in a letter for the address at which its reader leaves the list."""
_WIDTH = 72
_REST = 100
"""Papers in the list of the rest, at the most."""
_LONGEST = 2_000
"""Characters of a summary: beyond them the mail has its beginning."""
_DRESSES = (
    ("<p>", '<p style="margin:0 0 10px;">'),
    ("<a ", '<a class="accent" style="color:#a3161c;" '),
)


class Letter(Struct, frozen=True):
    """A mail's text in both forms; `subject` is one line."""

    subject: str
    html: str
    text: str


class Typesetter:
    """Fills the mail's templates; `overrides` are folders whose `broadsheet/` replaces ours."""

    def __init__(self, words: Words, most: int, overrides: Sequence[Path] = ()) -> None:
        """Take the words and how many papers are shown in full at the most."""
        self._most = most
        folders = [FileSystemLoader(folder / "broadsheet") for folder in overrides]
        loader = ChoiceLoader([*folders, PackageLoader("broadsheet.digest")])
        self._html, self._text = (_environment(loader, words, is_html=one) for one in (True, False))

    def letter(self, contents: Contents) -> Letter:
        """Return a letter with as many papers in full as there is room for."""

        def html(full: int, rest: int = _REST) -> str:
            return self._filled(self._html, "digest.html", contents, full, rest)

        full = _largest(lambda count: _fits(html(count)), min(self._most, len(contents.papers)))
        rest = _REST if full else _largest(lambda count: _fits(html(0, count)), _REST)
        text = self._filled(self._text, "digest.txt", contents, full, rest)
        return Letter(_line(contents.subject), html(full, rest), _tidy(text))

    @staticmethod
    def _filled(
        environment: Environment, name: str, contents: Contents, full: int, rest: int
    ) -> str:
        papers = contents.papers
        return environment.get_template(name).render(
            view=contents,
            papers=papers[:full],
            rest=papers[full : full + rest],
            more=max(0, len(papers) - full - rest),
            unsubscribe=UNSUBSCRIBE,
        )


def _environment(loader: ChoiceLoader, words: Words, *, is_html: bool) -> Environment:
    environment = Environment(
        autoescape=is_html,  # noqa: S701 - plain text knows no markup
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["t"] = words
    environment.filters |= {"styled": _styled, "wrapped": _wrapped, "line": _line, "plain": _plain}
    return environment


def _fits(html: str) -> bool:
    return len(quopri.encodestring(html.encode())) <= MOST


def _largest(fits: Callable[[int], bool], most: int) -> int:
    """Return the largest number up to `most` that fits, where 0 does if nothing else."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _styled(entry: Entry) -> Markup:
    """Return a paper's text for programs that know styles at the elements alone."""
    html = str(entry.text)
    if len(html) > _LONGEST:
        html = Markup("<p>{}</p>").format(shorten(entry.text.striptags(), _LONGEST))
    for bare, dressed in _DRESSES:
        html = html.replace(bare, dressed)
    return Markup(html)  # noqa: S704 - the feeds sanitised it


def _plain(entry: Entry) -> str:
    return shorten(_line(entry.text.striptags()), _LONGEST)


def _wrapped(text: str, indent: int = 0, first: str = "") -> str:
    """Return a text in short lines, each behind a blank margin; `first` stands in its margin."""
    blank = " " * indent
    return textwrap.fill(
        _line(text),
        _WIDTH,
        initial_indent=first.ljust(indent),
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line(text: str) -> str:
    """Return a text on one line, without what could end a header or drive a terminal."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _tidy(text: str) -> str:
    """Return a text without blanks at the ends of lines, nor more than one empty line in a row."""
    lines: list[str] = []
    for line in map(str.rstrip, text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"


def for_reader(letter: Letter, unsubscribe: str) -> Letter:
    """Return a letter with the address at which this reader leaves the list."""
    html = letter.html.replace(UNSUBSCRIBE, str(escape(unsubscribe)))
    return Letter(letter.subject, html, letter.text.replace(UNSUBSCRIBE, unsubscribe))
