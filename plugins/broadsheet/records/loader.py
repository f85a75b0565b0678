"""Record files to Records: all files, all Problems, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from broadsheet.errors import Invalid, Problem
from broadsheet.records.dates import parse_date, parse_day
from broadsheet.records.ids import (
    ARXIV_DOI,
    Identifiers,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_paper_id,
    parse_pmid,
    parse_url,
)
from broadsheet.records.models import LINK_KINDS, RELATION_KINDS, Link, Origin, Record, Relation
from broadsheet.records.names import Author, parse_name, parse_orcid
from broadsheet.records.paper_id import derive_id
from broadsheet.records.shapes import (
    AuthorShape,
    LinksShape,
    RecordShape,
    fitting_part,
    shape_problems,
)
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath, read_yaml

MAX_RECORDS = 500
"""Records in one file: beyond it a change's diff and a reload cost too much."""

_ID_PARSERS: dict[str, Callable[[str], str]] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
    "pmid": parse_pmid,
    "url": parse_url,
}
_Value = TypeVar("_Value")


class Records(Struct, frozen=True):
    """All records of a collection in the order of their files, and what is wrong with them."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    flawed: tuple[Record, ...] = ()
    """What could be read of records with Problems; they are no papers, but have names and tags."""


def load_records(folder: Path, root: Path) -> Records:
    """Read every `*.yaml` and `*.yml` below a folder, by path; Problems name paths below `root`."""
    return joined(
        read_records(path, path.relative_to(root).as_posix()) for path in yaml_paths(folder)
    )


def joined(files: Iterable[Records]) -> Records:
    """Return what stands in several files as that of one."""
    records: list[Record] = []
    problems: list[Problem] = []
    flawed: list[Record] = []
    for found in files:
        records += found.records
        problems += found.problems
        flawed += found.flawed
    return Records(tuple(records), tuple(problems), tuple(flawed))


def yaml_paths(folder: Path) -> list[Path]:
    """Return the YAML files below a folder, sorted by path; hidden ones are an editor's own."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")
    )


def read_records(path: Path, shown: str) -> Records:
    """Read one file: a record, or a list of up to 500."""
    return records_in(read_yaml(path, shown))


def records_in(file: YamlFile) -> Records:
    """Return what stands in a file that was read: a record, or a list of up to 500."""
    problems = list(file.problems)
    records: list[Record] = []
    flawed: list[Record] = []
    for at, tree in _record_trees(file, problems):
        record, wrong = _read_record(file, tree, at)
        problems += wrong
        if record is not None:
            (flawed if wrong else records).append(record)
    return Records(tuple(records), tuple(problems), tuple(flawed))


def _record_trees(file: YamlFile, problems: list[Problem]) -> Iterable[tuple[YamlPath, Tree]]:
    if file.tree is None:
        return []
    if not isinstance(file.tree, list):
        return [((), file.tree)]
    if len(file.tree) > MAX_RECORDS:
        message = f"the file has {len(file.tree)} records; at most {MAX_RECORDS} fit in one"
        problems.append(file.problem((), message, "split it"))
    return [((index,), tree) for index, tree in enumerate(file.tree)]


def _read_record(file: YamlFile, tree: Tree, at: YamlPath) -> tuple[Record | None, list[Problem]]:
    try:
        shape = msgspec.convert(tree, RecordShape)
    except msgspec.ValidationError:
        return _read_flawed(file, tree, at)
    reader = _RecordReader(file, at)
    return reader.record(shape), reader.problems


def _read_flawed(file: YamlFile, tree: Tree, at: YamlPath) -> tuple[Record | None, list[Problem]]:
    """Read the keys that are sound, and say what is wrong with the shape and with their values."""
    problems = shape_problems(file, tree, RecordShape, at)
    if not isinstance(tree, dict):
        return None, problems
    reader = _RecordReader(file, at, is_whole=False)
    record = reader.record(msgspec.convert(fitting_part(tree, RecordShape), RecordShape))
    return record, problems + reader.problems


