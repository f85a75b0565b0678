"""Fixing: what a rule can mend by itself is mended in the text, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path

from broadsheet.errors import Problem
from broadsheet.project import Project
from broadsheet.records.store import write_text
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath, parse_yaml
from broadsheet.review.edits import Edit, edited
from broadsheet.review.key_order import order_edits
from broadsheet.review.rules import FIXABLE
from broadsheet.review.spans import Span, scalar_spans
from broadsheet.review.style import ID_PARSERS, bare_id, records_of
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9./_-]*", re.ASCII)


def fix(project: Project, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Mend what can be mended of some Problems; return the paths of the files that were written.

    A file keeps its comments, its order and its layout but for what a rule is about. One that
    is not sound YAML is left alone, and so is a change that would alter what a file says.

    Raises:
        BroadsheetError: a file cannot be written.
    """
    rules: dict[str, set[str]] = {}
    for problem in problems:
        if problem.rule in FIXABLE:
            rules.setdefault(problem.path, set()).add(problem.rule)
    vocabulary, _ = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    return tuple(
        shown
        for shown, broken in sorted(rules.items())
        if _mend(project.root / shown, shown, broken, vocabulary)
    )


def _mend(path: Path, shown: str, rules: Set[str], vocabulary: Vocabulary) -> bool:
    before = path.read_bytes()
    after = mended(before, shown, rules, vocabulary)
    if after == before:
        return False
    write_text(path, after.decode())
    return True


def mended(data: bytes, shown: str, rules: Set[str], vocabulary: Vocabulary) -> bytes:
    """Return the bytes of a file with what breaks some rules mended, one rule after the other."""
    for rule in (name for name in FIXABLE if name in rules):
        file = parse_yaml(data, shown)
        if any(one.is_error for one in file.problems) or "\r" in file.text.replace("\r\n", ""):
            return data
        text = edited(file.text, _EDITS[rule](file, vocabulary))
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        changed = (b"" if rule == "byte-order-mark" else mark) + text.encode()
        if _says(parse_yaml(changed, shown).tree, vocabulary) == _says(file.tree, vocabulary):
            data = changed
    return data


def _says(tree: Tree, vocabulary: Vocabulary) -> Tree:
    """Return what a file says, however ids and tags of its records are spelled."""
    if isinstance(tree, list):
        return [_says(item, vocabulary) for item in tree]
    if not isinstance(tree, dict):
        return tree
    said = dict(tree)
    for kind in ID_PARSERS:
        if kind in said:
            said[kind] = bare_id(kind, said[kind]) or said[kind]
    tags = said.get("tags")
    if isinstance(tags, list):
        resolved = (vocabulary.resolve(one) or one if isinstance(one, str) else one for one in tags)
        said["tags"] = list(dict.fromkeys(map(str, resolved)))
    return said


def _id_edits(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Edit]:
    spans = scalar_spans(file.text)
    for at, tree in records_of(file):
        for kind in ID_PARSERS:
            found = bare_id(kind, tree.get(kind))
            if found and found != tree[kind] and (span := spans.get((*at, kind))):
                yield Edit(span.start, span.end, _written(found, span))


def _tag_edits(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Edit]:
    spans = scalar_spans(file.text)
    for at, word in _tags(file):
        tag = vocabulary.resolve(word)
        if tag and tag != word and at in spans:
            yield Edit(spans[at].start, spans[at].end, _written(tag, spans[at]))


def _repeated_edits(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Edit]:
    spans = scalar_spans(file.text)
    seen: set[tuple[YamlPath, str]] = set()
    for at, word in _tags(file):
        name = (at[:-1], vocabulary.resolve(word) or word)
        if name in seen and at in spans:
            yield _removal(file.text, spans[(*at[:-1], int(at[-1]) - 1)], spans[at])
        seen.add(name)


def _removal(text: str, before: Span, span: Span) -> Edit:
    """Take an item out of a list: with the comma before it, or with its line."""
    if span.is_in_flow:
        return Edit(before.end, span.end)
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    start = text.rfind("\n", 0, span.start) + 1
    # A comment on the line is somebody's word; then the line stays.
    is_bare = not text[span.end : end].strip()
    return Edit(start, end) if is_bare else Edit(span.start, span.start)


def _tags(file: YamlFile) -> Iterator[tuple[YamlPath, str]]:
    for at, tree in records_of(file):
        tags = tree.get("tags")
        for index, word in enumerate(tags if isinstance(tags, list) else ()):
            if isinstance(word, str):
                yield (*at, "tags", index), word


def _quote_edits(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Edit]:
    spans = scalar_spans(file.text)
    for at in file.unquoted:
        if at in spans:
            span = spans[at]
            yield Edit(span.start, span.end, f'"{file.text[span.start : span.end]}"')


def _newline_edits(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Edit]:
    if not file.text.endswith("\n"):
        end = "\r\n" if "\r\n" in file.text else "\n"
        yield Edit(len(file.text), len(file.text), end)


def _written(text: str, span: Span) -> str:
    """Return a scalar as it is written in the place of another: quoted if that was, or must be."""
    is_safe = bool(_SAFE.fullmatch(text)) and not span.style
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if is_safe else f'"{escaped}"'


_EDITS: Mapping[str, Callable[[YamlFile, Vocabulary], Iterator[Edit]]] = {
    "id-form": _id_edits,
    "tag-alias": _tag_edits,
    "repeated-tag": _repeated_edits,
    "quoting": _quote_edits,
    "key-order": lambda file, vocabulary: order_edits(file),
    "byte-order-mark": lambda file, vocabulary: iter(()),
    "final-newline": _newline_edits,
}
