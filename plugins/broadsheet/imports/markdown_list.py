"""Awesome lists: papers as items of Markdown, a heading above them the topic.

## Socks
- [On Socks](https://arxiv.org/abs/2401.00001), Hare et al., 2024 [[code](https://…)]
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from broadsheet.errors import Invalid, Problem
from broadsheet.imports.addresses import link_kind
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.prose import clean_prose
from broadsheet.imports.work import Work, read_work
from broadsheet.records.ids import identify
from broadsheet.records.models import LINK_KINDS

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?[^)]*\)"
)
_HTML_LINK = re.compile(r"""(?i)<a\s[^>]*?href=["']([^"']+)["'][^>]*>(.*?)</a>""", re.S)
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_RULE = re.compile(r"\s*\|[\s|:-]+\|\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_GENERIC = re.compile(
    r"(?i)[\s\W]*(?:paper|pdf|arxiv|code|github|project(?: page)?|page|website|web|link|demo|video|"
    r"slides|poster|blog|dataset|data|model|models|url|doi|html|abs|here|official|homepage|"
    r"openreview|bibtex|[\d.v]+)[\s\W]*"
)
_SHORTEST = 8


class MarkdownList:
    """Reads items and table rows that have a title and a link to a paper."""

    name = "markdown-list"
    label = "Markdown list"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the name, or by items with links."""
        if file.name.endswith((".md", ".markdown", ".mdown")):
            return True
        return len(re.findall(r"(?m)^\s*[-*+]\s+.*\]\(https?://", file.head)) > 1

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        reader = _Reader(file.shown, edition)
        for number, text in _blocks(file.text):
            reader.take(number, text)
        yield Imported(
            file.shown, tuple(reader.papers), tuple(reader.problems), reader.entries, {},
            (f"{reader.passed} items without a link to a paper were passed over",)
            if reader.passed else (),
        )  # fmt: skip


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield headings, items with the lines that belong to them, and rows, each with its line."""
    start, pieces = 0, list[str]()
    is_code = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        begins = _HEADING.match(line) or _ITEM.match(line) or _ROW.match(line)
        if pieces and (begins or not line.strip()):
            yield start, "\n".join(pieces)
            pieces = []
        if is_code or not line.strip():
            continue
        if begins:
            start, pieces = number, [line]
        elif pieces:
            pieces.append(line)
    if pieces:
        yield start, "\n".join(pieces)


class _Reader:
    def __init__(self, path: str, edition: dt.date | None) -> None:
        self.path = path
        self.edition = edition
        self.papers: list[ImportedPaper] = []
        self.problems: list[Problem] = []
        self.entries = 0
        self.passed = 0
        self._headings: dict[int, str] = {}

    def take(self, line: int, text: str) -> None:
        """Take one heading, item or row."""
        if heading := _HEADING.match(text):
            depth = len(heading[1])
            self._headings = {at: one for at, one in self._headings.items() if at < depth}
            self._headings[depth] = clean_prose(_plain(heading[2]))
            return
        if _RULE.match(text):
            return
        work = self._work(line, text)
        if work is None:
            self.passed += bool(_ITEM.match(text))
            return
        self.entries += 1
        paper, wrong = read_work(work, self.path)
        self.problems += wrong
        if paper is not None:
            self.papers.append(paper)

    def _work(self, line: int, text: str) -> Work | None:
        links = [*_links(text)]
        names = [address for _, address in links if _names_paper(address)]
        title = _title(text, links)
        if not title or not (names or self._has_paper_link(links, title)):
            return None
        year = _YEAR.search(_plain(text))
        return Work(
            line=line,
            title=clean_prose(title),
            date=year[1] if year else "",
            topics=[self._headings[max(self._headings)]] if self._topic_depth else [],
            links=[(_kind(label, address), address) for label, address in links],
            featured=self.edition,
        )

    @property
    def _topic_depth(self) -> bool:
        # The first heading is the list's own title.
        return bool(self._headings) and max(self._headings) > 1

    @staticmethod
    def _has_paper_link(links: list[tuple[str, str]], title: str) -> bool:
        """Tell whether the title itself, or a link that is called so, leads to a paper's file."""
        return any(
            address.lower().endswith(".pdf") or label.strip(" []").lower() in ("paper", "pdf")
            for label, address in links
        )


def _links(text: str) -> Iterator[tuple[str, str]]:
    for match in _LINK.finditer(text):
        # A badge is an image; what it links to is the outer link, whose text it is.
        if not match[1] and not match[3].startswith("#"):
            yield _plain(match[2]), match[3]
    for match in _HTML_LINK.finditer(text):
        yield re.sub(r"<[^>]+>", "", match[2]).strip(), match[1]


def _names_paper(address: str) -> bool:
    try:
        identify(address)
    except Invalid:
        return False
    return True


def _title(text: str, links: list[tuple[str, str]]) -> str:
    """Return the bold words, else the first link's that are no label, else the first sentence."""
    if (bold := _BOLD.search(text)) and len(_plain(bold[2])) >= _SHORTEST:
        return _plain(bold[2])
    named = (label for label, _ in links if not _GENERIC.fullmatch(label or "pdf"))
    if (found := next(named, "")) and len(found) >= _SHORTEST:
        return found
    item = _ITEM.match(text.replace("\n", " "))
    cells = [cell for cell in (item[1] if item else text.strip(" |")).split("|") if cell.strip()]
    bare = (_plain(_LINK.sub("", _HTML_LINK.sub("", cell))) for cell in cells)
    first = next((one for one in bare if len(one) >= _SHORTEST), "")
    return re.split(r"(?<=[a-z)]{2})[.,]\s|\s[-–—|(\[]", first, maxsplit=1)[0].strip(" ,.;:-–—[]()")


def _kind(label: str, address: str) -> str:
    word = re.sub(r"[^a-z]", "", label.lower())
    if word in LINK_KINDS:
        return word
    if address.lower().endswith(".pdf"):
        return "pdf"
    try:
        return link_kind(address, label) or "url"
    except ValueError:
        # Such as `https://[`; whoever reads the links says so.
        return "url"


def _plain(text: str) -> str:
    """Return Markdown's words without its marks."""
    text = _LINK.sub(lambda match: "" if match[1] else match[2], text)
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", text)
    return " ".join(text.split())
