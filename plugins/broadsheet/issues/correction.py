"""Corrections: the form “Fix a record” as another value of one field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from broadsheet.errors import Invalid
from broadsheet.issues.addition import read_tags
from broadsheet.issues.form import Form
from broadsheet.issues.proposal import Proposal, Refusal
from broadsheet.issues.rewriting import with_value
from broadsheet.project import Project
from broadsheet.records.catalogue import find_name, names_of, record_names
from broadsheet.records.dates import parse_date
from broadsheet.records.ids import parse_acl, parse_arxiv, parse_doi, parse_url
from broadsheet.records.loader import load_records, records_in
from broadsheet.records.models import LINK_KINDS, Record
from broadsheet.records.names import parse_name
from broadsheet.records.shapes import did_you_mean
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath, read_yaml

_PAGE = re.compile(r"/papers/(?P<paper>[a-z0-9._-]+?)(?:/|\.html)?(?:[?#].*)?$", re.ASCII)
_MOST_AUTHORS = 500
_LINK = re.compile(r"(?P<kind>[a-z]+)\s*:\s*(?P<url>\S+)")


def correction(project: Project, form: Form) -> Proposal:
    """Return a record file with the value that a form wants.

    Raises:
        Refusal: the paper is not here, the value cannot stand there, or a program cannot tell what
            is wanted.
    """
    loaded = load_records(project.papers, project.root)
    names = record_names((*loaded.records, *loaded.flawed))
    record = _record(loaded.records, names, form["paper"])
    field = form["field"]
    if field not in _FIELDS:
        raise Refusal(f"a program cannot change “{field[:40]}”; a curator will read this")
    if not form["value"]:
        raise Refusal("the field “Right value” is empty; a program deletes nothing")
    file = read_yaml(project.root / record.origin.path, record.origin.path)
    at = _place(file, record)
    notes: list[str] = []
    try:
        value = _FIELDS[field](project, form["value"], _tree(file, at), notes)
        changed = _changed(file, at, field, value, record)
    except Invalid as error:
        hint = f" ({error.hint})" if error.hint else ""
        raise Refusal(f"{error.message}{hint}") from None
    _refuse_clash(changed, at, record, names)
    path = project.root / record.origin.path
    title = f"Correct the {field} of {record.id}"
    return Proposal(record.id, path, changed.text, title, form, tuple(notes))


def _record(records: tuple[Record, ...], names: dict[str, str], typed: str) -> Record:
    match = _PAGE.search(typed)
    paper = find_name(names, match["paper"] if match else typed)
    found = next((one for one in records if one.id == paper), None)
    if found is None:
        hint = did_you_mean(typed, (name for name in names if ":" not in name))
        raise Refusal(f"there is no paper `{typed[:80]}` here{f'; {hint}' if hint else ''}")
    return found


def _place(file: YamlFile, record: Record) -> YamlPath:
    if not isinstance(file.tree, list):
        return ()
    items: list[YamlPath] = [(index,) for index in range(len(file.tree))]
    return next(one for one in items if file.marks[one][0] == record.origin.line)


def _tree(file: YamlFile, at: YamlPath) -> dict[str, Tree]:
    tree: dict[str, Tree] = file.tree[at[0]] if at else file.tree
    return tree


def _changed(file: YamlFile, at: YamlPath, key: str, value: object, record: Record) -> YamlFile:
    if _tree(file, at).get(key) == value:
        raise Invalid(f"the record says so already: {key}")
    changed = with_value(file, at, key, value)
    index = at[0] if at else 0
    ids = [one.id for one in records_in(changed).records]
    if record.id not in ids:
        # A page's address never changes, whatever its paper is called.
        changed = with_value(changed, at, "id", record.id)
        ids = [one.id for one in records_in(changed).records]
    if record.id not in ids:
        raise Invalid(f"the record at {index} would not be sound with that value")
    return changed


def _refuse_clash(file: YamlFile, at: YamlPath, record: Record, names: dict[str, str]) -> None:
    line = file.marks[at][0]
    changed = next((one for one in records_in(file).records if one.origin.line == line), record)
    for name in names_of(changed.ids):
        if names.get(name, record.id) != record.id:
            raise Refusal(
                f"`{name.partition(':')[2]}` is the paper `{names[name]}` of this collection"
            )


def _line(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
    return " ".join(text.split())


def _prose(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _parsed(parse: Callable[[str], object]) -> _Reader:
    def read(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
        line = " ".join(text.split())
        found = parse(line)
        return found if isinstance(found, str) else line

    return read


def _authors(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
    names = [" ".join(line.strip(" -*\t").split()) for line in text.splitlines()]
    names = [name for name in names if name][:_MOST_AUTHORS]
    for name in names:
        parse_name(name)
    return names


def _tags(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
    tags = read_tags(project, text.replace("- ", ""), notes)
    if not tags:
        raise Invalid("none of these is a topic of this collection", "; ".join(notes))
    return list(tags)


def _links(project: Project, text: str, tree: dict[str, Tree], notes: list[str]) -> object:
    """Return the links that are there, with those that are given in their place or beside them."""
    old = tree.get("links")
    links: dict[str, Tree] = dict(old) if isinstance(old, dict) else {}
    for line in filter(None, (line.strip(" -*\t") for line in text.splitlines())):
        match = _LINK.fullmatch(line)
        if match is None or match["kind"] not in LINK_KINDS:
            kinds = ", ".join(LINK_KINDS)
            raise Invalid(f"`{line[:80]}` is no link", f"write `code: https://…`; kinds: {kinds}")
        links[match["kind"]] = parse_url(match["url"])
    return links


_Reader = Callable[[Project, str, dict[str, Tree], list[str]], object]
_FIELDS: Mapping[str, _Reader] = {
    "title": _line,
    "authors": _authors,
    "published": _parsed(parse_date),
    "venue": _line,
    "summary": _prose,
    "tags": _tags,
    "links": _links,
    "doi": _parsed(parse_doi),
    "arxiv": _parsed(parse_arxiv),
    "acl": _parsed(parse_acl),
}
