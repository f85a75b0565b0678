"""Real papers with awkward titles, names and abstracts: each page shows them right."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from acl import acl_papers, acl_title, write_records
from sites import Site, build_site, write_config

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("acl")
    write_records(root / "content" / "papers", acl_papers("acl-quirks.jsonl"))
    return build_site(write_config(root))


class Heading(HTMLParser):
    """The words of a page's first heading."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._is_open = False

    @classmethod
    def of(cls, page: str) -> str:
        heading = cls()
        heading.feed(page)
        return " ".join(heading.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_open = self._is_open or tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._is_open:
            self.text += data


QUIRKS = sorted(
    {quirk for paper in acl_papers("acl-quirks.jsonl", skips=False) for quirk in paper["quirks"]}
)


@pytest.mark.parametrize("quirk", QUIRKS)
def test_titles_are_shown_right_whatever_is_odd_about_the_paper(site: Site, quirk: str) -> None:
    papers = [one for one in acl_papers("acl-quirks.jsonl") if quirk in one["quirks"]]

    shown = {one["id"]: Heading.of(site.text(f"papers/{one['id'].lower()}/")) for one in papers}

    wanted = {one["id"]: acl_title(one) for one in papers}
    plain = [one["id"] for one in papers if "<tex-math>" not in one["title_raw"]]
    assert {name: shown[name] for name in plain} == {name: wanted[name] for name in plain}
    # Of a formula the TeX is gone; the words around it stand.
    for name in set(wanted) - set(plain):
        words = re.sub(r"\$[^$]*\$", " ", wanted[name])
        assert [one for one in words.split() if one not in shown[name]] == []
        assert "$" not in shown[name]


def test_every_formula_in_a_title_is_mathml(site: Site) -> None:
    with_formulas = [
        one for one in acl_papers("acl-quirks.jsonl") if "<tex-math>" in one.get("title_raw", "")
    ]

    assert len(with_formulas) >= 8
    for paper in with_formulas:
        page = site.text(f"papers/{paper['id'].lower()}/")
        heading = page.split('<h1 id="title">', 1)[1].split("</h1>", 1)[0]
        assert "<math" in heading


def test_nothing_is_escaped_twice(site: Site) -> None:
    twice = re.compile(r"&amp;(?:amp|lt|gt|quot|#\d+);")

    assert [page for page in site.pages if twice.search(page.read_text("utf-8"))] == []


def test_no_link_is_dead(site: Site) -> None:
    assert site.dead_links() == []


def test_a_hundred_authors_are_all_on_the_page(site: Site) -> None:
    most = max(acl_papers("acl-quirks.jsonl"), key=lambda paper: len(paper["authors"]))

    page = site.text(f"papers/{most['id'].lower()}/")

    head = page.split('<p class="bs-byline">', 1)[1].split('<p class="bs-meta', 1)[0]
    assert head.count("<a ") == len(most["authors"])


def test_a_title_in_another_script_says_its_language(site: Site) -> None:
    papers = [one for one in acl_papers("acl-quirks.jsonl") if "title_cjk" in one["quirks"]]

    languages = {
        re.search(r'<h1 id="title"( lang="[a-z-]+")?', site.text(f"papers/{one['id'].lower()}/"))[1]  # type: ignore[index]
        for one in papers
    }

    assert languages & {' lang="zh"', ' lang="zho"', ' lang="ja"'}
