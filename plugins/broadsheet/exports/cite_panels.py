"""What the cite box of a paper's page holds: its citation to read, and as data to take along."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from broadsheet.exports.bibtex import bibtex_entry
from broadsheet.exports.citation_keys import citation_keys
from broadsheet.exports.citations import Citations
from broadsheet.exports.csl_json import csl_item
from broadsheet.exports.ris import ris_reference
from broadsheet.pages.view_types import CitePanel
from broadsheet.records.models import Paper

_LONG = ("abstract", "keyword")
"""What stands elsewhere on the page already."""


class CitePanels:
    """Makes the panels of each paper of a collection."""

    def __init__(self, citations: Citations, papers: Sequence[Paper]) -> None:
        self.citations = citations
        self._keys = citation_keys(papers)

    def of(self, paper: Paper) -> tuple[CitePanel, ...]:
        """Return BibTeX first, which most come for, then the styles, then the other data."""
        key = self._keys[paper.id]
        return (
            _data("BibTeX", bibtex_entry(paper, key), f"{key}.bib", "application/x-bibtex"),
            *(CitePanel(label, text) for label, text in self.citations.of(paper)),
            _data(
                "RIS",
                ris_reference(paper, with_abstract=False),
                f"{key}.ris",
                "application/x-research-info-systems",
            ),
            _data(
                "CSL-JSON",
                _csl(paper),
                f"{key}.csl.json",
                "application/vnd.citationstyles.csl+json",
            ),
        )


def _data(label: str, text: str, file: str, media_type: str) -> CitePanel:
    return CitePanel(label, text.strip(), file, media_type)


def _csl(paper: Paper) -> str:
    item = {key: value for key, value in csl_item(paper).items() if key not in _LONG}
    return msgspec.json.encode([item]).decode()
