"""The shapes of the files under content/ as people write them; editors see them as JSON Schema.

`shape_problems` says everything that is wrong with a tree's shape in one pass, with hints.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from broadsheet.errors import Problem
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath


def _text(description: str, pattern: str = "") -> Meta:
    # The pattern is for editors alone: the parsers say more of what is wrong than a pattern can.
    return Meta(description=description, extra_json_schema={"pattern": pattern} if pattern else {})


Address = Annotated[str, _text("A web address.", "^https?://")]
Addresses = Address | list[Address]
Date = Annotated[str, _text("2024, 2024-05 or 2024-05-31.", r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Day = Annotated[str, _text("A whole date such as 2024-05-31.", r"^\d{4}-\d{2}-\d{2}$")]


class AuthorShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """An author who needs more than a name."""

    family: str | UnsetType = UNSET
    given: str | UnsetType = UNSET
    particle: Annotated[str, _text("What the name is not sorted by: van der.")] | UnsetType = UNSET
    suffix: str | UnsetType = UNSET
    group: Annotated[str, _text("A collaboration, instead of a person.")] | UnsetType = UNSET
    orcid: str | UnsetType = UNSET
    affiliation: str | UnsetType = UNSET


class LinksShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """Web addresses that belong to the paper, each one or a list."""

    pdf: Addresses | UnsetType = UNSET
    code: Addresses | UnsetType = UNSET
    project: Addresses | UnsetType = UNSET
    model: Addresses | UnsetType = UNSET
    dataset: Addresses | UnsetType = UNSET
    demo: Addresses | UnsetType = UNSET
    video: Addresses | UnsetType = UNSET
    slides: Addresses | UnsetType = UNSET
    poster: Addresses | UnsetType = UNSET
    blog: Addresses | UnsetType = UNSET


class RelationsShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """What this paper is to others of the collection, by their ids."""

    supersedes: list[str] | UnsetType = UNSET
    extends: list[str] | UnsetType = UNSET
    compares: list[str] | UnsetType = UNSET


class RecordShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """One paper. An id alone is enough; curated values win over fetched ones."""

    arxiv: Annotated[str, _text("arXiv id or URL, with or without version.")] | UnsetType = UNSET
    doi: str | UnsetType = UNSET
    acl: Annotated[str, _text("ACL Anthology id, such as 2025.acl-long.203.")] | UnsetType = UNSET
    openreview: Annotated[str, _text("OpenReview forum id or URL.")] | UnsetType = UNSET
    pmid: Annotated[str, _text("PubMed id.")] | UnsetType = UNSET
    url: Address | UnsetType = UNSET
    id: (
        Annotated[str, _text("What stands in this paper's URL, where no arXiv or ACL id gives it.")]
        | UnsetType
    ) = UNSET
    title: str | UnsetType = UNSET
    authors: (
        Annotated[
            list[str | AuthorShape],
            _text("Given Family, or Family, Given, or a mapping; in the paper's order."),
        ]
        | UnsetType
    ) = UNSET
    published: Date | UnsetType = UNSET
    featured: Annotated[Day, _text("The day of the edition it ran in.")] | UnsetType = UNSET
    tags: Annotated[list[str], _text("Topics of tags.yaml.")] | UnsetType = UNSET
    summary: (
        Annotated[str, _text("What was done and found, in the curator's own words; Markdown.")]
        | UnsetType
    ) = UNSET
    venue: Annotated[str, _text("Where it was published: ICLR 2025.")] | UnsetType = UNSET
    type: Annotated[str, _text("A CSL type, such as paper-conference.")] | UnsetType = UNSET
    container_title: Annotated[str, _text("The proceedings or journal in full.")] | UnsetType = (
        UNSET
    )
    volume: str | UnsetType = UNSET
    issue: str | UnsetType = UNSET
    pages: str | UnsetType = UNSET
    publisher: str | UnsetType = UNSET
    language: Annotated[str, _text("BCP 47: en, ja.")] | UnsetType = UNSET
    abstract: str | UnsetType = UNSET
    categories: Annotated[list[str], _text("arXiv categories, primary first.")] | UnsetType = UNSET
    awards: list[str] | UnsetType = UNSET
    links: LinksShape | UnsetType = UNSET
    relations: RelationsShape | UnsetType = UNSET
    added_by: (
        Annotated[str, _text("Who is thanked for it, if not the commit's author.")] | UnsetType
    ) = UNSET


class MatchShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """When a paper gets this topic by itself: any of these is enough."""

    words: (
        Annotated[list[str], _text("In title or abstract; `*` at the end matches any ending.")]
        | UnsetType
    ) = UNSET
    categories: Annotated[list[str], _text("arXiv categories.")] | UnsetType = UNSET


class TagShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """One topic of the vocabulary."""

    tag: Annotated[str, _text("What records write: a-z, 0-9 and hyphens.", "^[a-z0-9-]+$")]
    label: str
    description: str
    aliases: Annotated[list[str], _text("Other words that mean it.")] | UnsetType = UNSET
    broader: Annotated[str, _text("The tag of the topic above it.")] | UnsetType = UNSET
    match: MatchShape | UnsetType = UNSET


class ListedPaperShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """One paper of a reading list."""

    paper: Annotated[str, _text("Its id, or any identifier of it.")]
    note: Annotated[str, _text("Why it is here; Markdown.")] | UnsetType = UNSET


class ReadingListShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """A reading list: papers in an order, with an introduction and a note each."""

    title: str
    introduction: Annotated[str, _text("Markdown.")] | UnsetType = UNSET
    papers: list[str | ListedPaperShape]


def shape_problems(file: YamlFile, tree: Tree, shape: Any, at: YamlPath) -> list[Problem]:  # noqa: ANN401
    """Say all that keeps a tree from having a shape; empty where `msgspec.convert` will take it."""
    return list(_walk(file, tree, shape, at))


def fitting_part(tree: Tree, shape: Any) -> Tree:  # noqa: ANN401
    """Return a tree without the parts that do not have the shape; UNSET if nothing is left."""
    fitting = _fitting(tree, shape)
    if fitting is None:
        return UNSET
    if isinstance(tree, list):
        (item,) = get_args(fitting)
        parts = [fitting_part(value, item) for value in tree]
        return [part for part in parts if part is not UNSET]
    if isinstance(tree, dict):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(fitting)}
        kept = {key: fitting_part(tree[key], fields[key]) for key in tree if key in fields}
        return {key: part for key, part in kept.items() if part is not UNSET}
    return tree


def _fitting(tree: Tree, shape: Any) -> Any:  # noqa: ANN401
    return next((one for one in _choices(shape) if isinstance(tree, _plain_type(one))), None)


def _walk(file: YamlFile, tree: Tree, shape: Any, at: YamlPath) -> Iterator[Problem]:  # noqa: ANN401
    fitting = _fitting(tree, shape)
    if fitting is None:
        yield file.problem(at, *_wrong_type(tree, _choices(shape), at))
    elif isinstance(tree, list):
        (item,) = get_args(fitting)
        for index, value in enumerate(tree):
            yield from _walk(file, value, item, (*at, index))
    elif isinstance(tree, dict):
        yield from _walk_mapping(file, tree, fitting, at)


def _walk_mapping(
    file: YamlFile, tree: dict[str, Tree], shape: type[Struct], at: YamlPath
) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for key, value in tree.items():
        if key in fields:
            yield from _walk(file, value, fields[key].type, (*at, key))
        else:
            yield file.problem((*at, key), f"unknown key `{key}`", did_you_mean(key, fields))
    for name, field in fields.items():
        if field.required and name not in tree:
            yield file.problem(at, f"`{name}` is missing")


def _choices(shape: Any) -> list[Any]:  # noqa: ANN401
    if get_origin(shape) is Annotated:
        return _choices(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return [choice for part in get_args(shape) for choice in _choices(part)]
    return [] if shape is UnsetType else [shape]


def _plain_type(choice: Any) -> type:  # noqa: ANN401
    if choice is str:
        return str
    return list if get_origin(choice) is list else dict


def _wrong_type(tree: Tree, choices: list[Any], at: YamlPath) -> tuple[str, str]:
    names = {str: "text", list: "a list", dict: "a mapping", type(None): "nothing"}
    wanted = " or ".join(dict.fromkeys(names[_plain_type(choice)] for choice in choices))
    key = next((part for part in reversed(at) if isinstance(part, str)), "")
    where = f"`{key}` " if key else ""
    below = f" below `{key}:`" if key else ""
    hints = {
        "a list": f"write `{key}: [one, two]`" if key else "start each record with `- `",
        "a mapping": f"write `key: value` lines{below}",
        "text": "put it in quotes" if tree is not None else "remove the empty entry",
    }
    return f"{where}must be {wanted}, not {names[type(tree)]}", hints.get(wanted, "")


def did_you_mean(word: str, known: Any) -> str:  # noqa: ANN401
    """Return a hint with the nearest known word, else all of them if they are few."""
    words = sorted(known)
    # A word of a megabyte would be compared for minutes.
    if near := difflib.get_close_matches(word[:100], words, n=1, cutoff=0.6):
        return f"did you mean `{near[0]}`?"
    return f"known: {', '.join(words)}" if 0 < len(words) <= 20 else ""
