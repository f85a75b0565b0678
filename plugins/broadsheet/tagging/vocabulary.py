"""The vocabulary of topics: content/tags.yaml, its tree and its aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.records.models import Origin
from broadsheet.records.shapes import MatchShape, TagShape, did_you_mean, shape_problems
from broadsheet.records.slugs import slugify
from broadsheet.records.yaml_file import YamlFile, read_yaml


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
        by_tag = {tag.tag: tag for tag in tags}
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
    tags: list[Tag] = []
    if file.tree is not None and not isinstance(file.tree, list):
        problems.append(
            file.problem((), "the file must be a list of topics", "start with `- tag:`")
        )
    for index, tree in enumerate(file.tree if isinstance(file.tree, list) else []):
        if wrong := shape_problems(file, tree, TagShape, (index,)):
            problems += wrong
        else:
            tags.append(_tag(file, index, msgspec.convert(tree, TagShape)))
    problems += _name_problems(file, tags) + _tree_problems(file, tags)
    return Vocabulary.of(tags), tuple(problems)


def _tag(file: YamlFile, index: int, shape: TagShape) -> Tag:
    match = shape.match or MatchShape()
    return Tag(
        tag=shape.tag,
        label=" ".join(shape.label.split()),
        description=" ".join(shape.description.split()),
        origin=Origin(file.path, file.marks[(index,)][0]),
        aliases=tuple(shape.aliases or ()),
        broader=shape.broader or "",
        words=tuple(match.words or ()),
        categories=tuple(match.categories or ()),
    )


def _name_problems(file: YamlFile, tags: Sequence[Tag]) -> list[Problem]:
    problems: list[Problem] = []
    owners: dict[str, Tag] = {}
    for tag in tags:
        if slugify(tag.tag) != tag.tag:
            hint = f"write `{slugify(tag.tag)}`"
            problems.append(_at(file, tag, f"`{tag.tag}` cannot be a tag", hint))
        for name in dict.fromkeys((tag.tag, *map(slugify, tag.aliases))):
            owner = owners.setdefault(name, tag)
            if owner is not tag:
                message = f"`{name}` already means `{owner.tag}`"
                problems.append(_at(file, tag, message, f"see line {owner.origin.line}"))
    return problems


def _tree_problems(file: YamlFile, tags: Sequence[Tag]) -> list[Problem]:
    problems: list[Problem] = []
    by_tag = {tag.tag: tag for tag in tags}
    for tag in tags:
        if tag.broader and tag.broader not in by_tag:
            hint = did_you_mean(tag.broader, by_tag)
            problems.append(_at(file, tag, f"no topic `{tag.broader}` to stand above", hint))
        elif _is_in_loop(tag, by_tag):
            problems.append(_at(file, tag, f"`{tag.tag}` stands above itself", "mend `broader:`"))
    return problems


def _is_in_loop(tag: Tag, by_tag: Mapping[str, Tag]) -> bool:
    seen: set[str] = set()
    above = tag.broader
    while above in by_tag and above not in seen:
        if above == tag.tag:
            return True
        seen.add(above)
        above = by_tag[above].broader
    return False


def _at(file: YamlFile, tag: Tag, message: str, hint: str) -> Problem:
    return Problem(file.path, tag.origin.line, 1, message, hint)
