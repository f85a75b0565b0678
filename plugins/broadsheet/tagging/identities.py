"""Who is who: which authors of different papers are one person, and the slug of each.

An ORCID is an identity; a name alone is one only as it is written. Names that differ in an accent or
an initial are never joined.
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

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Identities:
        """Tell the authors of papers apart."""
        authors = {author for paper in papers for author in paper.authors}
        known: dict[str, set[str]] = {}
        for author in authors:
            if author.orcid:
                known.setdefault(author.name, set()).add(author.orcid)
        orcids = {name: min(some) for name, some in known.items() if len(some) == 1}
        labels = {_key(author, orcids): author.name for author in authors}
        shared = {name for name, count in Counter(labels.values()).items() if count > 1}
        # Two people of one name, told apart by ORCID, are told apart in the URL as well.
        spelt = {
            key: f"{name} {key}" if name in shared and key != name else name
            for key, name in sorted(labels.items())
        }
        slugs = unique_slugs(sorted(set(spelt.values())))
        return cls(orcids, {key: slugs[name] for key, name in spelt.items()})

    def key(self, author: Author) -> str:
        """Return what makes two authors the same: the ORCID, else the name as it is written."""
        return _key(author, self.orcids)

    def slug(self, author: Author) -> str:
        """Return the part of the URL that is the author's."""
        return self.slugs[self.key(author)]


def _key(author: Author, orcids: Mapping[str, str]) -> str:
    return author.orcid or orcids.get(author.name, author.name)
