"""The second tier in the theme's box: papers without the words that were typed, near in meaning."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from broadsheet.records.models import Paper
from broadsheet.search.shards import FOLDER
from browser.conftest import OpenPage, _opener, _serve
from samples import paper
from search.indexes import write_index
from sites import Site

_SUBJECTS = 8
_WORDS = 24
_PAPERS = 320
_NAMED = 6
"""Papers that have the word that is typed: too few to fill the box."""


def _papers() -> Iterator[Paper]:
    """Yield papers of some subjects, each with words of its own; the first has `samovar` too."""
    chance = random.Random(7)
    for number in range(_PAPERS):
        subject = number % _SUBJECTS
        words = [
            f"{'abcdefgh'[subject]}word{'xyzuvw'[at % 6]}{'kq' * (at // 6 + 1)}"
            for at in range(_WORDS)
        ]
        said = chance.sample(words, 10)
        if subject == 0 and number < _NAMED * _SUBJECTS:
            said.append("samovar")
        yield paper(f"s{subject}-{number:03d}", title=f"Report {number}", abstract=" ".join(said))


@pytest.fixture(scope="module")
def open_subjects(
    site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenPage]:
    """Open a page of a site whose index is that of other papers."""
    folder = tmp_path_factory.mktemp("subjects") / "site"
    lists = ("papers", "authors", "feeds", "exports", "editions", "api")
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns(*lists))
    shutil.rmtree(folder / FOLDER)
    write_index(folder, *_papers())
    for address in _serve(Site(folder)):
        yield from _opener(browser, address)


def test_papers_near_in_meaning_come_below_those_with_the_word(open_subjects: OpenPage) -> None:
    page = open_subjects("about/")
    page.keyboard.press("/")
    page.keyboard.type("samovar")

    found = page.locator(".md-search-result__item")
    expect(found.nth(_NAMED)).to_contain_text("Related in meaning")
    near = [one for one in found.all_inner_texts() if "Related in meaning" in one]
    assert len(near) == 3
    assert not any("samovar" in one for one in near)
    places = found.locator("a.md-search-result__link").evaluate_all(
        "(all) => all.map((a) => a.href)"
    )
    assert all("/papers/s0-" in place for place in places[:9])
