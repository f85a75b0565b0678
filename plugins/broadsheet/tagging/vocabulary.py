"""The vocabulary of topics: content/tags.yaml, its tree and its aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.records.models import Origin
from broadsheet.records.shapes import MatchShape, TagShape, did_you_mean, shape_problems
from broadsheet.records.slugs import slugify
from broadsheet.records.yaml_file import YamlFile, YamlPath, read_yaml


class Tag(Struct, frozen=True, kw_only=True):
    """One topic; `words` and `categories` give it to papers by rule."""

    tag: str
    label: str
    description: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    broader: str = ""
    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True):
    """All topics in the order of their file, and the way from any word for one to its tag."""

    tags: Mapping[str, Tag]
    names: Mapping[str, str]

    @classmethod
    def of(cls, tags: Iterable[Tag]) -> Vocabulary:
        """Make a vocabulary; of two topics with one name the first keeps it."""
        by_tag: dict[str, Tag] = {}
        for tag in tags:
            by_tag.setdefault(tag.tag, tag)
        names: dict[str, str] = {tag: tag for tag in by_tag}
        for tag in by_tag.values():
            for name in (*tag.aliases, tag.label):
                names.setdefault(slugify(name), tag.tag)
        return cls(by_tag, names)

    def resolve(self, word: str) -> str:
        """Return the tag that a word, alias or label means, or empty text."""
        return self.names.get(word) or self.names.get(slugify(word), "")

    def ancestors(self, tag: str) -> Iterator[str]:
        """Yield the topics above one, the nearest first; a loop in the tree ends the walk."""
        seen = {tag}
        above = self.tags[tag].broader
        while above in self.tags and above not in seen:
            seen.add(above)
            yield above
            above = self.tags[above].broader

    def children(self, tag: str) -> tuple[Tag, ...]:
        """Return the topics right below one; below empty text stand the broadest."""
        return tuple(child for child in self.tags.values() if child.broader == tag)


def load_vocabulary(path: Path, shown: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read tags.yaml; a collection without one has no topics and no Problem."""
    if not path.exists():
        return Vocabulary.of(()), ()
    file = read_yaml(path, shown)
    problems = list(file.problems)
    tags: dict[int, Tag] = {}
    if file.tree is not None and not isinstance(file.tree, list):
        problems.append(
            file.problem((), "the file must be a list of topics", "start with `- tag:`")
        )
    for index, tree in enumerate(file.tree if isinstance(file.tree, list) else []):
        if wrong := shape_problems(file, tree, TagShape, (index,)):
            problems += wrong
        else:
            shape = msgspec.convert(tree, TagShape)
            problems += _spelling_problems(file, index, shape.tag)
            tags[index] = _tag(file, index, shape)
    problems += [*_name_problems(file, tags), *_tree_problems(file, tags)]
    return Vocabulary.of(tags.values()), tuple(problems)


def _tag(file: YamlFile, index: int, shape: TagShape) -> Tag:
    match = shape.match or MatchShape()
    return Tag(
        tag=slugify(shape.tag),  # it becomes part of a path, so no build may use it as written
        label=" ".join(shape.label.split()),
        description=" ".join(shape.description.split()),
        origin=Origin(file.path, file.marks[(index,)][0]),
        aliases=tuple(shape.aliases or ()),
        broader=shape.broader or "",
        words=tuple(match.words or ()),
        categories=tuple(match.categories or ()),
    )


def _spelling_problems(file: YamlFile, index: int, tag: str) -> Iterator[Problem]:
    if slugify(tag) != tag:
        yield file.problem((index, "tag"), f"`{tag}` cannot be a tag", f"write `{slugify(tag)}`")


def _name_problems(file: YamlFile, tags: Mapping[int, Tag]) -> Iterator[Problem]:
    """Name the words that mean two topics; a tag has more right to a word than an alias."""
    owners: dict[str, Tag] = {}
    for index, tag in tags.items():
        owner = owners.setdefault(tag.tag, tag)
        if owner is not tag:
            yield _taken(file, (index, "tag"), f"topic `{tag.tag}` stands twice", owner)
    for index, tag in tags.items():
        for at, alias in enumerate(tag.aliases):
            owner = owners.setdefault(slugify(alias), tag)
            if owner.tag != tag.tag:
                place = (index, "aliases", at)
                yield _taken(file, place, f"`{alias}` already means `{owner.tag}`", owner)


def _taken(file: YamlFile, at: YamlPath, message: str, owner: Tag) -> Problem:
    return file.problem(at, message, f"see line {owner.origin.line}")


def _tree_problems(file: YamlFile, tags: Mapping[int, Tag]) -> Iterator[Problem]:
    by_tag = {tag.tag: tag for tag in tags.values()}
    for index, tag in tags.items():
        at = (index, "broader")
        if tag.broader and tag.broader not in by_tag:
            hint = did_you_mean(tag.broader, by_tag)
            yield file.problem(at, f"no topic `{tag.broader}` to stand above `{tag.tag}`", hint)
        elif _is_in_loop(tag, by_tag):
            yield file.problem(at, f"`{tag.tag}` stands above itself", "mend `broader:`")


def _is_in_loop(tag: Tag, by_tag: Mapping[str, Tag]) -> bool:
    seen: set[str] = set()
    above = tag.broader
    while above in by_tag and above not in seen:
        if above == tag.tag:
            return True
        seen.add(above)
        above = by_tag[above].broader
    return False
