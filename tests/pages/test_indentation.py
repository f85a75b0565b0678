from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from broadsheet.pages.indentation import Unindented, without_indentation


def test_lines_lose_what_they_begin_with_and_empty_ones_go() -> None:
    assert without_indentation("<ul>\n\n    <li>One\n      two</ul>") == "<ul>\n<li>One\ntwo</ul>"


def test_a_blank_between_words_remains() -> None:
    assert without_indentation("<b>One</b>\n   <b>two</b>") == "<b>One</b>\n<b>two</b>"


@pytest.mark.parametrize("element", ["pre", "textarea", "script", "style"])
def test_text_that_is_meant_as_it_stands_stays(element: str) -> None:
    text = f"<{element} id=a>\n    One\n\n    two</{element}>"
    assert without_indentation(text) == text


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("trims", [True, False])
def test_a_page_reads_as_it_did(shown: bool, trims: bool) -> None:
    template = "One\n  {% if shown %}\n    <b>two</b>\n  {% endif %}\n  {# why #}\n  <i>three</i>"
    pages = [
        Environment(
            loader=DictLoader({"a.html": template}), trim_blocks=trims, lstrip_blocks=trims,
            extensions=extensions, autoescape=True,
        ).get_template("a.html").render(shown=shown)
        for extensions in ([], [Unindented])
    ]  # fmt: skip

    assert pages[0].split() == pages[1].split()
    assert len(pages[1]) < len(pages[0])


def test_what_is_no_page_stays() -> None:
    loader = DictLoader({"a.txt": "One\n  two"})
    environment = Environment(loader=loader, extensions=[Unindented], autoescape=True)

    assert environment.get_template("a.txt").render() == "One\n  two"
