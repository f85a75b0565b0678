from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from broadsheet.pages.leaf import Leaf
from broadsheet.pages.outline import Outline
from broadsheet.pages.render import Renderer
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.models import Notice
from pages.reading import Reading
from samples import collection, paper, reading_list, tag, views, vocabulary

ROOT = "https://socks.example.org/base/"
LAYOUTS = pytest.mark.parametrize(
    "urls", [Urls(is_directory=True), Urls(is_directory=False)], ids=["folders", "files"]
)


@pytest.fixture(scope="module")
def large() -> Views:
    """A collection in which one author has so many papers that lists paginate."""
    return collection(70)


def leaves(some: Views, per_page: int = 50) -> dict[str, Leaf]:
    return {leaf.key: leaf for leaf in every_leaf(some, per_page)}


def every_leaf(some: Views, per_page: int = 50) -> Iterator[Leaf]:
    outline = Outline(some, per_page)
    yield outline.front("The Daily Sock", "Kept by Wilma.", 3)
    yield from outline


def rendered(leaf: Leaf, urls: Urls) -> Reading:
    return Reading(renderer(urls).render(leaf.template, leaf.view(), urls.path(leaf.key)))


def inner_links(leaf: Leaf, urls: Urls) -> list[str]:
    """Return where a browser goes from a page by its links within the site."""
    here = ROOT + urls.path(leaf.key)
    links = rendered(leaf, urls).links
    return [urldefrag(urljoin(here, link)).url for link in links if not link.startswith("https://")]


@cache
def renderer(urls: Urls) -> Renderer:
    return Renderer(urls)


def test_every_page_has_a_key_of_its_own(large: Views) -> None:
    keys = Counter(leaf.key for leaf in every_leaf(large, per_page=20))
    assert [key for key, count in keys.items() if count > 1] == []


def test_long_lists_have_more_pages(large: Views) -> None:
    found = leaves(large, per_page=20)
    assert {"authors/wilma-hare/page/4", "papers/page/4", "topics/clothing/page/2"} <= set(found)


@LAYOUTS
def test_every_link_of_every_page_leads_to_a_page(large: Views, urls: Urls) -> None:
    found = leaves(large, per_page=20)
    paths = {ROOT + urls.path(key) for key in found}
    dead = [
        (leaf.key, link)
        for leaf in found.values()
        for link in inner_links(leaf, urls)
        if link not in paths
    ]
    assert dead == []


@LAYOUTS
def test_every_page_can_be_reached_from_the_front(large: Views, urls: Urls) -> None:
    pages = {ROOT + urls.path(leaf.key): leaf for leaf in every_leaf(large, per_page=20)}
    landings = ["editions/", "authors/", "venues/", "years/", "collections/", "topics/", "stats/"]
    landings += ["shelf/", "search/"]
    reached, waiting = set(), [ROOT + urls.path(key) for key in ("", *landings)]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += inner_links(pages[here], urls)
    assert set(pages) - reached == set()


@LAYOUTS
def test_every_page_is_well_formed_and_has_one_heading(large: Views, urls: Urls) -> None:
    for leaf in every_leaf(large, per_page=20):
        reading = rendered(leaf, urls)
        assert [values["id"] for tag, values in reading.elements if tag == "h1"] == ["title"]
        assert (reading.open, reading.threats) == ([], [])


def test_the_papers_of_a_long_list_are_all_there_in_order(large: Views) -> None:
    found = leaves(large, per_page=20)
    rest = (found[f"authors/wilma-hare/page/{number}"] for number in (2, 3, 4))
    pages: list[Any] = [leaf.view() for leaf in (found["authors/wilma-hare"], *rest)]
    shown = [card.key for page in pages for card in page.cards]
    assert shown == [f"papers/{one.id}" for one in large.newest_first]


def test_a_page_of_a_list_says_so_in_its_title() -> None:
    found = leaves(views(paper("a"), paper("b")), per_page=1)
    assert found["papers/page/2"].title == "All papers, page 2"
    assert found["authors/wilma-hare/page/2"].title == "Wilma Hare, page 2"


def test_every_facet_has_a_landing_page_though_it_is_empty() -> None:
    found = leaves(views())
    for key in ("topics/", "authors/", "venues/", "years/", "editions/", "collections/", "papers/"):
        text = rendered(found[key], Urls(is_directory=True)).text
        assert "There is nothing here yet." in text or "There is no paper here yet." in text


def test_the_landing_page_of_topics_has_the_broad_ones_with_the_narrow_below() -> None:
    topics = vocabulary("clothes", tag("socks", broader="clothes"))
    ((_, entries),) = leaves(views(topics=topics))["topics/"].view().sections  # type: ignore[attr-defined]
    assert [entry.link.label for entry in entries] == ["Clothes"]
    assert [one.link.label for one in entries[0].below] == ["Socks"]


