"""The map of the collection: papers as marks on a plane, their broad topic by shape and colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from broadsheet.pages.inner import Inner
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Term
from broadsheet.tagging.landscape import HEIGHT, WIDTH

_GROUPS = 7
"""Topics with a mark of their own; more shapes and colours nobody tells apart."""
_MIDST = 3
"""Papers that tell what a topic's part of the map is about."""
_MOST_ROWS = 200
"""Papers: a longer table would weigh more than the map."""


class Group(Struct, frozen=True):
    """The papers of one broad topic; `mark` is the number of their shape, from 0."""

    mark: int
    label: str
    key: str
    """The topic's page; empty for the papers of no topic or a small one."""
    count: int


class Point(Struct, frozen=True):
    """A paper on the map; its `link` has the topic as its title."""

    link: Inner
    mark: int
    x: int
    y: int


class Region(Struct, frozen=True):
    """A topic's part of the map in words: the papers nearest to the middle of its own."""

    group: Group
    midst: tuple[Inner, ...]


class NearRow(Struct, frozen=True):
    """A paper in the table that stands for the map, with the nearest other one."""

    paper: Inner
    topic: str
    nearest: Inner | None


class MapView(Struct, frozen=True, kw_only=True):
    """The page of the map."""

    width: int
    height: int
    total: int
    """Papers in the collection."""
    groups: tuple[Group, ...]
    points: tuple[Point, ...]
    regions: tuple[Region, ...]
    rows: tuple[NearRow, ...]
    """None where there are too many papers."""


def map_view(views: Views) -> MapView:
    """Return the map of a collection; its points go from left to right, as the tab key does."""
    groups, marks = _grouped(views)
    places = sorted(views.landscape.places.items(), key=lambda item: (item[1], item[0]))
    points = tuple(
        Point(_inner(views, name, groups[marks[name]].label), marks[name], x, y)
        for name, (x, y) in places
    )
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        total=len(views.catalogue.papers),
        groups=groups,
        points=points,
        regions=tuple(_region(group, points) for group in groups if group.count),
        rows=_rows(views, points) if len(points) <= _MOST_ROWS else (),
    )


def _region(group: Group, points: Sequence[Point]) -> Region:
    own = [point for point in points if point.mark == group.mark]
    x, y = (sum(side) / len(own) for side in zip(*((one.x, one.y) for one in own), strict=True))
    nearest = sorted(own, key=lambda one: ((one.x - x) ** 2 + (one.y - y) ** 2, one.link.key))
    return Region(group, tuple(one.link for one in nearest[:_MIDST]))


def _grouped(views: Views) -> tuple[tuple[Group, ...], dict[str, int]]:
    """Return the groups, the largest first and the rest last, and the mark of each paper."""
    topics = {name: _broad_topic(views, name) for name in views.landscape.places}
    sizes = Counter(topic.slug for topic in topics.values() if topic)
    chosen = sorted(sizes, key=lambda slug: (-sizes[slug], slug))[:_GROUPS]
    marks = {
        name: chosen.index(topic.slug) if topic and topic.slug in chosen else len(chosen)
        for name, topic in topics.items()
    }
    counts = Counter(marks.values())
    groups = [
        Group(at, views.facets.topics.by_slug[slug].label, f"topics/{slug}", counts[at])
        for at, slug in enumerate(chosen)
    ]
    rest_label = views.words("map.rest" if len(sizes) > len(chosen) else "map.none")
    rest = Group(len(chosen), rest_label, "", counts[len(chosen)])
    return (*groups, rest), marks


def _broad_topic(views: Views, name: str) -> Term | None:
    """Return the broadest topic above the first that a paper has."""
    for one in views.facets.assignments.get(name, ()):
        above = (one.tag, *views.vocabulary.ancestors(one.tag))
        return views.facets.topics.by_slug[above[-1]]
    return None


def _rows(views: Views, points: Sequence[Point]) -> tuple[NearRow, ...]:
    rows: list[NearRow] = []
    for point in points:
        name = point.link.key.removeprefix("papers/")
        near = views.landscape.related.get(name, ())
        nearest = _inner(views, near[0].paper, "") if near else None
        rows.append(NearRow(point.link, point.link.title, nearest))
    return tuple(sorted(rows, key=lambda row: (row.topic, row.paper.label)))


def _inner(views: Views, name: str, topic: str) -> Inner:
    return Inner(plain_text(views.catalogue.by_id[name].title), f"papers/{name}", topic)
