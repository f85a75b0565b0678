from __future__ import annotations

import re
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.exports.citation_keys import citation_keys
from exports.bibliographies import TEXTS
from samples import paper


def test_a_key_is_family_year_and_first_telling_word() -> None:
    assert citation_keys([paper("a")]) == {"a": "hare2024pairing"}


def test_a_key_is_ascii_whatever_the_script() -> None:
    one = paper("a", title="Über Söckchen", authors=["王 伟"])
    assert citation_keys([one]) == {"a": "wang2024uber"}


def test_a_paper_without_authors_is_known_by_its_title() -> None:
    assert citation_keys([paper("a", title="Wool: A Survey", authors=[])]) == {"a": "woolasurvey"}


def test_the_oldest_keeps_the_plain_key() -> None:
    some = [paper("new", published="2024-05"), paper("old", published="2024-01")]
    assert citation_keys(some) == {"old": "hare2024pairing", "new": "hare2024pairingb"}


def test_a_letter_that_another_title_has_taken_is_passed_over() -> None:
    some = [paper("a", title="Sock"), paper("b", title="Sock"), paper("c", title="Sockb")]
    assert citation_keys(some)["b"] == "hare2024sockc"
    assert citation_keys(some)["c"] == "hare2024sockb"


def test_keys_do_not_depend_on_the_order_of_the_papers() -> None:
    some = [paper(one, title="Sock") for one in ("a", "b", "c")]
    assert len({tuple(sorted(citation_keys(one).items())) for one in permutations(some)}) == 1


def test_there_are_keys_for_more_papers_than_letters() -> None:
    keys = citation_keys(paper(f"p{number:03}", title="Sock") for number in range(60))
    assert len(set(keys.values())) == 60
    assert keys["p025"] == "hare2024sockz"
    assert keys["p026"] == "hare2024sockaa"


@given(st.lists(TEXTS, max_size=5))
def test_every_paper_has_a_key_of_its_own_that_bibtex_takes(titles: list[str]) -> None:
    keys = citation_keys(paper(f"p{at}", title=title) for at, title in enumerate(titles))
    assert len(set(keys.values())) == len(titles)
    assert all(re.fullmatch("[a-z0-9]+", key) for key in keys.values())
