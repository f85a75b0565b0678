"""Whole sites: what stands where, and that everything leads somewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort, PluginError

from feeds.validity import atom_faults
from sites import Site, build_site, files_of, plugins, write_config

PAPERS = """
- arxiv: "2401.00001"
  title: Socks in Pairs
  authors: [Ada Example, Bo Sample]
  published: 2024-01-15
  featured: 2024-01-20
  venue: Knit 2024
  tags: [socks]
  summary: Socks are *sorted*.
  links: {code: https://code.example/socks}
- arxiv: "2401.00002"
  title: Gloves in Pairs
  authors: [Ada Example]
  published: 2024-01-16
  featured: 2024-01-21
  relations: {extends: ["2401.00001"]}
"""
TAGS = """
- {tag: clothes, label: Clothes, description: What is worn.}
- {tag: socks, label: Socks, description: Worn on feet., broader: clothes}
"""
READING_LIST = """
title: Start here
introduction: The basics.
papers: [{paper: "2401.00001", note: First.}]
"""


def write_collection(root: Path) -> Path:
    write_config(root)
    content = root / "content"
    (content / "collections").mkdir()
    (content / "papers" / "sample.yaml").write_text(PAPERS, "utf-8")
    (content / "tags.yaml").write_text(TAGS, "utf-8")
    (root / "docs" / "about.md").write_text("# About us", "utf-8")
    (content / "collections" / "start.yaml").write_text(READING_LIST, "utf-8")
    return root


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """For tests that change something before they build."""
    return write_collection(tmp_path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The collection as it is, built once."""
    return build_site(write_collection(tmp_path_factory.mktemp("site")) / "mkdocs.yml")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "papers/",
        "papers/2401.00001/",
        "topics/",
        "topics/socks/",
        "authors/",
        "authors/ada-example/",
        "venues/",
        "venues/knit/",
        "years/",
        "years/2024/",
        "editions/",
        "editions/2024-01-20/",
        "editions/2024-w03/",
        "editions/2024-01/",
        "collections/",
        "collections/start/",
        "feeds/all.atom",
        "exports/papers.bib",
        "exports/papers.biblatex.bib",
        "exports/papers.ris",
        "feeds/all.json",
        "feeds/all.opml",
        "feeds/code.atom",
        "feeds/editions.json",
        "feeds/topics/socks.atom",
        "feeds/collections/start.atom",
        "subscribe/",
        "exports/papers.csl.json",
        "exports/papers.csv",
        "exports/papers.jsonl",
        "exports/topics/socks.bib",
        "exports/collections/start.bib",
        "api/v1/",
        "api/v1/index.json",
        "api/v1/paper.schema.json",
        "llms.txt",
    ],
)
def test_every_address_of_the_contract_is_there(site: Site, page: str) -> None:
    assert site.text(page)


def test_every_internal_link_resolves(site: Site) -> None:
    assert len(site.pages) > 20
    assert site.dead_links() == []


def test_every_internal_link_resolves_where_pages_are_files(collection: Path) -> None:
    site = build_site(collection / "mkdocs.yml", use_directory_urls=False)

    assert len(site.pages) > 20
    assert site.dead_links() == []


def test_long_lists_are_paginated_and_linked(collection: Path) -> None:
    write_config(collection, plugins=["search", *plugins(pages={"per_page": 1})])

    site = build_site(collection / "mkdocs.yml")

    assert site.has("authors/ada-example/page/2/index.html")
    assert site.dead_links() == []


def test_a_base_path_is_in_canonical_addresses_alone(site: Site) -> None:
    html = site.text("papers/2401.00001/")

    assert '<link rel="canonical" href="https://papers.example/deep/papers/2401.00001/">' in html
    assert 'href="/deep/' not in html


def test_the_front_page_is_the_latest_edition(site: Site) -> None:
    html = site.text("")

    assert "Sunday, 21 January 2024" in html
    assert "Gloves in Pairs" in html
    assert "Saturday, 20 January 2024" in html  # the edition before


def test_a_welcome_stands_on_the_front_page(collection: Path) -> None:
    (collection / "docs" / "index.md").write_text("---\ntemplate: front.html\n---\nHello **all**.")

    html = build_site(collection / "mkdocs.yml").text("")

    assert "Hello <strong>all</strong>." in html
    assert "Gloves in Pairs" in html


