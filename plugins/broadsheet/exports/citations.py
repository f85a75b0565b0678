"""A paper's citation as text, in the styles that authors are asked for; by a CSL processor."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup, escape

from broadsheet.exports.citation_cache import CitationCache, Kept
from broadsheet.exports.citation_styles import CitationStyle
from broadsheet.exports.csl_fitting import Shape, fitted
from broadsheet.exports.csl_json import csl_item
from broadsheet.exports.csl_tree import Tree
from broadsheet.records.models import Paper
from broadsheet.records.tex import UNPRINTABLE

_UNUSED = ("id", "abstract", "keyword", "note", "PMID")
_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
# The processor's marks are signs that no text has, so that what it returns can be escaped whole.
_MARKS = {
    "i": ("\ue000", "\ue001"),
    "b": ("\ue002", "\ue003"),
    "sup": ("\ue004", "\ue005"),
    "sub": ("\ue006", "\ue007"),
}
_TWICE = re.compile("([?!][\ue001\ue003]?)\\.(?= |$)")
_OUTSIDE = re.compile("([.?!…])?([\ue001\ue003]?)”([.,])")
# What the processor takes for a particle among given names is a part of the name before it.
_SEAM = re.compile("([ -])(?=(.))")
_GLUED = {" ": "\ue008", "-": "\ue009"}


class Citations:
    """Makes the citations of papers in some styles, and keeps them in a cache."""

    def __init__(self, styles: Sequence[CitationStyle], cache: CitationCache) -> None:
        self.styles = styles
        self.cache = cache
        self.failed = 0
        """Citations that the processor could not make."""
        self._presses: dict[tuple[str, Shape], _Press] = {}

    def of(self, paper: Paper) -> tuple[tuple[str, Markup], ...]:
        """Return label and text of each style that can cite a paper: without authors none can."""
        labels = (style.label for style in self.styles)
        return tuple(
            (label, text) for label, text in zip(labels, self.texts(paper), strict=True) if text
        )

    def texts(self, paper: Paper) -> tuple[Markup, ...]:
        """Return the text of each style, empty where it cannot cite the paper."""
        if not paper.authors:
            return tuple(Markup() for _ in self.styles)
        item = _item(paper)
        texts = self.cache.get(item, lambda: [self._cite(item, style) for style in self.styles])
        return tuple(Markup(text) for text in texts)  # noqa: S704 - escaped before it was kept

    def gathered(self) -> tuple[int, Kept]:
        """Return what came together in this process, for the one that it works for."""
        failed, self.failed = self.failed, 0
        return failed, self.cache.gathered()

    def gather(self, found: tuple[int, Kept]) -> None:
        """Take in what came together in a process that worked for this one."""
        self.failed += found[0]
        self.cache.gather(found[1])

    def _cite(self, item: Mapping[str, Any], style: CitationStyle) -> str:
        try:
            return self._press(item, style).print(item)
        except Exception:  # noqa: BLE001 - the processor raises what it likes; others may yet work
            self.failed += 1
            return ""

    def _press(self, item: Mapping[str, Any], style: CitationStyle) -> _Press:
        place = (style.name, Shape.of(item))
        if place not in self._presses:
            self._presses[place] = _Press(fitted(style.root, place[1]), item)
        return self._presses[place]


class _Press:
    """Prints the items of one shape in one style: by the tree, where it proved to do it right."""

    def __init__(self, style: bytes, first: Mapping[str, Any]) -> None:
        self._style = CitationStylesStyle(io.BytesIO(style), validate=False)
        self._punctuation_in_quote = self._style.root.get_locale_option("punctuation-in-quote")
        self._tree = self._proven(first)

    def _proven(self, first: Mapping[str, Any]) -> Tree | None:
        by_the_processor = self._processed(_source(first))
        try:
            tree = Tree(self._style)
            return tree if tree.print(_source(first), _Marks) == by_the_processor else None
        except Exception:  # noqa: BLE001 - another version of the processor may have other insides
            return None

    def print(self, item: Mapping[str, Any]) -> str:
        """Return an item as HTML of nothing but text and the four marks."""
        source = _source(item)
        text = self._tree.print(source, _Marks) if self._tree else self._processed(source)
        if str(self._punctuation_in_quote) == "true":
            text = _OUTSIDE.sub(_inside, text)
        return _html(text)

    def _processed(self, source: CiteProcJSON) -> str:
        bibliography = CitationStylesBibliography(self._style, source, _Marks)
        bibliography.register(Citation([CitationItem("paper")]))
        return " ".join(map(str, bibliography.bibliography()))


def _item(paper: Paper) -> dict[str, Any]:
    """Return what styles print of a paper, its texts clean of the signs that we mark with."""
    item = {key: value for key, value in csl_item(paper).items() if key not in _UNUSED}
    item["author"] = [_name(name) for name in item["author"]]
    return {key: _clean(value) if isinstance(value, str) else value for key, value in item.items()}


def _name(name: Mapping[str, str]) -> dict[str, str]:
    clean = {key: _clean(value) for key, value in name.items()}
    if _HAN.search(clean.get("family", "")):
        # Such names have no initials and are not turned round.
        return {"literal": clean["family"] + clean["given"]}
    if "given" in clean and not clean["given"][0].isupper():
        # Without a capital there is no initial: names in scripts without case, and bell hooks.
        parts = ("given", "non-dropping-particle", "family", "suffix")
        return {"literal": " ".join(clean[part] for part in parts if part in clean)}
    return clean | ({"given": _glued(clean["given"])} if "given" in clean else {})


def _glued(given: str) -> str:
    """Return given names with what has no initial hung to the name before: `Chin-hung`."""
    return _SEAM.sub(lambda match: _GLUED[match[1]] if not match[2].isupper() else match[1], given)


def _clean(text: str) -> str:
    return UNPRINTABLE.sub(" ", text)


def _source(item: Mapping[str, Any]) -> CiteProcJSON:
    # By itself the processor would write "ArXiv".
    fixed = {key: f'<span class="nocase">{value}</span>' for key, value in item.items()
             if value == "arXiv" or key == "number"}  # fmt: skip
    return CiteProcJSON([{**item, **fixed, "id": "paper"}])


def _html(text: str) -> str:
    for sign, glue in _GLUED.items():
        text = text.replace(glue, sign)
    html = str(escape(_TWICE.sub(r"\1", " ".join(text.split()))))
    for tag, (start, end) in _MARKS.items():
        html = html.replace(start, f"<{tag}>").replace(end, f"</{tag}>")
    return html


def _inside(match: re.Match[str]) -> str:
    """American rules put a comma or a full stop before the quotation mark that it follows."""
    ending, mark, sign = (one or "" for one in match.groups())
    is_said = ending in ("?", "!") or (ending and sign == ".")
    return f"{ending}{'' if is_said else sign}{mark}”"


def _marked(tag: str) -> Any:  # noqa: ANN401 - the processor has no types
    start, end = _MARKS[tag]
    return staticmethod(lambda text: f"{start}{text}{end}")


class _Marks:
    """How the processor marks text, in place of its own HTML, which it does not escape."""

    preformat = staticmethod(str)
    Italic = Oblique = _marked("i")
    Bold = _marked("b")
    Superscript = _marked("sup")
    Subscript = _marked("sub")
    Light = Underline = SmallCaps = staticmethod(str)
