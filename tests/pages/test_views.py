from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from broadsheet.pages.inner import Inner
from broadsheet.pages.paper_view import PaperView
from broadsheet.pages.views import Views
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import NOTICE_KINDS, Notice, Provenance
from broadsheet.records.models import Reading as CountReading
from broadsheet.tagging.paging import Slice, slices
from pages.reading import Reading
from samples import paper, reading_list, tag, views, vocabulary


def page_of(some: Views, paper_id: str) -> PaperView:
    return some.paper(some.catalogue.by_id[paper_id])


def labels(links: Sequence[Inner]) -> list[str]:
    return [one.label for one in links]


def test_a_card_has_the_curators_summary() -> None:
    card = views(paper("a", summary="In *short*.", abstract="At length.")).card("a")
    assert card.text == "<p>In <em>short</em>.</p>"


def test_a_card_without_a_summary_has_the_beginning_of_the_abstract() -> None:
    card = views(paper("a", abstract="word " * 200)).card("a")
    text = Reading(card.text).text
    assert text.endswith("word…")
    assert 300 < len(text) <= 320


@pytest.mark.parametrize(("title", "is_long"), [("Socks " * 30, False), ("Socks " * 31, True)])
def test_a_title_of_many_lines_is_known_as_such(title: str, is_long: bool) -> None:
    assert views(paper("a", title=title)).card("a").is_long == is_long


def test_a_card_of_a_bare_record_has_no_text() -> None:
    assert views(paper("a")).card("a").text == ""


def test_a_card_names_who_where_when_and_what_about() -> None:
    topics = vocabulary("wool")
    one = paper("a", authors=["Wilma Hare"], venue="SOCK 2024", tags=("wool",))
    card = views(one, topics=topics).card("a")
    assert card.authors == (Inner("Wilma Hare", "authors/wilma-hare"),)
    assert card.venue == Inner("SOCK 2024", "venues/sock")
    assert card.date == "31 May 2024"
    assert card.topics == (Inner("Wool", "topics/wool", "chosen by the curators"),)


def test_a_topic_given_by_a_rule_says_why() -> None:
    topics = vocabulary(tag("socks", words=("sock*",)))
    card = views(paper("a", title="Socks"), topics=topics).card("a")
    assert card.topics[0].title == "the title says “Socks”"


def test_a_card_in_a_reading_list_has_the_lists_note() -> None:
    some = views(paper("a"))
    assert some.card("a", "Why *this*.").note == "<p>Why <em>this</em>.</p>"
    assert some.card("a").note == ""


def test_a_card_is_made_once() -> None:
    some = views(paper("a"))
    assert some.card("a") is some.card("a")


def test_a_withdrawn_paper_says_so_in_lists_and_on_its_page() -> None:
    notice = Notice("withdrawn", "Lemma 2 is <wrong>: $a<b$.", PartialDate(2024, 6))
    some = views(paper("a", notices=(notice,)))
    (shown,) = page_of(some, "a").notices
    assert some.card("a").badges == ("Withdrawn",)
    assert (shown.label, shown.date) == ("Withdrawn", "June 2024")
    assert Reading(shown.text).text == "Lemma 2 is <wrong>: a<b."


@pytest.mark.parametrize("kind", NOTICE_KINDS)
def test_every_kind_of_notice_has_a_name_for_readers(kind: str) -> None:
    assert views(paper("a", notices=(Notice(kind),))).card("a").badges[0][0].isupper()


def test_a_paper_that_stands_has_no_notice() -> None:
    some = views(paper("a"))
    assert (some.card("a").badges, page_of(some, "a").notices) == ((), ())


def test_a_paper_has_neighbours_in_its_edition() -> None:
    day = "2025-09-02"
    some = views(*(paper(one, title=one.upper(), featured=day) for one in "abc"))
    middle = page_of(some, "b")
    assert (middle.before, middle.after) == (Inner("A", "papers/a"), Inner("C", "papers/c"))


def test_the_ends_of_an_edition_have_one_neighbour() -> None:
    some = views(*(paper(one, featured="2025-09-02") for one in "ab"))
    assert page_of(some, "a").before is None
    assert page_of(some, "b").after is None


