"""Who is who: which authors of different papers are one person, and the slug of each.

An ORCID is an identity; a name alone is one only as it is written. Names that differ in an accent
or an initial are never joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.slugs import unique_slugs


class Identities(Struct, frozen=True):
    """The persons and groups behind the names of all papers."""

    orcids: Mapping[str, str]
    """From a name to its ORCID, where just one goes with it."""
    slugs: Mapping[str, str]
    """From `key` to slug."""
    authors: Mapping[str, Author]
    """From `key` to the author as papers name them most fully."""
    keys: Mapping[Author, str]
    """What makes two authors the same: the ORCID, else the name as it is written."""

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Identities:
        """Tell the authors of papers apart."""
        every = dict.fromkeys(author for paper in papers for author in paper.authors)
        names = {author: author.name for author in every}
        orcids = _orcids(names)
        # One ORCID may have several spellings; the choice must not hang on the order of papers.
        by_fullness = sorted(every, key=lambda one: (-len(names[one]), names[one], one.sort_name))
        keys = {one: one.orcid or orcids.get(names[one], names[one]) for one in by_fullness}
        authors: dict[str, Author] = {}
        for author, key in keys.items():
            authors.setdefault(key, author)
        spelt = _spelt_apart({key: names[author] for key, author in authors.items()})
        slugs = unique_slugs(sorted(spelt.values()))
        return cls(orcids, {key: slugs[name] for key, name in spelt.items()}, authors, keys)

    def key(self, author: Author) -> str:
        """Return what makes two authors the same."""
        return self.keys[author]

    def slug(self, author: Author) -> str:
        """Return the part of the URL that is the author's."""
        return self.slugs[self.key(author)]


def _orcids(names: Mapping[Author, str]) -> dict[str, str]:
    known: dict[str, set[str]] = {}
    for author, name in names.items():
        if author.orcid:
            known.setdefault(name, set()).add(author.orcid)
    return {name: min(some) for name, some in known.items() if len(some) == 1}


def _spelt_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Add the ORCID to names that two people share, so that their URLs tell them apart as well."""
    count = Counter(names.values())
    return {
        key: f"{name} {key}" if count[name] > 1 and key != name else name
        for key, name in names.items()
    }
