from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.slots import Marks, Slots

NAMES = ("title", "content")


def cut(marks: Marks) -> Slots:
    title, content = marks.words["title"], marks.words["content"]
    return Slots.cut(f"<title>{title}</title><h1>{title}</h1>{content}", marks)


def test_values_stand_in_their_slots() -> None:
    page = cut(Marks.of(NAMES)).fill({"title": "Socks", "content": "Wool"})
    assert page == "<title>Socks</title><h1>Socks</h1>Wool"


@given(st.text(), st.text())
def test_a_value_is_never_looked_into(title: str, content: str) -> None:
    marks = Marks.of(NAMES)
    values = {"title": title + marks.words["content"], "content": content}
    assert cut(marks).fill(values) == "<title>{0}</title><h1>{0}</h1>{1}".format(*values.values())


def test_nobody_can_guess_a_mark() -> None:
    assert not set(Marks.of(NAMES).words.values()) & set(Marks.of(NAMES).words.values())


def test_a_page_without_slots_is_itself() -> None:
    assert Slots.cut("Socks", Marks.of(NAMES)).fill({}) == "Socks"
