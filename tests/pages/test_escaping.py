from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from broadsheet.pages.escaping import Escaping, escaped

_VALUES = st.one_of(
    st.text(alphabet="ab&<>\"'\x00ü"), st.text(alphabet="a<&").map(Markup), st.integers(), st.none()
)
_TEMPLATE = (
    "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ a }}{{ m(b) }}{{ [a, b] | join('<') }}"
    "{% autoescape false %}{{ a }}{% endautoescape %}{% set c %}<b>{{ a }}</b>{% endset %}{{ c }}"
    "{{ a ~ b }}{{ '<' if a else b }}{{ a | safe }}"
)


@given(_VALUES)
def test_a_value_is_escaped_as_everywhere(value: object) -> None:
    assert escaped(value) == escape(value)


@given(_VALUES, _VALUES)
def test_templates_print_what_jinja_prints(one: object, other: object) -> None:
    loader = DictLoader({"t": _TEMPLATE})
    ours = Escaping(autoescape=True, loader=loader).get_template("t")
    theirs = Environment(autoescape=True, loader=loader).get_template("t")
    assert ours.render(a=one, b=other) == theirs.render(a=one, b=other)


def test_what_cannot_be_markup_is_not_made_markup() -> None:
    assert type(escaped("plain")) is str


def test_templates_are_compiled_this_way() -> None:
    source = Escaping(autoescape=True).compile("{{ a }}", raw=True)
    assert "environment.escaped(" in source
