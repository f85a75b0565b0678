from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from broadsheet.pages.inner import Inner
from broadsheet.pages.outline import Outline
from broadsheet.pages.render import Renderer
from broadsheet.pages.stats.charts import draw
from broadsheet.pages.stats.counts import figures
from broadsheet.pages.stats.figures import Figure, Row
from broadsheet.pages.stats.map import MapView, map_view
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.models import Paper
from broadsheet.tagging.landscape import Landscape
from broadsheet.tagging.nearness import Related
from broadsheet.tagging.vocabulary import Vocabulary
from pages.reading import Reading
from samples import collection, paper, tag, views, vocabulary

TOPICS = vocabulary("socks", tag("wool", broader="socks"), "stars", "soil")


def by_name(some: Views) -> Mapping[str, Figure]:
    return {one.name: one for one in figures(some)}


def numbers(figure: Figure) -> dict[str, tuple[int, ...]]:
    return {row.subject.label: row.values for row in figure.rows}


def mapped(*papers: Paper, topics: Vocabulary = TOPICS, **related: str) -> Views:
    """Return papers in a row from left to right; `a="b"` says that b is the nearest to a."""
    some = views(*papers, topics=topics)
    some.landscape = some.papers.landscape = Landscape(
        related={name: (Related(near, 0.5, ("socks",)),) for name, near in related.items()},
        places={one.id: (at * 10, 5) for at, one in enumerate(papers)},
    )
    return some


def page(some: Views, key: str) -> str:
    leaf = next(one for one in Outline(some, 50) if one.key == key)
    urls = Urls(is_directory=True)
    return Renderer(urls).render(leaf.template, leaf.view(), urls.path(key))


def test_papers_are_counted_over_time() -> None:
    years = {"a": "2020", "b": "2022", "c": "2022"}
    some = views(*(paper(name, published=year) for name, year in years.items()))
    figure = by_name(some)["over-time"]
    assert numbers(figure) == {"2020": (1,), "2021": (0,), "2022": (2,)}
    assert figure.text == "The most papers of one year: 2, in 2022."


def test_a_year_without_papers_leads_nowhere() -> None:
    some = views(paper("a", published="2022"), paper("b", published="2024"))

    keys = [row.subject.key for row in by_name(some)["over-time"].rows]
    assert keys == ["years/2022", "", "years/2024"]


def test_papers_without_a_date_are_owned_to() -> None:
    some = views(paper("a", published="2020"), paper("b", published=""))
    assert by_name(some)["over-time"].text.endswith("1 has no date.")


def test_a_broad_topic_counts_the_papers_of_those_below_it() -> None:
    some = views(paper("a", tags=("wool",)), paper("b", tags=("socks",)), topics=TOPICS)
    assert numbers(by_name(some)["topics-over-time"]) == {"Socks": (2,)}


def test_topics_that_go_together_are_counted_both_ways() -> None:
    some = views(paper("a", tags=("wool", "stars")), paper("b", tags=("stars",)), topics=TOPICS)
    figure = by_name(some)["topics-together"]
    assert figure.columns == ("Stars", "Wool")
    assert numbers(figure) == {"Stars": (0, 1), "Wool": (1, 0)}
    assert figure.text == "Most often: Stars with Wool, in 1 paper."


def test_the_venues_and_authors_of_most_papers_come_first() -> None:
    some = views(
        paper("a", venue="SOCK 2024", authors=("B. Hare", "A. Owl")),
        paper("b", venue="SOCK 2025", authors=("A. Owl", "B. Hare")),
        paper("c", venue="STAR", authors=("A. Owl", "C. Toad")),
    )
    found = by_name(some)
    assert list(numbers(found["venues"]).items()) == [("SOCK", (2,)), ("STAR", (1,))]
    assert list(numbers(found["authors"]).items()) == [("A. Owl", (3,)), ("B. Hare", (2,))]


def test_what_is_not_shown_is_said() -> None:
    some = views(*(paper(f"p{at}", venue=f"Venue {chr(65 + at)}") for at in range(20)))
    figure = by_name(some)["venues"]
    assert (len(figure.rows), figure.text.endswith("5 more are not shown.")) == (15, True)


def test_links_are_counted_once_a_paper() -> None:
    some = views(paper("a", links={"code": "https://example.org/a"}), *map(paper, "bcd"))
    figure = by_name(some)["links"]
    assert numbers(figure) == {"Code": (1,)}
    assert figure.text == "25 % of all papers link to code, none to data."


def test_an_empty_collection_has_no_figures_and_says_so() -> None:
    assert list(figures(views())) == []
    assert "There is nothing to count yet." in page(views(), "stats/")


def test_a_drawing_has_a_name_and_a_description() -> None:
    (found, *_) = draw(tuple(figures(collection())), None)
    drawing = fromstring(found.drawing)
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == drawing.find("title").get("id")
    assert drawing.find("desc").text == found.figure.text


