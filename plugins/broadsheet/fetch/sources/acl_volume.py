"""Volumes of the ACL Anthology: what all papers of one share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.fetch.sources.acl_text import line_of, markup_of
from broadsheet.fetch.sources.days import safe_date
from broadsheet.records.dates import PartialDate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*|\A(1[0-2]|0?[1-9])\Z", re.IGNORECASE)
# The Anthology's names of venues are in lower case; these are no abbreviations.
_SPELLED = {
    "findings": "Findings", "semeval": "SemEval", "conll": "CoNLL", "bionlp": "BioNLP",
    "nodalida": "NoDaLiDa", "starsem": "*SEM", "repl4nlp": "RepL4NLP", "vardial": "VarDial",
    "mtsummit": "MT Summit", "clinicalnlp": "ClinicalNLP", "winlp": "WiNLP",
    "arabicnlp": "ArabicNLP", "blackboxnlp": "BlackboxNLP", "argmining": "ArgMining",
    "trustnlp": "TrustNLP", "finnlp": "FinNLP", "clicit": "CLiC-it", "clpsych": "CLPsych",
    "gebnlp": "GeBNLP", "americasnlp": "AmericasNLP", "figlang": "FigLang",
    "textgraphs": "TextGraphs", "jeptalnrecital": "JEP/TALN/RECITAL", "loresmt": "LoResMT",
    "dravidianlangtech": "DravidianLangTech", "latechclfl": "LaTeCH-CLfL",
    "cl": "Computational Linguistics",
}  # fmt: skip


class Volume(Struct, frozen=True):
    """A volume, as its `meta` element has it."""

    type: str = ""
    """`journal` or `proceedings`; older ones do not say."""
    title: str = ""
    journal: str = ""
    number: str = ""
    """A journal's volume."""
    issue: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    venue: str = ""

    @property
    def is_journal(self) -> bool:
        """Tell whether its papers are articles of a journal."""
        return self.type == "journal" or bool(self.journal)


def read_volume(meta: Element, type_: str) -> Volume:
    """Read a `meta` element."""
    year = line_of(meta, "year")
    return Volume(
        type=type_,
        title=markup_of(meta.find("booktitle")),
        journal=line_of(meta, "journal-title"),
        number=line_of(meta, "journal-volume"),
        issue=line_of(meta, "journal-issue"),
        publisher=line_of(meta, "publisher"),
        published=_date(year, line_of(meta, "month")),
        venue=_venue(line_of(meta, "venue"), year, is_journal=type_ == "journal"),
    )


def _date(year: str, month: str) -> PartialDate | None:
    found = _MONTH.search(month)
    number = "" if found is None else found[2] or _MONTHS.index(found[1].lower()) + 1
    return safe_date(f"{year}-{int(number):02d}" if number else year)


def _venue(name: str, year: str, *, is_journal: bool) -> str:
    # `ws` says no more than that it is some workshop.
    if name in ("", "ws"):
        return ""
    spelled = _SPELLED.get(name, name.upper())
    return spelled if is_journal else f"{spelled} {year}".strip()
