from __future__ import annotations

from broadsheet.feeds.discovery import Discovery
from broadsheet.feeds.plan import Policy, plan
from feeds.feeding import publication
from samples import paper, views, vocabulary


def shown() -> Discovery:
    some = views(paper("a", tags=("wool",), venue="Knit 2024"), topics=vocabulary("wool"))
    return Discovery(plan(some, Policy(1, 1)), publication())


def test_a_topic_s_page_names_its_feed_first_then_that_of_all() -> None:
    names = [feed.name for feed in shown().of_page("topics/wool/page/2", "topics/")]
    assert names == ["topics/wool", "all"]


def test_a_paper_names_the_feeds_that_its_kin_come_in() -> None:
    some = views(paper("a", tags=("wool",), venue="Knit 2024"), topics=vocabulary("wool"))
    names = [feed.name for feed in shown().of_paper(some.card("a"))]
    assert names == ["all", "topics/wool", "venues/knit"]


def test_any_page_names_the_feed_of_all_in_both_forms() -> None:
    discovery = shown()
    head = discovery.head(discovery.of_page("about", "about"), "about/team/")
    assert head.splitlines() == [
        '<link rel="alternate feed" type="application/atom+xml" title="The Daily Sock"'
        ' href="../../feeds/all.atom">',
        '<link rel="alternate feed" type="application/feed+json" title="The Daily Sock"'
        ' href="../../feeds/all.json">',
    ]


def test_a_list_shows_its_feed_and_a_year_has_none() -> None:
    assert [one.path for one in shown().links("topics/wool")] == [
        "feeds/topics/wool.atom", "feeds/topics/wool.json",
    ]  # fmt: skip
    assert shown().links("papers/")[0].path == "feeds/all.atom"
    assert shown().links("years/2024") == ()


def test_a_name_with_markup_stays_text_in_the_head() -> None:
    site = publication()
    some = views(paper("a", venue='"><script>'))
    discovery = Discovery(plan(some, Policy(1, 1)), site)
    assert "<script>" not in discovery.head(discovery.of_paper(some.card("a")), "papers/a/")
