from __future__ import annotations

import io
from pathlib import Path

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.exports.citation_styles import CitationStyle, load_styles
from broadsheet.exports.csl_fitting import Shape, fitted
from broadsheet.exports.csl_tree import Tree

STYLES = load_styles(
    (
        "apa", "ieee", "association-for-computing-machinery", "chicago-author-date",
        "modern-language-association", "nature", "elsevier-harvard",
    ),
    Path(),
)  # fmt: skip
_WORDS = st.sampled_from(["Socks", "and the", "Why?", "“Wool”", "of", "pairing.", "A: B", "NLP"])
_TEXT = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_NAME = st.fixed_dictionaries(
    {"family": st.sampled_from(["Hare", "Bee", "Sample"])},
    optional={
        "given": st.sampled_from(["Wilma", "Otto-Karl", "Ada B."]),
        "non-dropping-particle": st.just("van der"),
        "suffix": st.just("Jr."),
    },
)
_DATE = st.sampled_from([[2024], [2024, 5], [2024, 5, 31], [1999, 12, 1]])
_ITEM = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["paper-conference", "article-journal", "article", "thesis"]),
        "title": _TEXT,
        "author": st.lists(_NAME, min_size=1, max_size=23),
    },
    optional={
        "issued": _DATE.map(lambda parts: {"date-parts": [parts]}),
        "container-title": _TEXT,
        "volume": st.sampled_from(["3", "IV", "12"]),
        "page": st.sampled_from(["1-9", "123-145", "e7"]),
        "DOI": st.just("10.1000/1"),
        "publisher": _TEXT,
    },
)


def processed(style: CitationStylesStyle, item: dict[str, object]) -> str:
    bibliography = CitationStylesBibliography(style, source(item), plain)
    bibliography.register(Citation([CitationItem("paper")]))
    return " ".join(map(str, bibliography.bibliography()))


def parsed(style: CitationStyle, item: dict[str, object]) -> CitationStylesStyle:
    shape = Shape.of(item)
    return CitationStylesStyle(io.BytesIO(fitted(style.root, shape)), validate=False)


def source(item: dict[str, object]) -> CiteProcJSON:
    return CiteProcJSON([{**item, "id": "paper"}])


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@given(item=_ITEM)
@settings(max_examples=15)
def test_the_tree_prints_what_the_processor_prints(
    style: CitationStyle, item: dict[str, object]
) -> None:
    assert Tree(parsed(style, item)).print(source(item), plain) == processed(
        parsed(style, item), item
    )


def test_a_date_leaves_nothing_behind_for_the_next_one() -> None:
    item = {"type": "article", "title": "Socks", "issued": {"date-parts": [[2024, 5, 31]]}}
    for style in STYLES:
        tree = Tree(parsed(style, item))
        assert len({tree.print(source(item), plain) for _ in range(3)}) == 1
