"""Relations between papers, as the page of either end tells them."""

from __future__ import annotations

from typing import TypeAlias

from broadsheet.records.catalogue import Catalogue

_RELATIONS = {
    "supersedes": ("relation.supersedes", "relation.supersedes.back"),
    "extends": ("relation.extends", "relation.extends.back"),
    "compares": ("relation.compares", "relation.compares"),
}

Relations: TypeAlias = dict[str, dict[str, None]]
"""From the key of what is said, such as `Extended by`, to the ids of papers, in order."""


def both_ends(catalogue: Catalogue) -> dict[str, Relations]:
    """Return every relation at both of its ends; a comparison reads the same from either."""
    related: dict[str, Relations] = {}
    for paper in catalogue.papers:
        for relation in paper.relations:
            other = catalogue.find(relation.target)
            if other is None or other is paper:
                continue
            here, there = _RELATIONS[relation.kind]
            related.setdefault(paper.id, {}).setdefault(here, {})[other.id] = None
            related.setdefault(other.id, {}).setdefault(there, {})[paper.id] = None
    return related
