from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pieces import Pieces


@given(st.lists(st.binary(max_size=40)), st.integers(1, 100))
def test_each_piece_is_found_again_in_memory_and_on_the_disk(data: list[bytes], most: int) -> None:
    pieces = Pieces(most=most)
    places = [pieces.put(one) for one in data]
    assert [pieces.get(place) for place in reversed(places)] == data[::-1]


def test_what_waits_on_the_disk_leaves_no_file_behind(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path, most=1)
    place = pieces.put(b"socks")
    assert pieces.get(place) == b"socks"
    assert not list(tmp_path.iterdir())
