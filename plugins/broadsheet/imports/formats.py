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
from broadsheet.imports.json_items import looks_like_json, read_items
from broadsheet.imports.markdown_list import MarkdownList
from broadsheet.imports.miniconf import MiniConf
from broadsheet.imports.own_data import OwnData
from broadsheet.imports.own_table import OwnTable
from broadsheet.imports.ris import Ris, WebOfScience
from broadsheet.imports.rows import Rows, is_list, read_rows
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
    OwnTable(),
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
    raise BroadsheetError(_why_unknown(file))


def _why_unknown(file: ImportFile) -> str:
    """Say what may be wrong with a file that no importer knows.

    Raises:
        BroadsheetError: it is JSON that cannot be read, which the reader says best.
    """
    if not file.head.strip():
        return f"{file.shown}: is empty"
    if looks_like_json(file) and not read_items(file).items:
        return f"{file.shown}: there is no list of papers in this JSON"
    if is_list(file):
        return _why_no_list(file.shown, read_rows(file))
    known = ", ".join(importer.label for importer in IMPORTERS)
    return f"{file.shown}: its format is not known; known are: {known}"


def _why_no_list(shown: str, rows: Rows) -> str:
    if rows.rows:
        return (
            f"{shown}: none of its columns looks like a title or an identifier; say what they mean "
            "in a file that --guess proposes, and give it by --mapping"
        )
    return str(rows.problems[0]) if rows.problems else f"{shown}: has no rows"


def _named(name: str) -> Importer:
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    hint = did_you_mean(name, (importer.name for importer in IMPORTERS))
    raise BroadsheetError(f"there is no format `{name}` to import ({hint})")