def test_the_tree_of_topics_is_shown_to_its_last_leaf() -> None:
    topics = vocabulary("clothes", tag("socks", broader="clothes"), tag("wool", broader="socks"))
    some = leaves(views(paper("a", tags=("wool",)), topics=topics))

    entry = some["topics/"].view().sections[0][1][0]
    assert [one.link.label for one in entry.below[0].below] == ["Wool"]
    assert [one.label for one in some["topics/wool"].view().above] == ["Clothes", "Socks"]
    page = Renderer(Urls(True)).render("facet.html", some["topics/"].view(), "topics/")
    assert Reading(page).links.count("../topics/wool/") == 1


def test_authors_stand_under_the_letters_of_their_families() -> None:
    some = views(paper(authors=["Ann Bee", "Zoe Adder", "Bo Boa"]))
    sections = leaves(some)["authors/"].view().sections  # type: ignore[attr-defined]
    assert [name for name, _ in sections] == ["A", "B"]


def test_many_authors_have_a_row_of_letters_that_leads_to_the_first_page_of_each() -> None:
    letters = ("".join(some) for some in product("abcdefghijkl", repeat=3))
    names = [f"Ann {initial}{rest}" for rest in islice(letters, 1_100) for initial in "BA"]
    some = leaves(views(paper("a", authors=names)))

    view = some["authors/"].view()
    assert [(one.label, one.key) for one in view.letters] == [("A", "authors/"), ("B", "authors/")]
    page = Renderer(Urls(True)).render(
        "facet.html", some["authors/page/2"].view(), "authors/page/2/"
    )
    assert '<a href="../../../authors/#letter-b">B</a>' in page
    assert '<h2 id="letter-b">B</h2>' in page


def test_few_authors_need_no_row_of_letters() -> None:
    assert leaves(views(paper("a", authors=["Ann Hare"])))["authors/"].view().letters == ()


def test_years_show_how_full_they_are() -> None:
    years = {"a": "2022", "b": "2024", "c": "2024", "d": "2024"}
    view = leaves(views(*(paper(one, published=year) for one, year in years.items())))["years/"]
    entries = view.view().sections[0][1]
    assert [(one.link.label, one.share) for one in entries] == [("2024", 100), ("2022", 34)]


def test_a_page_leads_to_the_record_it_was_made_from() -> None:
    leaf = leaves(views(paper("a")))["papers/a"]
    assert leaf.origin is not None
    assert leaf.origin.path == "content/papers/socks.yaml"


def test_a_page_knows_its_landing_page() -> None:
    some = leaves(views(paper("a", venue="SOCK 2024")))
    assert some["venues/sock"].landing == "venues/"
    assert some["venues/"].landing == "venues/"
    assert some["papers/a"].landing == "papers/"


@pytest.mark.parametrize(
    ("key", "description"),
    [
        ("authors/wilma-hare", "1 paper by Wilma Hare."),
        ("venues/sock", "1 paper published at SOCK."),
        ("years/2024", "1 paper of 2024."),
        ("editions/2025-09-02", "The edition of Tuesday, 2 September 2025: 1 paper."),
        ("collections/first", "First: a reading list of 1 paper."),
        ("topics/wool", "Wool: 1 paper. Papers on wool."),
        ("papers/", "1 paper in this collection, the newest first."),
    ],
)
def test_a_list_is_described_in_a_sentence(key: str, description: str) -> None:
    one = paper("a", venue="SOCK 2024", featured="2025-09-02", tags=("wool",))
    some = views(one, topics=vocabulary("wool"), lists=[reading_list("first", "a")])
    assert leaves(some)[key].describe() == description


def test_a_description_keeps_what_only_looks_like_a_tag() -> None:
    topics = vocabulary(tag("wool", label="a <b> c", description="See *this* & `x < y`."))
    description = leaves(views(topics=topics))["topics/wool"].describe()
    assert description == "a <b> c: 0 papers. See this & x < y."


def test_a_description_is_never_too_long() -> None:
    topics = vocabulary(tag("wool", description="word " * 100))
    assert len(leaves(views(topics=topics))["topics/wool"].describe()) <= 155


HOSTILE = '<script>alert(1)</script>"onmouseover="x'


def test_no_value_of_a_record_can_break_out_of_a_page() -> None:
    one = paper(
        "a",
        title=HOSTILE,
        authors=[HOSTILE],
        venue=HOSTILE,
        abstract=HOSTILE,
        comment=HOSTILE,
        journal_ref=HOSTILE,
        notices=(Notice("withdrawn", HOSTILE),),
        awards=(HOSTILE,),
        categories=(HOSTILE,),
        tags=("wool",),
        featured="2025-09-02",
    )
    lists = [reading_list("first", "a", title=HOSTILE, introduction=HOSTILE, note=HOSTILE)]
    topics = vocabulary(tag("wool", label=HOSTILE, description=HOSTILE))
    for leaf in every_leaf(views(one, topics=topics, lists=lists)):
        assert rendered(leaf, Urls(is_directory=True)).threats == [], leaf.key
