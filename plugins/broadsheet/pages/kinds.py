"""Kinds: the many pages of a site, by what those have in common that share a shell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from broadsheet.pages.leaf import Leaf

MANY = 2_000
"""Pages from which on shells pay without being asked for."""
_FEW = 5
"""Pages of a kind that are not worth a shell: the proof would render them all."""


class Kind(Struct, frozen=True):
    """What pages have in common that share a shell."""

    template: str
    landing: str
    depth: int
    has_origin: bool

    @classmethod
    def of(cls, leaf: Leaf) -> Kind:
        """Return the kind of a page."""
        return cls(leaf.template, leaf.landing, leaf.key.count("/"), leaf.origin is not None)


def kinds(leaves: Iterable[Leaf], nav: object) -> dict[Kind, list[Leaf]]:
    """Group the pages that may have a shell: none that the navigation names, none below."""
    named = _named(nav)
    found: dict[Kind, list[Leaf]] = {}
    for leaf in leaves:
        if not leaf.is_landing and leaf.key.startswith(leaf.landing) and not _is_below(leaf, named):
            found.setdefault(Kind.of(leaf), []).append(leaf)
    return {kind: some for kind, some in found.items() if len(some) >= _FEW}


def samples(some: Sequence[Leaf]) -> list[Leaf]:
    """Return the first, the last, the longest title, and one that has to be escaped."""
    longest = max(some, key=lambda leaf: len(leaf.title))
    awkward = next((one for one in some if set(one.title) & set("<>&\"'")), some[0])
    found = {leaf.key: leaf for leaf in (some[0], some[-1], longest, awkward)}
    return list(found.values())


def _is_below(leaf: Leaf, named: set[str]) -> bool:
    if not named:
        return False
    parts = leaf.key.split("/")
    return not named.isdisjoint("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _named(nav: object) -> set[str]:
    """Return the keys of pages that a configured navigation names, landing pages aside."""
    if isinstance(nav, str):
        return {nav.removesuffix(".md")} if not nav.endswith("index.md") else set()
    if isinstance(nav, dict):
        return set().union(*map(_named, nav.values()))
    return set().union(*map(_named, nav)) if isinstance(nav, list) else set()