def test_a_hand_written_page_stands_for_the_generated_one(collection: Path) -> None:
    (collection / "docs" / "topics").mkdir()
    (collection / "docs" / "topics" / "index.md").write_text("# Our own words on topics")

    html = build_site(collection / "mkdocs.yml", strict=False).text("topics/")

    assert "Our own words on topics" in html


def test_a_hand_written_page_may_link_to_papers_and_the_feed(collection: Path) -> None:
    text = "# Notes\n\n[socks](papers/2401.00001.md), [feed](feeds/all.atom)"
    (collection / "docs" / "notes.md").write_text(text)

    site = build_site(collection / "mkdocs.yml", strict=False)

    assert 'href="../papers/2401.00001/"' in site.text("notes/")
    assert not [line for line in site.log if line.startswith("WARNING")]


def test_a_link_to_a_paper_that_is_not_there_is_warned_of(collection: Path) -> None:
    (collection / "docs" / "notes.md").write_text("# Notes\n\n[gone](papers/9901.00001.md)")

    with pytest.raises(Abort) as stopped:
        build_site(collection / "mkdocs.yml")

    assert "papers/9901.00001.md" in stopped.value.__notes__[0]


def test_the_sitemap_knows_every_paper(site: Site) -> None:
    assert "https://papers.example/deep/papers/2401.00002/" in site.text("sitemap.xml")


def test_without_nav_the_landing_pages_are_offered_and_papers_are_not(site: Site) -> None:
    navigation = site.text("about/").split('<nav class="md-nav', 1)[1]

    assert "Reading lists" in navigation
    assert "Gloves in Pairs" not in navigation


def test_without_nav_the_lists_come_as_readers_want_them_and_ways_to_follow_last(
    site: Site,
) -> None:
    navigation = site.text("about/").split('<nav class="md-nav', 1)[1]

    shown = re.findall(r'<span class="md-ellipsis">\s*([^<]+?)\s*<', navigation)
    assert shown == [
        "The Sample", "Editions", "All papers", "Search", "Topics", "Authors", "Venues", "Years",
        "Statistics", "Reading lists", "My shelf", "About us", "Subscribe",
    ]  # fmt: skip


def test_an_address_without_a_page_leads_on_from_wherever_it_is(site: Site) -> None:
    html = site.text("404.html")

    assert "There is no such page" in html
    assert '<a class="bs-term" href="/deep/search/">Search</a>' in html
    assert '<a class="bs-term" href="/deep/">The front page</a>' in html


def test_an_edit_link_leads_to_the_record(collection: Path) -> None:
    write_config(
        collection,
        repo_url="https://forge.example/us/papers",
        edit_uri="edit/main/docs/",
        theme={"name": "material", "font": False, "features": ["content.action.edit"]},
    )

    html = build_site(collection / "mkdocs.yml").text("papers/2401.00001/")

    assert "https://forge.example/us/papers/edit/main/content/papers/sample.yaml" in html


def test_a_paper_page_leads_to_its_record_at_its_line(collection: Path) -> None:
    write_config(collection, repo_url="https://forge.example/us/papers", edit_uri="edit/main/docs/")

    html = build_site(collection / "mkdocs.yml").text("papers/2401.00002/")

    address = "https://forge.example/us/papers/edit/main/content/papers/sample.yaml#L11"
    assert f'<a href="{address}">Fix this record</a>' in html


def test_a_paper_page_carries_citation_tags(site: Site) -> None:
    html = site.text("papers/2401.00001/")

    assert '<meta name="citation_title" content="Socks in Pairs">' in html
    assert '<meta name="citation_author" content="Example, Ada">' in html


def test_feed_readers_find_the_feed_from_any_page(site: Site) -> None:
    tag = '<link rel="alternate feed" type="application/atom+xml" title="The Sample" href="{}">'

    assert tag.format("feeds/all.atom") in site.text("")
    assert tag.format("../../feeds/all.atom") in site.text("papers/2401.00001/")
    assert tag.format("../feeds/all.atom") in site.text("about/")