class _RecordReader:
    """Reads the values of one record and keeps the Problems of all of them."""

    def __init__(self, file: YamlFile, at: YamlPath, *, is_whole: bool = True) -> None:
        self.file = file
        self.at = at
        self.is_whole = is_whole
        self.problems: list[Problem] = []

    def record(self, shape: RecordShape) -> Record | None:
        """Read all fields; None where the record has nothing to be known by."""
        ids = self._ids(shape)
        authors = self._authors(shape.authors or [])
        published = self._value("published", parse_date, shape.published)
        paper_id = self._value("id", parse_paper_id, shape.id)
        title = _line(shape.title)
        if self.is_whole and not self.problems and not (title or any(msgspec.structs.astuple(ids))):
            hint = "add `arxiv:`, `doi:`, `acl:`, `openreview:`, `pmid:`, `url:` or `title:`"
            self._problem((), Invalid("the record names no paper", hint))
        return Record(
            id=paper_id or derive_id(ids, title, authors, published),
            ids=ids,
            origin=Origin(self.file.path, self.file.marks.get(self.at, (1, 1))[0]),
            title=title,
            authors=authors,
            published=published,
            featured=self._value("featured", parse_day, shape.featured),
            tags=tuple(shape.tags or ()),
            summary=(shape.summary or "").strip(),
            venue=_line(shape.venue),
            type=_line(shape.type),
            container_title=_line(shape.container_title),
            volume=_line(shape.volume),
            issue=_line(shape.issue),
            pages=_line(shape.pages),
            publisher=_line(shape.publisher),
            language=_line(shape.language),
            abstract=(shape.abstract or "").strip(),
            categories=tuple(shape.categories or ()),
            awards=tuple(shape.awards or ()),
            links=self._links(shape.links or LinksShape()),
            relations=self._relations(shape),
            added_by=_line(shape.added_by),
        )

    def _ids(self, shape: RecordShape) -> Identifiers:
        values = {
            name: self._value(name, parse, getattr(shape, name)) or ""
            for name, parse in _ID_PARSERS.items()
        }
        if values["doi"].startswith(ARXIV_DOI) and not values["arxiv"]:
            values["arxiv"] = self._value("doi", parse_arxiv, values["doi"]) or ""
        return Identifiers(**values)

    def _authors(self, entries: list[str | AuthorShape]) -> tuple[Author, ...]:
        authors = (
            self._parse(("authors", at), read_author, entry) for at, entry in enumerate(entries)
        )
        return tuple(author for author in authors if author is not None)

    def _links(self, shape: LinksShape) -> tuple[Link, ...]:
        found = (
            (kind, self._parse(at, parse_url, address))
            for kind in LINK_KINDS
            for at, address in _addresses(kind, getattr(shape, kind) or [])
        )
        return tuple(Link(kind, url) for kind, url in found if url is not None)

    def _relations(self, shape: RecordShape) -> tuple[Relation, ...]:
        relations = shape.relations or None
        return tuple(
            Relation(kind, target)
            for kind in RELATION_KINDS
            for target in (getattr(relations, kind, None) or ())
        )

    def _value(
        self, name: str, parse: Callable[[str], _Value], value: str | UnsetType
    ) -> _Value | None:
        return None if value is UNSET else self._parse((name,), parse, value)

    def _parse(self, at: YamlPath, parse: Callable[..., _Value], value: object) -> _Value | None:
        try:
            return parse(value)
        except Invalid as error:
            self._problem(at, error)
            return None

    def _problem(self, at: YamlPath, error: Invalid) -> None:
        self.problems.append(self.file.problem((*self.at, *at), error.message, error.hint))


def read_author(entry: str | AuthorShape) -> Author:
    """Read an author as a name or as a mapping.

    Raises:
        Invalid: there is no name, both a person's and a group's, or a wrong ORCID.
    """
    if isinstance(entry, str):
        return parse_name(entry)
    if entry.group and (entry.family or entry.given):
        raise Invalid("an author is a person or a group", "remove `group`, or `family` and `given`")
    if not (entry.family or entry.group or entry.given):
        raise Invalid("an author needs a name", "add `family:` and `given:`, or `group:`")
    return Author(
        family=entry.group or entry.family or entry.given or "",
        given=(entry.given or "") if entry.family else "",
        particle=entry.particle or "",
        suffix=entry.suffix or "",
        is_group=bool(entry.group),
        orcid=parse_orcid(entry.orcid) if entry.orcid else "",
        affiliation=entry.affiliation or "",
    )


def _addresses(kind: str, value: str | list[str]) -> list[tuple[YamlPath, str]]:
    if isinstance(value, str):
        return [(("links", kind), value)]
    return [(("links", kind, index), address) for index, address in enumerate(value)]


def _line(text: str | UnsetType) -> str:
    return " ".join(text.split()) if text else ""
