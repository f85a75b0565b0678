"""Zotero's RDF, read as a graph by rdflib.

https://www.zotero.org/support/kb/exporting · vocabularies: Dublin Core, FOAF, PRISM, and Zotero's
own `http://www.zotero.org/namespaces/export#` and `http://purl.org/net/biblio#`
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.work import Work, read_authors, read_work
from broadsheet.imports.xml_text import read_xml
from broadsheet.imports.zotero_types import ITEM_TYPES, NO_WORKS
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.names import Author

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_Z = "http://www.zotero.org/namespaces/export#"
_BIB = "http://purl.org/net/biblio#"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_PRISM = "http://prismstandard.org/namespaces/1.2/basic/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# It warns of each name that is no address, in files that nobody will write again.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)
_LABELLED = re.compile(r"(?i)(doi|arxiv|pmid)\s*:?\s+(\S+)")


class ZoteroRdf:
    """Reads the things of a graph that have an item type."""

    name = "zotero-rdf"
    label = "Zotero RDF"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by Zotero's namespace."""
        return "<rdf:RDF" in file.head and (_Z in file.head or _BIB in file.head)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        read_xml(file)  # refuses what would make the parser below fetch or swell
        thing = _Graph(_parsed(file))
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        entries = 0
        for item in thing.items():
            entries += 1
            work = thing.work(item, _line(file.text, str(item)))
            work.featured = edition
            paper, wrong = read_work(work, file.shown)
            problems += wrong
            if paper is not None:
                papers.append(paper)
        yield Imported(file.shown, tuple(papers), tuple(problems), entries)


def _parsed(file: ImportFile) -> Graph:
    import rdflib

    graph = rdflib.Graph()
    try:
        graph.parse(data=file.data, format="xml", publicID="urn:zotero:")
    except Exception as error:  # noqa: BLE001 - the library raises what its XML parser does
        raise BroadsheetError(f"{file.shown}: not RDF: {str(error)[:200]}") from None
    return graph


def _line(text: str, subject: str) -> int:
    at = text.find(f'"{subject.removeprefix("urn:zotero:")}"')
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


class _Graph:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def items(self) -> list[Node]:
        """Return what is a work, in an order that is the same each time."""
        from rdflib import URIRef

        found = self._graph.subject_objects(URIRef(f"{_Z}itemType"))
        return sorted({item for item, kind in found if str(kind) not in NO_WORKS}, key=str)

    def work(self, item: Node, line: int) -> Work:
        whole = self.one(item, f"{_DCTERMS}isPartOf")
        first = self.text(item, f"{_BIB}pages")
        notes = [*self.texts(item, f"{_DC}identifier"), *self.texts(item, f"{_DC}description")]
        part_notes = self.texts(whole, f"{_DC}identifier") if whole is not None else []
        named = [match for note in (*notes, *part_notes) for match in _LABELLED.finditer(note)]
        return Work(
            line=line,
            name=self.text(item, f"{_Z}citationKey"),
            type=ITEM_TYPES.get(self.text(item, f"{_Z}itemType"), "document"),
            title=markup_to_text(self.text(item, f"{_DC}title")),
            authors=self.authors(item),
            date=self.text(item, f"{_DC}date"),
            container_title=markup_to_text(self.of_whole(whole, f"{_DC}title")),
            volume=self.of_whole(whole, f"{_PRISM}volume") or self.text(item, f"{_PRISM}volume"),
            issue=self.of_whole(whole, f"{_PRISM}number") or self.text(item, f"{_PRISM}number"),
            pages=first,
            publisher=self.publisher(item),
            language=self.text(item, f"{_Z}language"),
            abstract=abstract_to_text(self.text(item, f"{_DCTERMS}abstract")),
            keywords=self.subjects(item),
            ids=[(match[1].lower(), match[2]) for match in named],
            links=[("url", address) for address in self.addresses(item)],
        )

    def of_whole(self, whole: Node | None, predicate: str) -> str:
        return self.text(whole, predicate) if whole is not None else ""

    def authors(self, item: Node) -> list[Author]:
        """Return the authors in their order, which an RDF sequence keeps."""
        sequence = self.one(item, f"{_BIB}authors")
        if sequence is None:
            return []
        members = [
            (int(str(predicate).removeprefix(f"{_RDF}_")), person)
            for predicate, person in self._graph.predicate_objects(sequence)
            if str(predicate).removeprefix(f"{_RDF}_").isdecimal()
        ]
        return [author for _, person in sorted(members) for author in self.author(person)]

    def author(self, person: Node) -> list[Author]:
        family = self.text(person, f"{_FOAF}surname")
        given = self.text(person, f"{_FOAF}givenName") or self.text(person, f"{_FOAF}givenname")
        if family and given:
            return read_authors([f"{family}, {given}"])
        return [Author(family=family or given, is_group=" " in family)] if family or given else []

    def publisher(self, item: Node) -> str:
        one = self.one(item, f"{_DC}publisher")
        return markup_to_text(self.text(one, f"{_FOAF}name") or _literal(one)) if one else ""

    def subjects(self, item: Node) -> list[str]:
        found = self.all(item, f"{_DC}subject")
        words = (_literal(one) or self.text(one, f"{_RDF}value") for one in found)
        return sorted(filter(None, words))

    def addresses(self, item: Node) -> list[str]:
        found = self.all(item, f"{_DC}identifier")
        nested = (self.text(one, f"{_RDF}value") for one in found)
        return sorted(one for one in nested if one.startswith("http"))

    def texts(self, item: Node, predicate: str) -> list[str]:
        return sorted(text for one in self.all(item, predicate) if (text := _literal(one)))

    def text(self, item: Node, predicate: str) -> str:
        return next(iter(self.texts(item, predicate)), "")

    def one(self, item: Node, predicate: str) -> Node | None:
        return next(iter(self.all(item, predicate)), None)

    def all(self, item: Node, predicate: str) -> list[Node]:
        from rdflib import URIRef

        return sorted(self._graph.objects(item, URIRef(predicate)), key=str)


def _literal(node: Any) -> str:  # noqa: ANN401 - whatever stands in the graph
    from rdflib import Literal

    return str(node).strip() if isinstance(node, Literal) else ""