def test_a_topic_s_feed_is_named_in_its_head_and_seen_on_its_page(site: Site) -> None:
    html = site.text("topics/socks/")

    assert 'title="The Sample: Socks" href="../../feeds/topics/socks.atom"' in html
    assert '<a href="../../feeds/topics/socks.atom" type="application/atom+xml">Atom</a>' in html


def test_every_feed_of_a_site_is_valid(site: Site) -> None:
    atom = sorted(site.folder.glob("feeds/**/*.atom"))

    assert len(atom) >= 6
    assert [found for path in atom for found in atom_faults(path.read_bytes())] == []


def test_a_site_without_an_address_is_told_once(collection: Path) -> None:
    write_config(collection, site_url="")

    lines = [line for line in build_site(collection / "mkdocs.yml").log if "site_url" in line]

    said = "set `site_url` in mkdocs.yml: without it the feeds' links lead nowhere"
    assert lines == [f"INFO broadsheet: {said}"]


def test_a_hand_written_subscribe_page_stands_for_ours(collection: Path) -> None:
    (collection / "docs" / "subscribe.md").write_text("# Write to us")

    html = build_site(collection / "mkdocs.yml").text("subscribe/")

    assert "Write to us" in html


def test_an_author_has_no_feed_for_fewer_papers_than_asked(collection: Path) -> None:
    write_config(collection, plugins=["search", *plugins(feeds={"authors_from": 2})])

    site = build_site(collection / "mkdocs.yml")

    assert site.has("feeds/authors/ada-example.atom")
    assert not site.has("feeds/authors/bo-sample.atom")


@pytest.mark.parametrize("option", ["authors_from", "venues_from"])
def test_a_feed_from_no_papers_on_is_refused(collection: Path, option: str) -> None:
    write_config(collection, plugins=["search", *plugins(feeds={option: 0})])

    with pytest.raises((Abort, PluginError), match=f"`{option}` of broadsheet/feeds must be 1"):
        build_site(collection / "mkdocs.yml")


def test_the_theme_reads_a_small_index_and_starts_our_worker(site: Site) -> None:
    index = json.loads(site.text("search/search_index.json"))

    assert index["docs"] == []
    assert '"search": "../../assets/broadsheet/search/worker.js"' in site.text("papers/2401.00001/")
    assert site.text("search/search_index.js") == (
        f"var __index = {site.text('search/search_index.json')}\n"
    )


def test_where_a_site_has_its_own_shell_the_theme_searches_the_papers_itself(
    collection: Path,
) -> None:
    own = collection / "own"
    own.mkdir()
    (own / "main.html").write_text('{% extends "base.html" %}', "utf-8")
    theme = {"name": "material", "font": False, "custom_dir": "own"}
    config = write_config(collection, theme=theme)

    site = build_site(config)

    index = json.loads(site.text("search/search_index.json"))
    assert len([line for line in site.log if "the theme's own engine" in line]) == 1
    places = [entry["location"] for entry in index["docs"]]
    assert places.count("papers/2401.00001/") == 1
    assert not [place for place in places if place.startswith(("topics/", "authors/"))]


def test_a_theme_that_speaks_otherwise_gets_the_papers_and_the_log_a_line(
    collection: Path,
) -> None:
    own = collection / "own" / "assets" / "javascripts"
    (own / "workers").mkdir(parents=True)
    (own / "bundle.0.min.js").write_text("// another theme", "utf-8")
    (own / "workers" / "search.0.min.js").write_text("", "utf-8")
    theme = {"name": "material", "font": False, "custom_dir": "own"}
    config = write_config(collection, theme=theme)

    site = build_site(config)

    assert json.loads(site.text("search/search_index.json"))["docs"] != []
    assert len([line for line in site.log if "the theme's own engine" in line]) == 1


def test_the_search_page_has_one_search(site: Site) -> None:
    assert 'data-md-component="search"' in site.text("papers/2401.00001/")
    assert 'data-md-component="search"' not in site.text("search/")


