"""Counts: what a collection's papers add up to, each as a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from broadsheet.language.words import Words
from broadsheet.pages.inner import Inner
from broadsheet.pages.links import record_links
from broadsheet.pages.stats.figures import Figure, Row
from broadsheet.pages.stats.periods import Periods
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term

_YEARS = 30
_COLUMNS = 6
_TOPICS = 8
_BARS = 15


def figures(views: Views) -> Iterator[Figure]:
    """Yield the figures that the collection has something to show in."""
    yield from _over_time(views)
    yield from _topics_over_time(views)
    yield from _topics_together(views)
    yield from _ranked(views, views.facets.venues, 1, "stats.venue")
    yield from _ranked(views, views.facets.authors, 2, "stats.author")
    yield from _links(views)


def _over_time(views: Views) -> Iterator[Figure]:
    papers = views.catalogue.papers
    periods = Periods.of(papers, _YEARS)
    if periods is None:
        return
    words = views.words
    counts = periods.count(papers)
    most = max(counts)
    labels = periods.labels(words)
    period = labels[counts.index(most)]
    undated = len(papers) - sum(counts)
    text = words(f"stats.time.{periods.unit}", most=most, period=period)
    yield Figure(
        name="over-time",
        kind="columns",
        title=words("stats.time"),
        text=_with_rest(text, words("stats.time.undated", count=undated) if undated else ""),
        subject=words(f"stats.{periods.unit}"),
        columns=(words("stats.papers"),),
        rows=tuple(
            # A year in which nothing was published has no page.
            Row(Inner(label, key if count else ""), (count,))
            for label, key, count in zip(labels, periods.keys(), counts, strict=True)
        ),
    )


def _topics_over_time(views: Views) -> Iterator[Figure]:
    papers = views.catalogue.papers
    periods = Periods.of(papers, _COLUMNS)
    broad = [term for term in views.facets.topics.terms if not term.broader and term.papers]
    if periods is None or not broad:
        return
    words = views.words
    chosen = _largest(broad, _TOPICS)
    top = chosen[0]
    yield Figure(
        name="topics-over-time",
        kind="grid",
        title=words("stats.topics"),
        text=words("stats.topics.text", topic=top.label, some=len(top.papers), all=len(papers)),
        subject=words("stats.topic"),
        columns=periods.labels(words),
        rows=tuple(
            Row(
                _inner(views, views.facets.topics, term),
                periods.count([views.catalogue.by_id[one] for one in term.papers]),
            )
            for term in chosen
        ),
    )


def _topics_together(views: Views) -> Iterator[Figure]:
    """Count the papers of each pair of topics, as papers have them: a broader one counts not."""
    tags = [sorted({one.tag for one in some}) for some in views.facets.assignments.values()]
    pairs = Counter(pair for some in tags for pair in combinations(some, 2))
    if not pairs:
        return
    sizes = Counter(tag for some in tags for tag in some)
    order = sorted({tag for pair in pairs for tag in pair}, key=lambda one: (-sizes[one], one))
    terms = [views.facets.topics.by_slug[tag] for tag in order[:_TOPICS]]
    (one, two), most = min(pairs.items(), key=lambda item: (-item[1], item[0]))
    words = views.words
    labels = [views.facets.topics.by_slug[tag].label for tag in (one, two)]
    together = words("papers", count=most)
    yield Figure(
        name="topics-together",
        kind="grid",
        title=words("stats.together"),
        text=words("stats.together.text", one=labels[0], other=labels[1], papers=together),
        subject=words("stats.topic"),
        columns=tuple(term.label for term in terms),
        rows=tuple(
            Row(
                _inner(views, views.facets.topics, term),
                tuple(pairs[min(term.slug, two.slug), max(term.slug, two.slug)] for two in terms),
            )
            for term in terms
        ),
    )


def _ranked(views: Views, facet: Facet, least: int, subject: str) -> Iterator[Figure]:
    words = views.words
    chosen = _largest([term for term in facet.terms if len(term.papers) >= least], _BARS)
    if len(chosen) < 2:
        return
    top = chosen[0]
    rest = sum(len(term.papers) >= least for term in facet.terms) - len(chosen)
    said = words(f"stats.{facet.name}.text", count=len(top.papers), name=plain_text(top.label))
    yield Figure(
        name=facet.name,
        kind="bars",
        title=words(f"stats.{facet.name}"),
        text=_with_rest(said, words("stats.rest", count=rest) if rest else ""),
        subject=words(subject),
        columns=(words("stats.papers"),),
        rows=tuple(Row(_inner(views, facet, term), (len(term.papers),)) for term in chosen),
    )


def _links(views: Views) -> Iterator[Figure]:
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for paper in views.catalogue.papers:
        found = {link.kind: link.label for link in record_links(paper, views.words)}
        labels |= found
        counts.update(found.keys())
    if not counts:
        return
    order = sorted(counts, key=lambda kind: (-counts[kind], labels[kind]))
    yield Figure(
        name="links",
        kind="bars",
        title=views.words("stats.links"),
        text=_shared(counts["code"], counts["dataset"], len(views.catalogue.papers), views.words),
        subject=views.words("stats.link"),
        columns=(views.words("stats.papers"),),
        rows=tuple(Row(Inner(labels[kind], ""), (counts[kind],)) for kind in order),
    )


def _shared(code: int, data: int, total: int, words: Words) -> str:
    shares = {"code": _percent(code, total, words), "data": _percent(data, total, words)}
    if code and data:
        return words("stats.links.both", **shares)
    if code or data:
        return words("stats.links.code" if code else "stats.links.data", **shares)
    return words("stats.links.none")


def _percent(count: int, total: int, words: Words) -> str:
    """Return a share in whole per cent; neither none nor all where it is not quite."""
    share = round(100 * count / total)
    if count and not share:
        return words("stats.percent.least")
    return words("stats.percent", share=min(share, 99) if count < total else share)


def _with_rest(text: str, rest: str) -> str:
    return f"{text} {rest}" if rest else text


def _largest(terms: Sequence[Term], most: int) -> list[Term]:
    return sorted(terms, key=lambda one: (-len(one.papers), one.label, one.slug))[:most]


def _inner(views: Views, facet: Facet, term: Term) -> Inner:
    return Inner(plain_text(term.label), views.cards.key(facet.name, term.slug))
