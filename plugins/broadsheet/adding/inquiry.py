"""Inquiries: what sources are asked before a paper can be added at all, for ids or by title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct

from broadsheet.adding.addresses import semantic_scholar_hash
from broadsheet.adding.pasted import Pasted
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.likeness import Near, title_likeness
from broadsheet.fetch.settings import ActiveSource, Settings
from broadsheet.fetch.source import Finder
from broadsheet.fetch.target import Target
from broadsheet.fetch.unions import united_ids
from broadsheet.records.catalogue import names_of
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts

_SECONDS = 30.0
"""For the questions about one thing that was pasted, all sources together."""
_MOST = 8
_S2 = "semantic-scholar"
_NEARNESS = (Near.SAME, Near.CLOSE, Near.KIN, Near.FOREIGN, Near.FAR)


class Candidate(Struct, frozen=True):
    """A paper that a title may mean, who knows of it, and what to add it by."""

    facts: Facts
    sources: tuple[str, ...]
    """Their labels."""

    @property
    def name(self) -> str:
        """Return the identifier that a record would have, as `broadsheet add` takes it."""
        ids = record_ids(self.facts.ids)
        marked = f"pmid:{ids.pmid}" if ids.pmid else ""
        forum = f"https://openreview.net/forum?id={ids.openreview}" if ids.openreview else ""
        return ids.arxiv or ids.acl or ids.doi or forum or marked


class Found(Struct, frozen=True):
    """What came of an inquiry, and why some could not be asked."""

    candidates: tuple[Candidate, ...] = ()
    ids: Identifiers = Identifiers()
    failures: tuple[str, ...] = ()
    was_asked: bool = False
    """Whether there was a source that could be."""


def record_ids(ids: Identifiers) -> Identifiers:
    """Return the one identifier that a record needs, the one that says most about its paper."""
    for kind in ("arxiv", "acl", "doi", "openreview", "pmid"):
        if value := getattr(ids, kind):
            return Identifiers(**{kind: value})
    return Identifiers()


class Inquiry:
    """Asks the sources of a collection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def ids_of(self, pasted: Pasted) -> Found:
        """Ask for the ids of a paper that has been named in a way which no record can keep."""
        keys = [(active, _key(active, pasted)) for active in self._settings.active]
        asked = [(active, key) for active, key in keys if key]
        failures: list[str] = []
        with self._client() as client:
            for active, key in asked:
                for facts in _tried(client, active, partial(_look_up, key), failures):
                    if any(names_of(facts.ids)):
                        return Found(ids=facts.ids, was_asked=True)
        return Found(failures=tuple(failures), was_asked=bool(asked))

    def by_title(self, title: str) -> Found:
        """Ask all sources that find papers by title, and put together what they know."""
        finders = [one for one in self._settings.active if isinstance(one.source, Finder)]
        failures: list[str] = []
        found: list[tuple[str, Facts]] = []
        with self._client() as client:
            for active in finders:
                papers = _tried(client, active, partial(_find, title), failures)
                found += ((active.source.label, facts) for facts in papers)
        candidates = _nearest(title, _joined(found))
        return Found(candidates, failures=tuple(failures), was_asked=bool(finders))

    def _client(self) -> Client:
        return Client(self._settings.contact, deadline=_SECONDS)


def _look_up(key: str, client: Client, active: ActiveSource) -> Iterator[Facts]:
    found = active.source.ask(client, active.url, [key])
    yield from (finding.facts for finding in found if finding.facts is not None)


def _find(title: str, client: Client, active: ActiveSource) -> Iterator[Facts]:
    if isinstance(active.source, Finder):
        yield from active.source.find(client, active.url, title)


def _tried(
    client: Client,
    active: ActiveSource,
    ask: Callable[[Client, ActiveSource], Iterator[Facts]],
    failures: list[str],
) -> list[Facts]:
    client.pace(active.url, active.interval)
    try:
        return list(ask(client, active))
    except FetchError as error:
        failures.append(error.message)
    except Exception as error:  # noqa: BLE001 (a stranger's source must not end the others)
        failures.append(f"{active.source.label} fails with {type(error).__name__}")
    return []


def _key(active: ActiveSource, pasted: Pasted) -> str:
    """Return what a source may know a paper by."""
    if pasted.address:
        return semantic_scholar_hash(pasted.address) if active.source.name == _S2 else ""
    return active.source.key(Target("", pasted.ids))


def _joined(found: Iterable[tuple[str, Facts]]) -> list[Candidate]:
    """Join what several sources say of one paper, known by its ids, else by its title."""
    candidates: list[Candidate] = []
    for label, facts in found:
        at = next((at for at, one in enumerate(candidates) if _are_one(one.facts, facts)), None)
        if at is None:
            candidates.append(Candidate(facts, (label,)))
            continue
        known = candidates[at]
        whole = _with_ids(known.facts, united_ids([known.facts.ids, facts.ids]))
        candidates[at] = Candidate(whole, tuple(dict.fromkeys((*known.sources, label))))
    return candidates


def _with_ids(facts: Facts, ids: Identifiers) -> Facts:
    return Facts(
        title=facts.title,
        authors=facts.authors,
        published=facts.published,
        venue=facts.venue,
        ids=ids,
    )


def _are_one(one: Facts, other: Facts) -> bool:
    ours, theirs = ({*names_of(facts.ids)} for facts in (one, other))
    if ours & theirs:
        return True
    kinds = {name.partition(":")[0] for name in ours} & {name.partition(":")[0] for name in theirs}
    return not kinds - {"doi"} and title_likeness(one.title, other.title) is Near.SAME


def _nearest(title: str, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    named = (one for one in candidates if one.name)
    ranked = sorted(named, key=lambda one: _NEARNESS.index(title_likeness(title, one.facts.title)))
    return tuple(ranked[:_MOST])
