from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.exports.citation_styles import CitationStyle, load_styles
from broadsheet.exports.csl_fitting import Shape, fitted
from broadsheet.exports.csl_line import Line
from broadsheet.exports.csl_markup import Marks
from broadsheet.exports.csl_seams import LineError

STYLES = load_styles(
    (
        "apa", "ieee", "association-for-computing-machinery", "chicago-author-date",
        "modern-language-association", "nature", "elsevier-harvard", "chicago-notes-bibliography",
        "sage-vancouver", "etudes-chinoises", "revue-archeologique-de-narbonnaise",
        "technische-universitat-dresden-erziehungswissenschaften-author-date",
    ),
    Path(),
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Socks", "and the", "Why?", "Wow!", "“Wool”", "of", "pairing.", "A: B", "NLP", "iPhone’s",
     "<b>", "&amp;", "…", "p < 0.05", "GPT-4", "déjà"]
)  # fmt: skip
_TEXT = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_NAME = st.one_of(
    st.fixed_dictionaries(
        {"family": st.sampled_from(["Hare", "Bee", "Sample", "O’Neil", "d.", "Rohe,"])},
        optional={
            "given": st.sampled_from(["Wilma", "Otto-Karl", "Ada B.", "J. R. R.", "Émile", "X"]),
            "non-dropping-particle": st.sampled_from(["van der", "de"]),
            "suffix": st.sampled_from(["Jr.", "III"]),
        },
    ),
    st.sampled_from([{"literal": "Plato"}, {"literal": "王伟"}, {"literal": "Wool Inc."}]),
)
_AUTHORS = st.lists(_NAME, min_size=1, max_size=23)
_DATE = st.sampled_from([[2024], [2024, 5], [2024, 5, 31], [1999, 12, 1], [987, 2, 3]])
_NUMBER = st.sampled_from(["3", "IV", "03", "2–4", "1, 2", "S1 & S2", "Volume 1: Long Papers"])
_PAGES = ["1-9", "123-145", "107-108", "1496-1504", "e7", "iv-xi", "S12-S15", "3, 7-9", "1–9", "42"]
_ITEM = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["paper-conference", "article-journal", "article", "thesis", "book",
                                 "chapter", "report", "dataset"]),
        "title": _TEXT,
        "author": _AUTHORS,
    },
    optional={
        "issued": _DATE.map(lambda parts: {"date-parts": [parts]}),
        "container-title": _TEXT,
        "volume": _NUMBER,
        "issue": _NUMBER,
        "page": st.sampled_from(_PAGES),
        "number": st.just("arXiv:2405.21018"),
        "DOI": st.just("10.1000/1"),
        "URL": st.just("https://doi.org/10.1000/1"),
        "publisher": _TEXT | st.just("arXiv"),
        "language": st.sampled_from(["en", "en-GB", "ja"]),
    },
)  # fmt: skip
SOCKS = {"type": "article", "title": "Socks", "issued": {"date-parts": [[2024, 5, 31]]}}


def style_of(style: CitationStyle, item: dict[str, Any]) -> CitationStylesStyle:
    return CitationStylesStyle(io.BytesIO(fitted(style.root, Shape.of(item))), validate=False)


def processed(style: CitationStyle, item: dict[str, Any]) -> str:
    fixed = {key: f'<span class="nocase">{value}</span>' for key, value in item.items()
             if value == "arXiv" or key == "number"}  # fmt: skip
    source = CiteProcJSON([{**item, **fixed, "id": "paper"}])
    bibliography = CitationStylesBibliography(style_of(style, item), source, Marks)
    bibliography.register(Citation([CitationItem("paper")]))
    return " ".join(map(str, bibliography.bibliography()))


def line(style: CitationStyle, item: dict[str, Any]) -> Line:
    return Line(style_of(style, item), Shape.of(item), Marks)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@given(item=_ITEM)
@settings(max_examples=25, deadline=None)
def test_a_line_prints_what_the_processor_prints(
    style: CitationStyle, item: dict[str, Any]
) -> None:
    assert line(style, item).print(item) == processed(style, item)


@pytest.mark.parametrize("style", STYLES[:5], ids=lambda style: style.name)
@given(one=_ITEM, title=_TEXT, authors=_AUTHORS)
@settings(max_examples=15, deadline=None)
def test_a_line_of_one_item_prints_all_of_its_shape(
    style: CitationStyle, one: dict[str, Any], title: str, authors: list[dict[str, str]]
) -> None:
    other = {**one, "title": title, "author": authors}
    assert line(style, one).print(other) == processed(style, other)


def test_a_date_leaves_nothing_behind_for_the_next_one() -> None:
    for style in STYLES:
        some = line(style, SOCKS)
        assert len({some.print(SOCKS) for _ in range(3)}) == 1


def own(layout: str) -> CitationStyle:
    root = fromstring(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">'
        '<macro name="all"><text variable="title"/></macro>'
        f"<bibliography><layout>{layout}</layout></bibliography></style>"
    )
    return CitationStyle("own", "Own", root, "")


@pytest.mark.parametrize(
    "layout",
    [
        '<text variable="title" text-case="uppercase" strip-periods="true" quotes="true"/>',
        '<text variable="title" font-weight="bold" prefix="(" suffix=")."/>',
        '<group delimiter=". "><text variable="title" suffix="."/><text value="x"/></group>',
        '<date variable="issued"><date-part name="year"/></date>',
        '<date variable="issued" form="text" date-parts="year-month"/>',
        '<date variable="issued"><date-part name="day" form="ordinal" suffix=" "/>'
        '<date-part name="month" form="short" strip-periods="true"/></date>',
        '<text term="in" text-case="capitalize-first" suffix=" "/><text macro="all"/>',
        '<group><label variable="title" form="short"/><number variable="title"/></group>',
    ],
)
@pytest.mark.parametrize("title", ["Socks.", "3rd", "12", "3-4", "Why?", "a. b. c."])
def test_a_line_knows_the_elements_of_styles(layout: str, title: str) -> None:
    item = {**SOCKS, "title": title}
    assert line(own(layout), item).print(item) == processed(own(layout), item)


@pytest.mark.parametrize(
    "layout",
    [
        '<text macro="all" text-case="title"/>',
        '<names variable="author"><name form="count"/></names>',
    ],
)
def test_what_only_the_processor_knows_has_no_line(layout: str) -> None:
    item = {**SOCKS, "author": [{"family": "Hare"}]}
    with pytest.raises(LineError):
        line(own(layout), item)
