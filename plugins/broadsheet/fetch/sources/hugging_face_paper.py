"""Hugging Face's answers about a paper: JSON to Facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from broadsheet.errors import Invalid
from broadsheet.fetch.sources.bodies import read_json
from broadsheet.fetch.sources.days import safe_date
from broadsheet.fetch.sources.links import safe_links
from broadsheet.fetch.sources.people import read_people
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts
from broadsheet.records.tex import tex_to_unicode

_HUB = "https://huggingface.co"
_MOST_LINKED = 5
"""Links of a kind: a well-known paper has thousands of models."""
_MOST_KEYWORDS = 20
_REPOSITORY = re.compile(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?", re.ASCII)


class _Person(Struct):
    name: str | None = None
    hidden: bool | None = None


class _Linked(Struct):
    id: str | None = None
    likes: int | None = None
    private: bool | None = None


class PaperAnswer(Struct, rename="camel"):
    """What is read of an answer; everything but the id may be missing or null."""

    id: str
    title: str | None = None
    authors: list[_Person] | None = None
    published_at: str | None = None
    upvotes: int | None = None
    github_repo: str | None = None
    github_stars: int | None = None
    project_page: str | None = None
    linked_models: list[_Linked] | None = None
    linked_datasets: list[_Linked] | None = None
    linked_spaces: list[_Linked] | None = None
    ai_summary: str | None = field(default=None, name="ai_summary")
    ai_keywords: list[str] | None = field(default=None, name="ai_keywords")


def read_paper(body: bytes, key: str, *, machine_summary: bool = False) -> Facts:
    """Read the answer about the paper with an arXiv id.

    Raises:
        Invalid: a value has a wrong type, or the answer is about another paper.
        FetchError: the bytes are no JSON.
    """
    answer = read_json(body, PaperAnswer, "Hugging Face")
    if answer.id != key:
        raise Invalid(f"it answers with the paper `{answer.id}`")
    return facts_of(answer, machine_summary=machine_summary)


def facts_of(answer: PaperAnswer, *, machine_summary: bool = False) -> Facts:
    """Return what an answer says; a model's words only where they are asked for."""
    people = (one.name or "" for one in answer.authors or () if not one.hidden)
    keywords = (answer.ai_keywords or ())[:_MOST_KEYWORDS] if machine_summary else ()
    return Facts(
        title=tex_to_unicode(answer.title or ""),
        authors=read_people(people),
        published=safe_date((answer.published_at or "")[:10]),
        keywords=tuple(filter(None, map(tex_to_unicode, keywords))),
        counts=_counts(answer),
        machine_summary=tex_to_unicode(answer.ai_summary or "") if machine_summary else "",
        ids=Identifiers(arxiv=answer.id),
        links=safe_links(_links(answer)),
    )


def _counts(answer: PaperAnswer) -> tuple[Count, ...]:
    # Stars belong to the repository that the page names.
    stars = answer.github_stars if answer.github_repo else None
    counts = (("upvotes", answer.upvotes), ("stars", stars))
    return tuple(Count(kind, value) for kind, value in counts if value is not None and value >= 0)


def _links(answer: PaperAnswer) -> Iterator[tuple[str, str]]:
    yield "code", answer.github_repo or ""
    yield "project", answer.project_page or ""
    yield from (("model", f"{_HUB}/{one}") for one in _most_liked(answer.linked_models))
    yield from (
        ("dataset", f"{_HUB}/datasets/{one}") for one in _most_liked(answer.linked_datasets)
    )
    yield from (("demo", f"{_HUB}/spaces/{one}") for one in _most_liked(answer.linked_spaces))


def _most_liked(linked: Sequence[_Linked] | None) -> list[str]:
    public = [
        one for one in linked or () if not one.private and _REPOSITORY.fullmatch(one.id or "")
    ]
    # Among equals the name decides, so that the same likes give the same links.
    public.sort(key=lambda one: (-(one.likes or 0), one.id))
    return [one.id or "" for one in public[:_MOST_LINKED]]
