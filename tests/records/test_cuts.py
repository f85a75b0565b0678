from __future__ import annotations

from broadsheet.records.cuts import cut
from samples import paper

PAPERS = [paper(f"hare{number}") for number in range(400)]


def test_parts_hold_all_papers_in_their_order() -> None:
    assert [one for part in cut(PAPERS, 20) for one in part] == PAPERS


def test_a_paper_more_changes_one_part() -> None:
    before = [tuple(one.id for one in part) for part in cut(PAPERS, 20)]
    more = [*PAPERS[:200], paper("new"), *PAPERS[200:]]
    after = [tuple(one.id for one in part) for part in cut(more, 20)]
    assert len(set(after) - set(before)) <= 2
    assert len(before) > 5


def test_no_part_has_more_papers_than_the_most() -> None:
    assert max(map(len, cut(PAPERS, 20, 7))) == 7


def test_no_papers_are_no_parts() -> None:
    assert list(cut([], 20)) == []
