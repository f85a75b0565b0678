"""The guard: no answer about another paper gets into a record, however good its id looks.

An answer counts where it was asked for by an id that still is the record's, or follows from answers
that count, and where its title and first author fit what is believed more than itself: what the
curator wrote, then who registered an id that the curator wrote, then the order of sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import cache

from msgspec import Struct

from broadsheet.errors import Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.likeness import Identity, is_one_paper
from broadsheet.fetch.order import DEFAULT_ORDER, TAKEN_IN, rank
from broadsheet.fetch.target import Target
from broadsheet.records.ids import ARXIV_DOI, Identifiers
from broadsheet.records.models import Facts, Record
from broadsheet.records.names import Author

_REGISTRIES: Mapping[str, tuple[str, ...]] = {
    "arxiv": ("arxiv",),
    "acl": ("acl-anthology",),
    "openreview": ("openreview",),
    "doi": ("crossref", "datacite"),
    "pmid": ("pubmed",),
}
_GENERAL = DEFAULT_ORDER.by_field["title"]
_KINDS = Identifiers.__struct_fields__
_MOST_NAMES = 4
_OPAQUE = frozenset(["openreview"])
"""Sources whose ids look like words."""
_TAKEN_IN = frozenset(TAKEN_IN)
"""What people took in from a file; it was matched with its record then, by title too."""
_SHORTEST_TAIL = 6
_HINT = "the answer is not used; check the id, or the title if the paper has another one now"
# What is plainly an id: arXiv's, a DOI, ACL's, a PubMed id, an OpenAlex work, `owner/repository`.
_ID = re.compile(
    r"\d{4}\.\d{4,5}|[a-z.-]+/\d{7}|10\.\d{4,9}/\S+|[a-z]\d{2}-\d{4}|\d{4}\.[\w-]+-[\w-]+\.\d+|"
    r"\d{1,9}|w\d+|[\w.-]+/[\w.-]+",
    re.ASCII,
)


class Known(Struct, frozen=True):
    """What an answer has to fit, and who says so; `by` is empty for the curator."""

    identity: Identity
    by: str = ""


class Verdict(Struct, frozen=True):
    """The answers of one paper that count, by source, and those about another paper."""

    facts: Mapping[str, Facts]
    problems: tuple[Problem, ...] = ()


def identity_of(one: Record | Facts) -> Identity:
    """Return what a record or an answer is known by."""
    return Identity(one.title, tuple(_name(author) for author in one.authors[:_MOST_NAMES]))


def _name(author: Author) -> str:
    return f"{{{author.family}}}" if author.is_group else author.sort_name


def believed(record: Record, sources: Iterable[str]) -> tuple[str, ...]:
    """Sort sources, those first that registered an id which the curator wrote."""
    has = tuple([bool(getattr(record.ids, kind)) for kind in _REGISTRIES])
    return _sorted(has, frozenset(sources))


@cache
def _sorted(has: tuple[bool, ...], sources: frozenset[str]) -> tuple[str, ...]:
    named = zip(_REGISTRIES.values(), has, strict=True)
    first = tuple(name for names, is_there in named if is_there for name in names)
    return tuple(sorted(sources, key=lambda name: rank((*first, *_GENERAL), name)))


def known_to(record: Record, said: Mapping[str, Facts], source: str) -> Known:
    """Return what an answer of a source has to fit: the record, then those believed more."""
    if record.title and record.authors:
        return Known(identity_of(record))
    order = believed(record, {*said, source})
    above = [(name, said[name]) for name in order[: order.index(source)] if name in said]
    title, by = record.title, ""
    if not title:
        by, title = next(((name, one.title) for name, one in above if one.title), ("", ""))
    authors = record.authors or next((one.authors for _, one in above if one.authors), ())
    return Known(identity_of(Facts(title=title, authors=authors)), by)


def fits(known: Known, facts: Facts) -> bool:
    """Tell whether an answer may be about the paper that is known."""
    return is_one_paper(known.identity, identity_of(facts))


def refusal(record: Record, label: str, key: str, known: Known, said: Identity) -> Problem:
    """Return the Problem of an answer about another paper, at the record's line."""
    by = f"{known.by} says" if known.by else "the record says"
    message = f"{label} has another paper for `{key}`: {said}; {by} {known.identity}"
    origin = record.origin
    return Problem(origin.path, origin.line, 1, message, _HINT, Severity.WARNING)


def is_of(record: Record, source: str, key: str, more: Iterable[Facts] = ()) -> bool:
    """Tell whether a key that a source was asked for may be the record's, or one `more` brought.

    An id of a kind that the curator wrote counts in the curator's writing alone.
    """
    return not _is_orphan(source, key, _names(record, more))


