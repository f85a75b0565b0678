from __future__ import annotations

from broadsheet.pages.limits import size_notice


def test_nothing_is_said_of_a_site_with_room() -> None:
    assert size_notice({"papers": 799_999_999}) == ""


def test_from_four_fifths_on_the_heaviest_folders_are_named() -> None:
    notice = size_notice({"papers": 700_000_000, "feeds": 99_000_000, "search": 1_000_000, "a": 1})
    assert notice.startswith("the site has 800 MB (papers 700 MB, feeds 99 MB, search 1 MB)")
