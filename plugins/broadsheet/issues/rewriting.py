"""Rewriting one value of a record in its file, with every other line kept."""

from __future__ import annotations

from broadsheet.errors import Invalid
from broadsheet.records.writer import record_yaml
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath, parse_yaml
from broadsheet.review.edits import edited
from broadsheet.review.key_order import KEY_GROUPS
from broadsheet.review.record_lines import Block, record_lines


def with_value(file: YamlFile, at: YamlPath, key: str, value: object) -> YamlFile:
    """Return a file in which the record at a path has another value, read again.

    Raises:
        Invalid: the record is written in a way that no line of it can be replaced.
    """
    lines = record_lines(file, at)
    if lines is None:
        raise Invalid("the record is not written one key a line", "a curator has to edit it")
    snippet = record_yaml({key: value}, "").split("\n", 1)[1]
    new = [f"{lines.indent}{line}" if line.strip() else line for line in snippet.splitlines(True)]
    place = next((at for at, block in enumerate(lines.blocks) if block.key == key), None)
    if place is None:
        group = KEY_GROUPS[key]
        later = (at for at, one in enumerate(lines.blocks) if KEY_GROUPS.get(one.key, 9) > group)
        lines.blocks.insert(next(later, len(lines.blocks)), Block(key, [], new))
    else:
        lines.blocks[place] = Block(key, lines.blocks[place].comments, new)
    after = parse_yaml(edited(file.text, [lines.edit()]).encode(), file.path)
    if not _differs_in_one(file.tree, after.tree, at, key):
        raise Invalid("the record's file cannot be changed by a program", "edit it by hand")
    return after


def _differs_in_one(before: Tree, after: Tree, at: YamlPath, key: str) -> bool:
    """Tell whether two files say the same but for one key of one record."""
    return bool(_without(before, at, key) == _without(after, at, key))


def _without(tree: Tree, at: YamlPath, key: str) -> Tree:
    if not at:
        return {name: value for name, value in tree.items() if name != key}
    index = int(at[0])
    return [*tree[:index], _without(tree[index], (), key), *tree[index + 1 :]]