def is_named(target: Target, key: str) -> bool:
    """Tell whether a key is, in whatever form, one of the ids or addresses a paper has now."""
    values, _ = _split(target.ids)
    names = {value.lower() for value in (*values, target.title)}
    return _is_named(key, names | {_address(link.url) for link in target.links})


def judge(record: Record, answers: Mapping[str, Answer]) -> Verdict:
    """Return the answers of a record that count; `answers` goes from source to Answer.

    The problems are those of answers about another paper, be they refused before or only now.
    """
    banned: dict[str, Problem] = {}
    while True:
        facts = _reached(record, {name: one for name, one in answers.items() if name not in banned})
        wrong = _first_wrong(record, facts)
        if wrong is None:
            break
        name, known = wrong
        said = identity_of(facts[name])
        banned[name] = refusal(record, name, answers[name].key, known, said)
    for name, answer in answers.items():
        if answer.refused is not None and is_of(record, name, answer.key, facts.values()):
            known = known_to(record, facts, name)
            if not is_one_paper(known.identity, answer.refused):
                banned[name] = refusal(record, name, answer.key, known, answer.refused)
    return Verdict(facts, tuple(banned.values()))


def judge_all(
    records: Iterable[Record], answers: Mapping[str, Mapping[str, Answer]]
) -> dict[str, Verdict]:
    """Judge all answers, from source to paper to Answer, of the papers that have any."""
    verdicts = {}
    for record in records:
        found = {name: some[record.id] for name, some in answers.items() if record.id in some}
        if found:
            verdicts[record.id] = judge(record, found)
    return verdicts


def answer_problems(
    records: Iterable[Record], answers: Mapping[str, Mapping[str, Answer]]
) -> tuple[Problem, ...]:
    """Return a Problem for each answer in a lock that is about another paper."""
    verdicts = judge_all(records, answers).values()
    return tuple(problem for verdict in verdicts for problem in verdict.problems)


def _reached(record: Record, answers: Mapping[str, Answer]) -> dict[str, Facts]:
    """Follow the ids from the record to answers, and from these to further ones."""
    left = {name: one for name, one in answers.items() if one.facts is not None}
    reached: dict[str, Facts] = {}
    names = _names(record, ())
    while found := [name for name, one in left.items() if not _is_orphan(name, one.key, names)]:
        new = {name: facts for name in found if (facts := left.pop(name).facts) is not None}
        reached.update(new)
        if left:
            names |= _names(record, new.values())
    return reached


def _first_wrong(record: Record, said: Mapping[str, Facts]) -> tuple[str, Known] | None:
    title, first = record.title, record.authors[:1]
    for name in believed(record, said):
        facts = said[name]
        # Most answers say the same or nothing; that is seen at once.
        is_same = facts.title in (title, "") and facts.authors[:1] in (first, ())
        if not is_same and not fits(known := known_to(record, said, name), facts):
            return name, known
        title, first = title or facts.title, first or facts.authors[:1]
    return None


def _names(record: Record, more: Iterable[Facts]) -> set[str]:
    """Return all ids and addresses a paper goes by, in lower case."""
    values, kinds = _split(record.ids)
    names = {value.lower() for value in values}
    names.update([_address(link.url) for link in record.links])
    for facts in more:
        names.update([value.lower() for kind in kinds if (value := getattr(facts.ids, kind))])
        names.update([_address(link.url) for link in facts.links])
        names.update([_address(one.url) for one in facts.repositories])
    return names


def _split(ids: Identifiers) -> tuple[list[str], list[str]]:
    """Return the ids that are there, and the kinds of those that are not."""
    values = {kind: getattr(ids, kind) for kind in _KINDS}
    return [one for one in values.values() if one], [kind for kind in _KINDS if not values[kind]]


def _address(url: str) -> str:
    bare = url.lower().partition("://")[2].removesuffix("/").removesuffix(".git")
    return bare.removeprefix("www.").removeprefix("github.com/")


def _is_named(key: str, names: Set[str]) -> bool:
    bare = key.lower()
    tail = bare.partition(":")[2] or bare
    forms = (bare, tail, tail.removeprefix(ARXIV_DOI), ARXIV_DOI + tail, _address(bare))
    if any(form in names for form in forms):
        return True
    # The Anthology and others build DOIs from ids of their own.
    return len(tail) >= _SHORTEST_TAIL and any(name.endswith(f"/{tail}") for name in names)


def _is_orphan(source: str, key: str, names: Set[str]) -> bool:
    """Tell whether a key is plainly an id, and none that the paper goes by."""
    if source in _TAKEN_IN or _is_named(key, names):
        return False
    tail = key.lower().partition(":")[2] or key.lower()
    return source in _OPAQUE or bool(_ID.fullmatch(tail))