def test_a_drawing_takes_the_colours_of_the_page() -> None:
    for found in draw(tuple(figures(collection())), None):
        colours = {
            one.get(name) for one in fromstring(found.drawing).iter() for name in ("fill", "stroke")
        } - {None, "none"}
        assert colours <= {"var(--bs-accent)", "var(--bs-ink)", "var(--bs-rule)"}


def test_a_drawing_is_the_same_each_time_in_and_out_of_the_cache(tmp_path: Path) -> None:
    some = tuple(figures(collection()))
    assert draw(some, tmp_path) == draw(some, tmp_path) == draw(some, None)


HOSTILE = '</text><script>alert(1)</script> "&amp; \\u2028 {{x}} $x$'


@pytest.mark.parametrize("kind", ["columns", "bars", "grid"])
def test_a_hostile_label_stays_text(kind: str) -> None:
    figure = Figure(
        name="one",
        kind=kind,
        title=HOSTILE,
        text=HOSTILE,
        subject="One",
        columns=(HOSTILE,),
        rows=(Row(Inner(HOSTILE, ""), (1,)), Row(Inner(HOSTILE, ""), (2,))),
    )
    (found,) = draw((figure,), None)
    assert "<script" not in found.drawing
    assert fromstring(found.drawing).find("desc").text == HOSTILE


def test_each_chart_has_its_numbers_as_a_table_with_links() -> None:
    some = views(paper("a", venue="SOCK"), paper("b", venue="STAR"))
    text = page(some, "stats/")
    assert '<a href="../venues/sock/">SOCK</a></th><td>1</td>' in text
    assert text.count("<svg") == text.count("<table")


def test_the_map_is_offered_where_there_is_one() -> None:
    assert 'href="../stats/map/"' in page(mapped(paper("a")), "stats/")
    assert 'href="../stats/map/"' not in page(views(paper("a")), "stats/")
    assert "stats/map" not in [leaf.key for leaf in Outline(views(paper("a")), 50)]


def marks(view: MapView) -> dict[str, int]:
    return {point.link.key: point.mark for point in view.points}


def test_papers_of_one_broad_topic_have_one_mark() -> None:
    view = map_view(
        mapped(
            paper("a", tags=("wool",)),
            paper("b", tags=("socks",)),
            paper("c", tags=("stars",)),
            paper("d"),
        )
    )
    assert marks(view) == {"papers/a": 0, "papers/b": 0, "papers/c": 1, "papers/d": 2}
    assert [(one.label, one.count) for one in view.groups] == [
        ("Socks", 2), ("Stars", 1), ("No topic", 1),
    ]  # fmt: skip


def test_small_topics_share_a_mark() -> None:
    names = [f"topic-{letter}" for letter in "abcdefghi"]
    papers = [paper(name, tags=(name,)) for name in names]
    view = map_view(mapped(*papers, topics=vocabulary(*names)))
    assert [one.count for one in view.groups] == [1] * 7 + [2]
    assert view.groups[-1].label == "Another topic or none"


def test_a_mark_is_a_link_with_the_title_of_its_paper() -> None:
    text = page(mapped(paper("a", title="Socks & <stars>")), "stats/map")
    assert '<a href="../../papers/a/"><title>Socks &amp; &lt;stars&gt;</title><use' in text


def test_the_table_names_the_nearest_paper() -> None:
    some = mapped(paper("a", title="A"), paper("b", title="B"), a="b")
    rows = {row.paper.label: row.nearest for row in map_view(some).rows}
    assert rows == {"A": Inner("B", "papers/b"), "B": None}


def test_the_map_in_words_names_the_papers_in_the_middle_of_a_topic() -> None:
    papers = [paper(one, title=one.upper(), tags=("socks",)) for one in "abcde"]
    some = mapped(*papers, paper("f", title="F", tags=("stars",)))

    midst = [[one.label for one in region.midst] for region in map_view(some).regions]

    assert midst == [["C", "B", "D"], ["F"]]
    assert ">C</a><br><a" in page(some, "stats/map")


def test_a_large_map_has_no_table_of_papers_but_one_of_topics() -> None:
    text = page(mapped(*(paper(f"p{at:03}") for at in range(201))), "stats/map")
    assert text.count("<table") == 1
    assert "201 papers" in Reading(text).text


def test_a_thinned_map_says_so() -> None:
    some = mapped(paper("a"), paper("b"))
    some.landscape = Landscape(places={"a": (0, 0)})
    assert "1 of 2 papers, chosen by lot" in Reading(page(some, "stats/map")).text


def test_a_paper_names_what_is_near_it_and_why() -> None:
    some = mapped(paper("a", title="A"), paper("b", title="B & more"), a="b")
    text = Reading(page(some, "papers/a")).text
    assert "Related papers" in text
    assert "B & more" in text
    assert "Both on socks" in text


def test_a_paper_with_nothing_near_has_no_such_section() -> None:
    assert "Related papers" not in page(mapped(paper("a")), "papers/a")