HOSTILE = """
title: >-
  </title><script>alert(1)</script> {{ 7*7 }} {% raw %} *a* _b_ & "q" $x<y$
  $\\text{<img src=x onerror=alert(1)>}$
id: hostile
authors: ["<b>Mallory</b> \\"Example\\""]
summary: "<script>alert(1)</script>[x](javascript:alert(1)) <img src=x onerror=alert(1)>"
abstract: "<script>alert(1)</script>"
venue: "<script>alert(1)</script> 2024"
"""


class Attack(HTMLParser):
    """Collects what would run: handlers, javascript: links, scripts with the planted call."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    @classmethod
    def in_page(cls, page: Path) -> list[str]:
        parser = cls()
        parser.feed(page.read_text("utf-8"))
        return [f"{page}: {found}" for found in parser.found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # JSON-LD is data: no browser runs it.
        self._in_script = tag == "script" and ("type", "application/ld+json") not in attrs
        for name, value in attrs:
            if name.startswith("on") or (value or "").startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and "alert" in data:
            self.found.append(data)


def test_hostile_text_reaches_no_page_as_markup(collection: Path) -> None:
    (collection / "content" / "papers" / "hostile.yaml").write_text(HOSTILE, "utf-8")

    site = build_site(collection / "mkdocs.yml")

    assert [found for page in site.pages for found in Attack.in_page(page)] == []
    paper = site.text("papers/hostile/")
    assert "{{ 7*7 }} {% raw %} *a* _b_ &amp; &#34;q&#34;" in paper
    index = site.text("search/search_index.json")
    assert "<script>" not in index


def test_the_same_input_gives_the_same_bytes(site: Site, collection: Path) -> None:
    again = build_site(collection / "mkdocs.yml")

    assert list(files_of(again.folder)) == list(files_of(site.folder))


def test_mistakes_end_the_build_with_all_of_them_listed(collection: Path) -> None:
    broken = (
        "- {arxiv: 2401.00003, titel: x}\n- {arxiv: nonsense}\n- {arxiv: 2401.00004, tags: [sokcs]}"
    )
    (collection / "content" / "papers" / "broken.yaml").write_text(broken, "utf-8")

    with pytest.raises((Abort, PluginError)) as stopped:
        build_site(collection / "mkdocs.yml", strict=False)

    log = stopped.value.__notes__[0]
    assert "broken.yaml:1:23: error: unknown key `titel` (did you mean `title`?)" in log
    assert "broken.yaml:2:4: error: `nonsense` is not an arXiv id" in log
    assert "broken.yaml:3:30: error: unknown tag `sokcs` (did you mean `socks`?)" in log


def test_a_missing_plugin_is_named(collection: Path) -> None:
    write_config(collection, plugins=["broadsheet/pages"])

    with pytest.raises((Abort, PluginError)) as stopped:
        build_site(collection / "mkdocs.yml")

    assert "add `broadsheet/fetch` to `plugins:`" in f"{stopped.value} {stopped.value.__notes__}"


def test_a_page_length_of_nothing_is_refused(collection: Path) -> None:
    write_config(collection, plugins=["search", *plugins(pages={"per_page": 0})])

    with pytest.raises((Abort, PluginError), match="must be 1 or more"):
        build_site(collection / "mkdocs.yml")


def test_an_empty_collection_builds(tmp_path: Path) -> None:
    write_config(tmp_path)

    site = build_site(tmp_path / "mkdocs.yml")

    assert "There is no paper here yet." in site.text("")
    assert site.dead_links() == []


def test_a_folder_without_a_collection_is_said(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    (tmp_path / "content" / "papers").rmdir()

    with pytest.raises((Abort, PluginError)) as stopped:
        build_site(config)

    assert "no content/papers here or above" in f"{stopped.value} {stopped.value.__notes__}"


@pytest.mark.parametrize("script", ["own.js", {"path": "own.js", "defer": True}])
def test_a_sites_own_script_may_count_on_the_themes(tmp_path: Path, script: object) -> None:
    config = write_config(tmp_path, extra_javascript=[script])
    (config.parent / "docs" / "own.js").write_text("document$.subscribe(() => {})", "utf-8")

    theirs = re.search(
        r"<script( defer)? src=.assets/javascripts/bundle", build_site(config).text("")
    )

    assert theirs
    assert bool(theirs[1]) == isinstance(script, dict)
