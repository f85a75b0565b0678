"""The order of a record's keys: what names it, title, authors, dates, what is said of it, links."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.records.shapes import RecordShape
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath
from broadsheet.review.edits import Edit
from broadsheet.review.record_lines import record_lines

_FIRST = ("arxiv", "doi", "acl", "openreview", "pmid", "url", "id")
_SAID = 4
# Within a group the curator's order stands: a diff that moves more than it must helps nobody.
KEY_GROUPS = {
    **dict.fromkeys(RecordShape.__struct_fields__, _SAID),
    **dict.fromkeys(_FIRST, 0),
    "title": 1,
    "authors": 2,
    "published": 3,
    "featured": 3,
    "links": 5,
    "relations": 6,
    "added_by": 7,
}
"""From a key to the number of its group; groups come in their order."""


def misplaced_key(file: YamlFile, at: YamlPath, tree: dict[str, Tree]) -> tuple[str, str] | None:
    """Return the first key that stands too late, and the one that it belongs before."""
    latest = ""
    for key in tree:
        group = KEY_GROUPS.get(key)
        if group is None:
            return None
        if latest and group < KEY_GROUPS[latest]:
            before = next(one for one in tree if KEY_GROUPS[one] > group)
            # In brackets an order is nobody's concern.
            return None if at in file.in_brackets else (key, before)
        latest = key
    return None


def order_edits(file: YamlFile) -> Iterator[Edit]:
    """Yield an edit for each record whose keys have to move."""
    items = enumerate(file.tree) if isinstance(file.tree, list) else ((-1, file.tree),)
    for index, tree in items:
        at: YamlPath = () if index < 0 else (index,)
        if not isinstance(tree, dict) or not misplaced_key(file, at, tree):
            continue
        if lines := record_lines(file, at):
            lines.blocks.sort(key=lambda block: KEY_GROUPS[block.key])
            yield lines.edit()