def test_neighbours_are_of_one_day() -> None:
    some = views(paper("a", featured="2025-09-02"), paper("b", featured="2025-09-03"))
    assert page_of(some, "a").after is None


def test_a_paper_that_was_not_featured_has_no_edition_and_no_neighbours() -> None:
    page = page_of(views(paper("a"), paper("b")), "a")
    assert (page.edition, page.before, page.after) == (None, None, None)


def test_a_paper_names_its_edition() -> None:
    page = page_of(views(paper("a", featured="2025-09-02")), "a")
    assert page.edition == Inner("Tuesday, 2 September 2025", "editions/2025-09-02")


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        ("supersedes", "Supersedes", "Superseded by"),
        ("extends", "Extends", "Extended by"),
        ("compares", "Compares with", "Compares with"),
    ],
)
def test_a_relation_stands_at_both_of_its_ends(kind: str, here: str, there: str) -> None:
    some = views(paper("a", title="A", relations={kind: "b"}), paper("b", title="B"))
    assert page_of(some, "a").relations == ((here, (Inner("B", "papers/b"),)),)
    assert page_of(some, "b").relations == ((there, (Inner("A", "papers/a"),)),)


def test_a_relation_told_by_both_ends_stands_once() -> None:
    some = views(paper("a", relations={"compares": "b"}), paper("b", relations={"compares": "a"}))
    assert len(page_of(some, "a").relations[0][1]) == 1


def test_a_relation_may_name_its_target_by_any_identifier() -> None:
    target = paper("b", title="B", arxiv="2405.21018")
    relations = {"extends": "https://arxiv.org/abs/2405.21018v2"}
    some = views(paper("a", relations=relations), target)
    assert page_of(some, "a").relations == (("Extends", (Inner("B", "papers/b"),)),)


@pytest.mark.parametrize("target", ["gone", "a"])
def test_a_relation_to_nothing_or_itself_is_not_shown(target: str) -> None:
    assert page_of(views(paper("a", relations={"extends": target})), "a").relations == ()


def test_a_paper_names_the_lists_it_is_in() -> None:
    lists = [reading_list("one", "a"), reading_list("two", "b"), reading_list("three", "a", "b")]
    page = page_of(views(paper("a"), paper("b"), lists=lists), "a")
    assert page.lists == (Inner("One", "collections/one"), Inner("Three", "collections/three"))


def test_a_paper_says_where_each_value_came_from() -> None:
    provenance = {
        "abstract": Provenance("arxiv", dt.date(2025, 9, 1)),
        "title": Provenance("curated"),
        "venue": Provenance("unheard-of", dt.date(2025, 9, 2)),
    }
    some = views(paper("a", provenance=provenance), labels={"arxiv": "arXiv"})
    assert [(one.field, one.source, one.date) for one in page_of(some, "a").facts] == [
        ("Title", "the curators", ""),
        ("Venue", "unheard-of", "2025-09-02"),
        ("Abstract", "arXiv", "2025-09-01"),
    ]


def test_the_description_is_the_summary_in_plain_text() -> None:
    some = views(paper("a", summary="We *pair* $n^2$ socks."))
    assert some.description(some.catalogue.papers[0]) == "We pair n^2 socks."


def test_the_description_without_a_summary_is_the_abstract() -> None:
    some = views(paper("a", abstract="We pair socks."))
    assert some.description(some.catalogue.papers[0]) == "We pair socks."


def test_the_description_without_either_says_what_and_who() -> None:
    some = views(paper("a", title="Socks", authors=["A Bee", "C Dee", "E Eff", "G Aitch"]))
    assert some.description(some.catalogue.papers[0]) == "Socks. A Bee, C Dee, E Eff"


@pytest.mark.parametrize("text", ["word " * 100, "x" * 1000, "a, " * 200])
def test_a_description_is_at_most_155_characters(text: str) -> None:
    some = views(paper("a", abstract=text))
    assert len(some.description(some.catalogue.papers[0])) <= 155


