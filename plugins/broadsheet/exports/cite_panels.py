"""What the cite box of a paper's page holds: its citation to read, and as data to take along."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from broadsheet.exports.bibtex import bibtex_entry
from broadsheet.exports.citations import Citations
from broadsheet.exports.csl_json import brief_item
from broadsheet.exports.publication import CROWD
from broadsheet.exports.ris import ris_reference
from broadsheet.pages.paper_view import CitePanel
from broadsheet.records.models import Paper

_BIBTEX = "application/x-bibtex"
_RIS = "application/x-research-info-systems"
_CSL_JSON = "application/vnd.citationstyles.csl+json"


class CitePanels:
    """Makes the panels of each paper of a collection."""

    def __init__(
        self, citations: Citations, papers: Sequence[Paper], keys: Mapping[str, str]
    ) -> None:
        self.citations = citations
        self._papers = papers
        self._keys = keys

    def of(self, paper: Paper) -> tuple[CitePanel, ...]:
        """Return BibTeX first, which most come for, then the styles, then the other data."""
        bibtex, *others = map(_by_itself if _is_crowded(paper) else _in_page, self._data(paper))
        styles = (CitePanel(label, text) for label, text in self.citations.of(paper))
        return (bibtex, *styles, *others)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the paths and texts of data that is kept beside the page: of papers by a crowd."""
        for paper in filter(_is_crowded, self._papers):
            for one in self._data(paper):
                yield one.path, f"{one.text}\n"

    def _data(self, paper: Paper) -> Iterator[CitePanel]:
        """Yield the formats for programs, as text and with the place of a file."""
        key = self._keys[paper.id]
        for label, text, suffix, media_type in (
            ("BibTeX", bibtex_entry(paper, key), "bib", _BIBTEX),
            ("RIS", ris_reference(paper, with_abstract=False), "ris", _RIS),
            # Abstract and keywords stand on the page already.
            ("CSL-JSON", _json(brief_item(paper)), "csl.json", _CSL_JSON),
        ):
            file = f"{key}.{suffix}"
            yield CitePanel(label, text.strip(), file, media_type, f"papers/{paper.id}/{file}")


def _is_crowded(paper: Paper) -> bool:
    return len(paper.authors) > CROWD


def _by_itself(one: CitePanel) -> CitePanel:
    return replace(one, text="")


def _in_page(one: CitePanel) -> CitePanel:
    # Quotation marks mean nothing in a text; escaped, JSON would be half as long again.
    escaped = html.escape(one.text, quote=False)
    return replace(one, text=Markup(escaped), path="")  # noqa: S704


def _json(item: object) -> str:
    return msgspec.json.encode([item]).decode()
