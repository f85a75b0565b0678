from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.cache import pack, recall, unpacked

Numbers = dict[str, int]


class Maker:
    """Counts how often it is asked."""

    def __init__(self, value: Numbers | None = None) -> None:
        self.value = value or {"socks": 2}
        self.asked = 0

    def __call__(self) -> Numbers:
        self.asked += 1
        return self.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "numbers.json"


def test_what_was_made_once_is_not_made_again(path: Path) -> None:
    maker = Maker()
    first = recall(path, "key", Numbers, maker)
    assert recall(path, "key", Numbers, maker) == first == {"socks": 2}
    assert maker.asked == 1


def test_other_content_is_made_anew_and_takes_the_place(path: Path) -> None:
    recall(path, "key", Numbers, Maker())
    assert recall(path, "other", Numbers, Maker({"wool": 3})) == {"wool": 3}
    assert [one.name for one in path.parent.iterdir()] == ["numbers.json"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\n",
        b"\xff\xfe\x00",
        b'key\n{"socks": 9}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none(path: Path, damage: bytes) -> None:
    recall(path, "key", Numbers, Maker())
    path.write_bytes(damage)
    assert recall(path, "key", Numbers, Maker()) == {"socks": 2}


def test_a_changed_digit_is_noticed(path: Path) -> None:
    recall(path, "key", Numbers, Maker())
    path.write_bytes(path.read_bytes().replace(b":2}", b":3}"))
    assert recall(path, "key", Numbers, Maker()) == {"socks": 2}


def test_a_value_of_another_form_counts_as_none(path: Path) -> None:
    recall(path, "key", list[str], lambda: ["socks"])
    assert recall(path, "key", Numbers, Maker()) == {"socks": 2}


def test_a_folder_that_cannot_be_made_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert recall(tmp_path / "file" / "numbers.json", "key", Numbers, Maker()) == {"socks": 2}


def test_a_packed_file_keeps_a_value(path: Path) -> None:
    pack(path, {"socks": 2})
    assert unpacked(path, Numbers) == {"socks": 2}


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\xa5so"], ids=["empty", "wrong", "half"])
def test_a_packed_file_that_is_damaged_counts_as_none(path: Path, damage: bytes) -> None:
    pack(path, {"socks": 2})
    path.write_bytes(damage)
    assert unpacked(path, Numbers) is None
