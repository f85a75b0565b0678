"""No word of ours stands anywhere but in the file of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from broadsheet.language.dates import weekday_names
from broadsheet.language.words import OURS, Words
from broadsheet.pages.outline import Outline
from broadsheet.pages.render import Renderer
from broadsheet.pages.urls import Urls
from pages.reading import Reading
from samples import collection
from sites import CHECKOUT

PACKAGE = CHECKOUT / "plugins" / "broadsheet"
TEMPLATES = [
    *(PACKAGE / "pages" / "templates").glob("*.html"),
    *(PACKAGE / "theme").rglob("*.html"),
]
SCRIPTS = sorted((PACKAGE / "theme").rglob("*.js"))
SHOWN = ("title", "aria-label", "placeholder", "alt", "content", "data-keys", "data-done")
# Names of others, and numbers with a letter.
NAMES = {"arXiv", "DOI", "ACL", "Anthology", "OpenReview", "PubMed", "v"}


def quoted(text: str) -> str:
    """Return a text in brackets; what is filled in may have brackets of its own."""
    return re.sub(r"\{(\w+)\}", r"⟧{\1}⟦", f"⟦{text}⟧")


def in_brackets() -> Words:
    """Return English words, each in brackets that tell it from all other text."""
    lexicon = {
        key: {
            "en": quoted(forms["en"])
            if isinstance(forms["en"], str)
            else {plural: quoted(text) for plural, text in forms["en"].items()}
        }
        for key, forms in OURS.items()
    }
    patterns = {"date.day": "y-MM-dd", "date.month": "y-MM", "date.edition": "y-MM-dd"}
    return Words("en", lexicon | {key: {"en": pattern} for key, pattern in patterns.items()})


def shown(html: str) -> Iterator[str]:
    """Yield what a reader sees or hears of a page."""
    page = Reading(html)
    yield from page.texts
    for _, values in page.elements:
        yield from (values[name] for name in SHOWN if name in values)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_word_of_its_own(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"), flags=re.S)
    said = [one for one in shown(text) if re.search(r"[^\W\d_]{2,}", one) and "@" not in one]
    assert said == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_sentence_of_its_own(script: Path) -> None:
    code = re.sub(r"^\s*(//|\*|/\*).*$", "", script.read_text("utf-8"), flags=re.M)
    assert re.findall(r'["`][A-Z][a-z]+[ .][^"`]*["`]', code) == []


def test_pages_say_nothing_but_words_and_what_records_say() -> None:
    words = in_brackets()
    views = collection(words=words)
    records = msgspec.json.encode([views.catalogue.papers, views.facets.assignments]).decode()
    records += " ".join(
        f"{term.label} {term.description} {' '.join(term.notes.values())} {term.initial}"
        for facet in views.facets
        for term in facet.terms
    )
    known = {*re.findall(r"[^\W\d_]+", records), *NAMES, *weekday_names(words)}
    urls = Urls(is_directory=True)
    renderer = Renderer(urls, words=words)
    for leaf in Outline(views, 5):
        html = renderer.render(leaf.template, leaf.view(), urls.path(leaf.key))
        for text in (*shown(html), leaf.title, leaf.describe()):
            bare = re.sub(r"⟦[^⟦⟧]*(⟧|$)", " ", text)
            strange = set(re.findall(r"[^\W\d_]+", bare)) - known
            assert strange == set(), f"{leaf.key}: {text!r}"