def test_a_term_says_what_stands_above_and_below_it() -> None:
    topics = vocabulary("clothes", tag("socks", broader="clothes"), tag("wool", broader="socks"))
    some = views(topics=topics)
    facet = some.facets.topics
    part: Slice[str] = next(slices((), 10))
    view = some.term(facet, facet.by_slug["socks"], part)
    assert (labels(view.above), labels(view.below)) == (["Clothes"], ["Wool"])


def test_a_week_leads_to_its_days() -> None:
    some = views(paper("a", featured="2025-09-01"), paper("b", featured="2025-09-02"))
    facet = some.facets.editions
    part: Slice[str] = next(slices((), 10))
    view = some.term(facet, facet.by_slug["2025-w36"], part)
    assert [one.key for one in view.below] == ["editions/2025-09-02", "editions/2025-09-01"]


def test_an_edition_leads_to_the_ones_before_and_after_it_of_its_kind() -> None:
    days = ("2025-09-01", "2025-09-02", "2025-09-09")
    some = views(*(paper(day, featured=day) for day in days))
    facet = some.facets.editions
    part: Slice[str] = next(slices((), 10))
    view = some.term(facet, facet.by_slug["2025-09-02"], part)
    assert view.older is not None
    assert view.newer is not None
    assert (view.older.key, view.newer.key) == ("editions/2025-09-01", "editions/2025-09-09")


def test_only_the_first_page_of_a_term_describes_it() -> None:
    some = views(paper("a", tags=("wool",)), paper("b", tags=("wool",)), topics=vocabulary("wool"))
    facet = some.facets.topics
    term = facet.by_slug["wool"]
    pages = [some.term(facet, term, part) for part in slices(term.papers, 1)]
    assert [Reading(one.description).text for one in pages] == ["Papers on wool.", ""]


def test_the_front_page_is_the_latest_edition_in_its_order() -> None:
    some = views(
        paper("old", featured="2025-09-01"),
        paper("b", featured="2025-09-02"),
        paper("a", featured="2025-09-02"),
    )
    front = some.front("The Daily Sock", "Kept by Wilma.", leads=1)
    assert [one.key for one in (*front.lead, *front.rest)] == ["papers/b", "papers/a"]
    assert (len(front.lead), front.number, front.count) == (1, 2, 2)
    assert front.older is not None
    assert front.older.key == "editions/2025-09-01"


def test_the_front_page_of_a_collection_without_editions_has_the_newest() -> None:
    front = views(paper("a", published="2023"), paper("b", published="2024")).front("S", "", 3)
    assert [one.key for one in front.lead] == ["papers/b", "papers/a"]
    assert (front.edition, front.dateline) == (None, "")


def test_where_nothing_trends_the_front_page_names_what_was_published_last() -> None:
    dates = {"a": "2024-02-01", "b": "2025-03", "c": "", "d": "2024-02-02"}
    papers = [paper(one, published=day, featured="2025-09-02") for one, day in dates.items()]
    front = views(*papers).front("S", "", 3)

    newest = [(one.paper.key, one.reason) for one in front.newest]
    assert front.trending == ()
    assert newest == [
        ("papers/b", "March 2025"),
        ("papers/d", "2 February 2024"),
        ("papers/a", "1 February 2024"),
    ]


def test_where_something_trends_that_is_enough() -> None:
    readings = tuple(CountReading(dt.date(2025, 9, day), "upvotes", day) for day in (1, 20))
    front = views(paper("a", featured="2025-09-02", readings=readings)).front("S", "", 3)
    assert (len(front.trending), front.newest) == (1, ())


def test_the_front_page_of_an_empty_collection_is_there() -> None:
    front = views().front("S", "", 3)
    assert (front.lead, front.rest, front.count) == ((), (), 0)


@pytest.mark.parametrize(("authors", "has_page"), [(5_000, True), (5_001, False)])
def test_among_many_authors_one_of_one_paper_has_no_page(authors: int, has_page: bool) -> None:
    crowd = tuple(f"Ada Example{number}" for number in range(authors))
    some = views(paper("one", authors=crowd))
    assert some.cards.has_page("authors", "ada-example7") is has_page
