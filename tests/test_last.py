"""What a build made is kept for the next one."""

from __future__ import annotations

from broadsheet.last import Last


def test_an_equal_key_gives_what_was_made() -> None:
    last: Last[list[int], object] = Last()
    assert last.of([1], object) is last.of([1], object)


def test_another_key_has_it_made_anew() -> None:
    last: Last[list[int], object] = Last()
    assert last.of([1], object) is not last.of([2], object)
