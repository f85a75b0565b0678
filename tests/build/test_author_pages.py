"""A collection of many authors: those of few papers lead to the search for these."""

from __future__ import annotations

import pytest

from sites import Site, build_site, plugins, write_config

PAPERS = """
- {id: one, title: Socks in Pairs, authors: [Ada Example, Bo Sample]}
- {id: two, title: Gloves in Pairs, authors: [Ada Example, Cy Instance]}
"""


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("authors")
    options = plugins(pages={"author_pages_from": 2})
    config = write_config(root, plugins=["search", *options], use_directory_urls=request.param)
    (root / "content" / "papers" / "papers.yaml").write_text(PAPERS, "utf-8")
    return build_site(config)


def page(site: Site, key: str) -> str:
    return site.text(f"{key}/" if site.has(f"{key}/") else f"{key}.html")


def test_an_author_of_enough_papers_has_a_page(site: Site) -> None:
    assert "Gloves in Pairs" in page(site, "authors/ada-example")


def test_an_author_of_fewer_papers_has_none(site: Site) -> None:
    assert not [one for one in site.pages if "bo-sample" in one.as_posix()]


def test_their_name_leads_to_the_search_for_their_papers(site: Site) -> None:
    html = page(site, "papers/one")
    assert html.count("?author=bo-sample") == 1
    assert "authors/bo-sample" not in html


def test_in_the_list_of_authors_one_of_one_paper_leads_to_it(site: Site) -> None:
    link = 'href="../papers/one/">Bo Sample' if site.has("papers/one/") else "../papers/one.html"
    assert link in site.text("authors/index.html")


def test_every_link_leads_somewhere(site: Site) -> None:
    assert site.dead_links() == []
