"""Counts: what a collection's papers add up to, each as a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from broadsheet.pages.links import record_links
from broadsheet.pages.stats.figures import Figure, Row
from broadsheet.pages.stats.periods import Periods
from broadsheet.pages.view_types import Inner
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term

_YEARS = 30
_COLUMNS = 6
_TOPICS = 8
_BARS = 15
_PAPERS = ("Papers",)


def figures(views: Views) -> Iterator[Figure]:
    """Yield the figures that the collection has something to show in."""
    yield from _over_time(views)
    yield from _topics_over_time(views)
    yield from _topics_together(views)
    yield from _ranked(
        views.facets.venues, 1, "venues", "Venues", "{} papers were published at {}."
    )
    yield from _ranked(
        views.facets.authors, 2, "authors", "Most active authors", "{} papers are by {}."
    )
    yield from _links(views)


def _over_time(views: Views) -> Iterator[Figure]:
    papers = views.catalogue.papers
    periods = Periods.of(papers, _YEARS)
    if periods is None:
        return
    counts = periods.count(papers)
    most = max(counts)
    subjects = map(Inner, periods.labels, periods.keys())
    undated = len(papers) - sum(counts)
    text = f"The most papers of one {periods.unit}: {most}, in {_at(most, counts, periods)}."
    yield Figure(
        name="over-time",
        kind="columns",
        title="Papers over time",
        text=f"{text} {undated} have no date." if undated else text,
        subject=periods.unit.capitalize(),
        columns=_PAPERS,
        rows=tuple(Row(one, (count,)) for one, count in zip(subjects, counts, strict=True)),
    )


def _at(most: int, counts: Sequence[int], periods: Periods) -> str:
    return next(label for label, count in zip(periods.labels, counts, strict=True) if count == most)


def _topics_over_time(views: Views) -> Iterator[Figure]:
    papers = views.catalogue.papers
    periods = Periods.of(papers, _COLUMNS)
    broad = [term for term in views.facets.topics.terms if not term.broader and term.papers]
    if periods is None or not broad:
        return
    chosen = _largest(broad, _TOPICS)
    top = chosen[0]
    yield Figure(
        name="topics-over-time",
        kind="grid",
        title="Topics over time",
        text=f"The topic of the most papers: {top.label}, {len(top.papers)} of {len(papers)}.",
        subject="Topic",
        columns=periods.labels,
        rows=tuple(
            Row(
                _inner(views.facets.topics, term),
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
    labels = [views.facets.topics.by_slug[tag].label for tag in (one, two)]
    yield Figure(
        name="topics-together",
        kind="grid",
        title="Topics that go together",
        text=f"Most often: {labels[0]} with {labels[1]}, in {_papers(most)}.",
        subject="Topic",
        columns=tuple(term.label for term in terms),
        rows=tuple(
            Row(
                _inner(views.facets.topics, term),
                tuple(pairs[min(term.slug, two.slug), max(term.slug, two.slug)] for two in terms),
            )
            for term in terms
        ),
    )


def _ranked(facet: Facet, least: int, name: str, title: str, text: str) -> Iterator[Figure]:
    chosen = _largest([term for term in facet.terms if len(term.papers) >= least], _BARS)
    if len(chosen) < 2:
        return
    top = chosen[0]
    rest = sum(len(term.papers) >= least for term in facet.terms) - len(chosen)
    said = text.format(len(top.papers), plain_text(top.label))
    yield Figure(
        name=name,
        kind="bars",
        title=title,
        text=f"{said} {rest} more are not shown." if rest else said,
        subject=title.rpartition(" ")[2].capitalize().removesuffix("s"),
        columns=_PAPERS,
        rows=tuple(Row(_inner(facet, term), (len(term.papers),)) for term in chosen),
    )


def _links(views: Views) -> Iterator[Figure]:
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for paper in views.catalogue.papers:
        found = {link.kind: link.label for link in record_links(paper)}
        labels |= found
        counts.update(found.keys())
    if not counts:
        return
    order = sorted(counts, key=lambda kind: (-counts[kind], labels[kind]))
    yield Figure(
        name="links",
        kind="bars",
        title="What papers link to",
        text=_shared(counts["code"], counts["dataset"], len(views.catalogue.papers)),
        subject="Link",
        columns=_PAPERS,
        rows=tuple(Row(Inner(labels[kind], ""), (counts[kind],)) for kind in order),
    )


def _shared(code: int, data: int, total: int) -> str:
    if not code and not data:
        return "No paper has a link to code or data yet."
    if not data:
        return f"{_percent(code, total)} of all papers link to code, none to data."
    if not code:
        return f"{_percent(data, total)} of all papers link to data, none to code."
    return f"{_percent(code, total)} of all papers link to code, {_percent(data, total)} to data."


def _percent(count: int, total: int) -> str:
    """Return a share in whole per cent; neither none nor all where it is not quite."""
    share = round(100 * count / total)
    if count and not share:
        return "Less than 1 %"
    return f"{min(share, 99) if count < total else share} %"


def _largest(terms: Sequence[Term], most: int) -> list[Term]:
    return sorted(terms, key=lambda one: (-len(one.papers), one.label, one.slug))[:most]


def _inner(facet: Facet, term: Term) -> Inner:
    return Inner(plain_text(term.label), f"{facet.name}/{term.slug}")


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
