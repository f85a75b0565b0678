from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from broadsheet.language.word_file import slots
from broadsheet.language.words import ENGLISH, OURS, Words, load_words
from sites import CHECKOUT

GERMAN = Words("de")
PACKAGE = CHECKOUT / "plugins" / "broadsheet"
# A key in a call, a keyword or a table; one that a value ends; a group that goes to a script.
_KEY = re.compile(r"""["']([a-z_]+(?:\.[a-zA-Z_./?]+)*)["']""")
_BEGINNING = re.compile(r"""\bf["']([a-z_]+(?:\.[a-z_]+)*\.)\{[^}"']*\}([a-z.]*)["']""")
_GROUP = re.compile(r"""\.group\(["'](\w+)["']\)""")


def texts(key: str, language: str) -> Iterator[str]:
    forms = OURS[key][language]
    yield from [forms] if isinstance(forms, str) else forms.values()


def sources() -> Iterator[str]:
    for pattern in ("*.py", "*.html", "*.js"):
        yield from (path.read_text("utf-8") for path in sorted(PACKAGE.rglob(pattern)))


@pytest.mark.parametrize("key", OURS)
def test_every_word_is_there_in_both_languages(key: str) -> None:
    assert set(OURS[key]) == {"en", "de"}


@pytest.mark.parametrize("key", OURS)
def test_both_languages_fill_a_word_with_the_same(key: str) -> None:
    english, german = ([slots(text) for text in texts(key, one)] for one in ("en", "de"))
    assert set().union(*english) == set().union(*german)


def test_no_word_is_unused() -> None:
    code = "\n".join(sources())
    used = set(_KEY.findall(code))
    families = set(_BEGINNING.findall(code)) | {(f"{name}.", "") for name in _GROUP.findall(code)}
    unused = [
        key
        for key in OURS
        if key not in used
        and not any(key.startswith(start) and key.endswith(end) for start, end in families)
    ]
    assert unused == []


def test_a_word_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        ENGLISH("nonsense")


@pytest.mark.parametrize(
    ("words", "count", "shown"),
    [
        (ENGLISH, 0, "0 papers"),
        (ENGLISH, 1, "1 paper"),
        (ENGLISH, 1204, "1,204 papers"),
        (GERMAN, 1204, "1.204 Artikel"),
    ],
)
def test_a_count_takes_its_languages_form(words: Words, count: int, shown: str) -> None:
    assert words("papers", count=count) == shown


def test_markup_in_a_word_stays_and_the_rest_is_escaped() -> None:
    said = ENGLISH("paper.as_of", date=Markup("<a>one</a>"))
    assert isinstance(said, Markup)
    assert said == "as of <a>one</a>"


def test_text_in_a_word_is_for_the_template_to_escape() -> None:
    assert ENGLISH("paper.as_of", date="<b>") == "as of <b>"


def test_a_language_without_words_has_ours_in_english_with_its_own_dates_and_digits() -> None:
    portuguese = Words("pt-BR")
    assert portuguese("facet.topics") == "Topics"
    assert portuguese("papers", count=1204) == "1.204 papers"
    assert portuguese.missing == set(OURS)


def test_a_language_that_nobody_knows_counts_in_english() -> None:
    assert Words("tlh")("papers", count=1204) == "1,204 papers"


def own(tmp_path: Path, text: str, language: str = "de") -> tuple[Words, list[str]]:
    path = tmp_path / "words.yaml"
    path.write_text(text, "utf-8")
    words, problems = load_words(language, path, "site_config/words.yaml")
    return words, [str(one).removeprefix("site_config/words.yaml:") for one in problems]


def test_a_site_says_it_its_own_way(tmp_path: Path) -> None:
    words, problems = own(tmp_path, "facet.topics: {de: Rubriken}")
    assert (words("facet.topics"), problems) == ("Rubriken", [])
    assert words("facet.authors") == "Autoren"


def test_a_site_brings_another_language(tmp_path: Path) -> None:
    text = "papers: {pl: {one: '{count} artykuł', few: '{count} artykuły', other: '{count} art.'}}"
    words, problems = own(tmp_path, text, "pl")
    assert problems == []
    said = [words("papers", count=count) for count in (1, 3, 5)]
    assert said == ["1 artykuł", "3 artykuły", "5 art."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("facet.topcs: {de: x}", "1:1: error: there is no word `facet.topcs` (did you mean"),
        ("facet.topics: Rubriken", "1:1: error: a word goes by language (write"),
        ("paper.as_of: {de: '{daet}'}", "1:15: error: nothing is called `daet` here (did"),
        ("paper.as_of: {de: '{date'}", "1:15: error: braces hold the name of a value"),
        ("paper.as_of: {de: '{date.x}'}", "1:15: error: braces hold the name of a value"),
        ("papers: {de: {one: x}}", "1:10: error: a word is a text, or a text for each plural"),
        ("[1]", "1:1: error: words are written as"),
        ("", "1:1: error: the file is empty"),
        ("a: [", "error: "),
    ],
)
def test_a_mistake_in_a_sites_words_is_named_at_its_place(
    tmp_path: Path, text: str, problem: str
) -> None:
    words, problems = own(tmp_path, text)
    assert len(problems) == 1
    assert problem in problems[0]
    assert words("facet.topics") == "Themen"
