"""The index of a collection: all shards, from its documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from broadsheet.search.documents import Document
from broadsheet.search.shards import MANIFEST, Shard
from broadsheet.search.tokens import tokens

_WEIGHTS = {"title": 5.0, "labels": 2.0, "summary": 1.5, "abstract": 1.0, "venue": 1.0}
_K1 = 1.2


def index(
    documents: Sequence[Document], topics: dict[str, dict[str, str]], venues: dict[str, str]
) -> Iterator[Shard]:
    """Yield every shard, the manifest last."""
    terms: dict[str, dict[int, float]] = {}
    names: dict[str, dict[int, float]] = {}
    for at, one in enumerate(documents):
        for field, weight in _WEIGHTS.items():
            for token, _ in tokens(_text(one, field)):
                some = terms.setdefault(token, {})
                some[at] = some.get(at, 0.0) + weight
        for token, _ in tokens(" , ".join(one.authors)):
            names.setdefault(token, {})[at] = 1.0
        for name in (one.id, *(n.partition(":")[2] for n in one.names)):
            terms.setdefault("@" + name.lower(), {})[at] = 1.0
        terms.setdefault("=" + " ".join(t for t, _ in tokens(one.title)), {})[at] = 1.0
    lines = []
    for term in sorted(terms.keys() | names.keys()):
        impacts = {d: round(31 * w / (w + _K1)) for d, w in terms.get(term, {}).items()}
        lines.append([term, sorted(impacts.items()), sorted(names.get(term, {}))])
    shards = [
        Shard.of(
            "terms", json.dumps(lines[at : at + 200], ensure_ascii=False, separators=(",", ":"))
        )
        for at in range(0, len(lines), 200)
    ]
    yield from shards
    cards = [
        Shard.of(
            "cards",
            json.dumps(
                [_card(one) for one in documents[at : at + 20]],
                ensure_ascii=False,
                separators=(",", ":"),
            ),
        )
        for at in range(0, len(documents), 20)
    ]
    yield from cards
    columns = Shard.of(
        "columns",
        json.dumps(
            [
                [
                    one.year,
                    one.venue_slug,
                    list(one.topics),
                    list(zip(one.author_slugs, one.authors, strict=False)),
                    list(one.has),
                    one.citations,
                    one.votes,
                    one.featured,
                    one.id,
                    one.kind,
                ]
                for one in documents
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    )
    yield columns
    manifest = {
        "version": 1,
        "documents": len(documents),
        "papers": sum(one.kind == "paper" for one in documents),
        "terms": [
            [lines[at][0], shard.name]
            for at, shard in zip(range(0, len(lines), 200), shards, strict=False)
        ],
        "cards": [shard.name for shard in cards],
        "perCard": 20,
        "columns": columns.name,
        "topics": topics,
        "venues": venues,
        "years": [
            min((one.year for one in documents if one.year), default=0),
            max((one.year for one in documents), default=0),
        ],
    }
    yield Shard(MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")))


def _text(one: Document, field: str) -> str:
    if field == "labels":
        return " , ".join(one.labels)
    if field == "venue":
        return f"{one.venue} {one.container} {one.date[:4]}"
    return str(getattr(one, field))


def _card(one: Document) -> list[object]:
    return [
        one.id,
        one.url,
        one.title,
        list(one.authors),
        one.venue,
        one.year,
        one.date,
        one.teaser,
        [[a, b] for a, b in zip(one.topics, one.labels, strict=False)],
        list(one.has),
        one.citations,
        one.votes,
        one.kind,
    ]
