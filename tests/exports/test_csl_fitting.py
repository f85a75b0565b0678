from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from broadsheet.exports.csl_fitting import Shape, fitted

CSL = "{http://purl.org/net/xbiblio/csl}"
ITEM = {"type": "article", "title": "Socks", "volume": "3", "page": "12-34", "author": [{}]}


def fit(layout: str, macros: str = "", attributes: str = "") -> Element:
    style = fromstring(
        f'<style xmlns="{CSL[1:-1]}" {attributes}>{macros}'
        f"<citation><layout/></citation><bibliography><layout>{layout}</layout></bibliography>"
        "</style>"
    )
    return fromstring(fitted(style, Shape.of(ITEM)))


def left(layout: str, macros: str = "") -> list[str]:
    """Return what is left of a layout: tags with what they print."""
    found = fit(layout, macros).find(f"{CSL}bibliography/{CSL}layout")
    assert found is not None
    return [_shown(one) for one in found.iter() if one is not found]


def _shown(element: Element) -> str:
    values = (element.get(name) for name in ("variable", "term", "value", "macro"))
    return " ".join(filter(None, [element.tag.removeprefix(CSL), *values]))


def test_a_shape_knows_what_is_a_number() -> None:
    shape = Shape.of(ITEM | {"issue": "winter", "number": "2, 4–6"})
    assert shape.numeric == {"volume", "page", "number"}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('type="article"', True),
        ('type="article book"', False),
        ('type="article book" match="any"', True),
        ('type="book thesis" match="none"', True),
        ('variable="title volume"', True),
        ('variable="title editor"', False),
        ('is-numeric="volume"', True),
        ('is-numeric="title"', False),
        ('is-uncertain-date="issued"', False),
        ('disambiguate="true"', False),
        ('position="first"', False),
        ('locator="page" match="none"', True),
    ],
)
def test_a_condition_is_settled_before_the_style_runs(condition: str, holds: bool) -> None:
    choose = (
        f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    )
    assert left(choose) == ["text yes" if holds else "text no"]


def test_what_a_paper_lacks_is_gone() -> None:
    assert left('<text variable="title"/><text variable="medium"/>') == ["text title"]


def test_a_group_whose_variables_are_empty_prints_no_term() -> None:
    assert left('<group><text term="in"/><text variable="medium"/></group>') == []
    assert left('<group><text term="in"/></group>') == ["group", "text in"]


def test_macros_that_nothing_calls_are_gone() -> None:
    macros = '<macro name="a"><text variable="title"/></macro><macro name="b"/>'
    found = fit('<text macro="a"/>', macros)
    assert [one.get("name") for one in found.iterfind(f"{CSL}macro")] == ["a"]


def test_a_macro_that_calls_itself_ends() -> None:
    assert left('<text macro="a"/>', '<macro name="a"><text macro="a"/></macro>') == []


def test_names_that_are_there_need_no_substitute() -> None:
    names = '<names variable="{}"><substitute><text variable="title"/></substitute></names>'
    assert left(names.format("author")) == ["names author"]
    assert left(names.format("editor")) == ["text title"]


def test_names_without_initials_are_told_apart_for_the_processor() -> None:
    names = '<names variable="author"><name{}/></names>'
    found = fit(
        names.format("") + names.format(' initialize="false"'), attributes='initialize-with=". "'
    )
    assert found.get("initialize-with") is None
    assert [one.get("initialize-with") for one in found.iter(f"{CSL}name")] == [". ", None]
