"""Ten thousand real papers as a collection: built once, every title looked at."""

from __future__ import annotations

import re
from html import unescape

import pytest

from acl import acl_papers, acl_title, write_records
from sites import Site, build_site, plugins, write_config

pytestmark = [pytest.mark.realdata, pytest.mark.heavy]

_HEADING = re.compile(r'<h1 id="title"[^>]*>(.*?)</h1>', re.DOTALL)
_TWICE = re.compile(r"&amp;(?:amp|lt|gt|quot|#\d+);")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("acl-10k")
    write_records(root / "content" / "papers", acl_papers("acl-10k.jsonl.gz"))
    # Citations take longest and have tests of their own.
    options = plugins(pages={"author_pages_from": 2}, exports={"styles": ["apa"]})
    # Some of the papers have the same title, of which a build warns.
    return build_site(write_config(root, plugins=["search", *options], strict=False))


def heading(page: str) -> str:
    found = _HEADING.search(page)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def test_every_one_of_ten_thousand_titles_is_shown_right(site: Site) -> None:
    papers = acl_papers("acl-10k.jsonl.gz")
    wrong = []
    for paper in papers:
        page = site.text(f"papers/{paper['id'].lower()}/")
        title = acl_title(paper)
        has_formula = "<tex-math>" in paper.get("title_raw", "")
        if not has_formula and (shown := heading(page)) != title:
            wrong.append((paper["id"], shown, title))
        # One abstract has an entity at its source already, and is shown as it is.
        if _TWICE.search(page) and "&amp;" not in paper.get("abstract", ""):
            wrong.append((paper["id"], "escaped twice", ""))

    assert len(papers) == 10_000
    assert wrong == []


def test_authors_of_one_paper_have_no_page(site: Site) -> None:
    pages = sum(1 for _ in (site.folder / "authors").iterdir())
    names = {name for paper in acl_papers("acl-10k.jsonl.gz") for name in paper["authors"]}

    assert pages < len(names) / 2
