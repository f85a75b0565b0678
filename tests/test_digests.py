from __future__ import annotations

from markupsafe import Markup

from broadsheet.digests import digest_of, program_digest


def test_equal_values_have_equal_digests_in_whatever_order() -> None:
    one = digest_of({"a": 1, "b": (2, 3)}, frozenset("abc"))
    assert one == digest_of({"b": (2, 3), "a": 1}, frozenset("cba"))


def test_other_values_have_other_digests() -> None:
    assert len({digest_of("ab", "c"), digest_of("a", "bc"), digest_of("abc"), digest_of()}) == 4


def test_markup_counts_by_its_text() -> None:
    assert digest_of(Markup("<i>a</i>")) != digest_of(Markup("<i>b</i>"))


def test_the_program_has_one_digest() -> None:
    assert program_digest() == program_digest()
    assert len(program_digest()) == 16
