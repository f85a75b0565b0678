"""A whole site in German: Material's words and ours go by `theme.language` alike."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort, PluginError

from broadsheet.language.words import OURS
from sites import Site, build_site, write_config

PAPERS = """
- arxiv: "2401.00001"
  title: Zokni párban
  authors: [Ada Minta, Bo Minta, C. Minta, D. Minta, E. Minta, F. Minta, G. Minta, H. Minta]
  published: 2024-01-15
  featured: 2024-01-20
  venue: Knit 2024
  tags: [zokni]
  abstract: Zoknik.
  links: {code: https://code.example/zokni, dataset: https://data.example/zokni}
- arxiv: "2402.00002"
  title: Kesztyű párban
  authors: [Ada Minta]
  published: 2023-02-16
  featured: 2024-02-21
  tags: [zokni, ruha]
  relations: {extends: ["2401.00001"]}
"""
TAGS = """
- {tag: ruha, label: Ruha, description: Viselet.}
- {tag: zokni, label: Zokni, description: Viselet., broader: ruha}
"""
READING_LIST = "{title: Kezdet, introduction: Alap., papers: [{paper: '2401.00001', note: Egy.}]}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("german")
    write_config(folder, theme={"name": "material", "font": False, "language": "de"})
    (folder / "content" / "collections").mkdir()
    (folder / "content" / "papers" / "sample.yaml").write_text(PAPERS, "utf-8")
    (folder / "content" / "tags.yaml").write_text(TAGS, "utf-8")
    (folder / "content" / "collections" / "kezdet.yaml").write_text(READING_LIST, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return build_site(root / "mkdocs.yml")


class Said(HTMLParser):
    """Every text of a page and of its attributes, each by itself."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: set[str] = set()
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.texts |= {values.get(name) or "" for name in ("title", "aria-label", "content")}
        if tag == "html":
            self.language = values.get("lang") or ""

    def handle_data(self, data: str) -> None:
        self.texts.add(" ".join(data.split()))


def patterns() -> dict[str, re.Pattern[str]]:
    """Return what each English word of ours looks like on a page, unless German says the same."""
    found: dict[str, re.Pattern[str]] = {}
    for key, by in OURS.items():
        if by["en"] == by["de"] or (key.startswith("date.") and key != "date.week"):
            continue
        forms = [by["en"]] if isinstance(by["en"], str) else by["en"].values()
        either = "|".join(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) for text in forms)
        found[key] = re.compile(either)
    return found


def pages(site: Site) -> list[Path]:
    """Return the readers' pages: what says how programs get the data is in English for all."""
    return [page for page in site.pages if not page.is_relative_to(site.folder / "api")]


def test_no_page_has_an_english_word_of_ours(site: Site) -> None:
    english = patterns()
    left = [
        f"{page.relative_to(site.folder)}: {key}: {text}"
        for page in pages(site)
        for text in Said(page.read_text("utf-8")).texts
        for key, pattern in english.items()
        if pattern.fullmatch(text)
    ]
    assert len(site.pages) > 25
    assert left == []


def test_every_page_says_that_it_is_german(site: Site) -> None:
    languages = {Said(page.read_text("utf-8")).language for page in pages(site)}
    assert languages == {"de"}


def test_dates_are_german(site: Site) -> None:
    html = site.text("papers/2401.00001/")
    assert "15. Januar 2024" in html
    assert "Samstag, 20. Januar 2024" in html


def test_scripts_speak_german(site: Site) -> None:
    script = site.text("assets/broadsheet/broadsheet.js").partition("\n")[0]
    said = json.loads(script[script.index(", {") + 2 : script.rindex(")")])
    assert said["words"]["star"] == "Stern"
    assert said["paths"] == {"paper": "papers/{id}/", "shelf": "shelf/"}


def test_a_site_says_some_words_itself(root: Path) -> None:
    own = root / "site_config" / "words.yaml"
    own.parent.mkdir()
    own.write_text("facet.topics: {de: Rubriken}", "utf-8")

    html = build_site(root / "mkdocs.yml", site_dir=str(root / "own")).text("topics/")
    own.unlink()

    assert "Rubriken" in html


def test_a_mistake_in_a_sites_words_ends_the_build(root: Path) -> None:
    own = root / "site_config" / "words.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("facet.topcs: {de: Rubriken}", "utf-8")

    with pytest.raises((Abort, PluginError)) as stopped:
        build_site(root / "mkdocs.yml", site_dir=str(root / "wrong"))
    own.unlink()

    assert "site_config/words.yaml:1:1: error: there is no word" in stopped.value.__notes__[0]
