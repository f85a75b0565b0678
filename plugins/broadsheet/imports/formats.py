"""The formats that can be imported, and the first that knows a file."""

from __future__ import annotations

from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.imports.bibtex import BibTeX
from broadsheet.imports.csl_json import CslJson
from broadsheet.imports.daily_papers import DailyPapers
from broadsheet.imports.endnote import EndNoteTagged, EndNoteXml
from broadsheet.imports.files import ImportFile
from broadsheet.imports.hugging_face import HuggingFace
from broadsheet.imports.id_list import IdList, Outline
from broadsheet.imports.importer import Importer
from broadsheet.imports.markdown_list import MarkdownList
from broadsheet.imports.miniconf import MiniConf
from broadsheet.imports.own_data import OwnData
from broadsheet.imports.ris import Ris, WebOfScience
from broadsheet.imports.table import Table
from broadsheet.imports.zotero_json import ZoteroJson
from broadsheet.imports.zotero_rdf import ZoteroRdf
from broadsheet.records.shapes import did_you_mean

IMPORTERS: tuple[Importer, ...] = (
    WebOfScience(),
    Ris(),
    EndNoteTagged(),
    EndNoteXml(),
    ZoteroRdf(),
    Outline(),
    OwnData(),
    HuggingFace(),
    MiniConf(),
    ZoteroJson(),
    CslJson(),
    DailyPapers(),
    BibTeX(),
    Table(),
    MarkdownList(),
    IdList(),
)
"""In the order they are asked."""


def find_importer(file: ImportFile, name: str = "", mapping: Path | None = None) -> Importer:
    """Return the importer of a name, else the first that knows a file.

    Raises:
        BroadsheetError: there is none, or the file cannot be read.
    """
    if mapping is not None:
        return Table(mapping)
    if name:
        return _named(name)
    for importer in IMPORTERS:
        if importer.recognises(file):
            return importer
    known = ", ".join(importer.label for importer in IMPORTERS)
    raise BroadsheetError(f"{file.shown}: its format is not known; known are: {known}")


def _named(name: str) -> Importer:
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    hint = did_you_mean(name, (importer.name for importer in IMPORTERS))
    raise BroadsheetError(f"there is no format `{name}` to import ({hint})")
