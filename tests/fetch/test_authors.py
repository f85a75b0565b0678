"""Authors of several lists: completed, never invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.fetch.authors import completed_authors
from broadsheet.records.names import Author
from samples import people

ORCID = "0000-0002-1825-0097"
OTHER_ORCID = "0000-0001-5109-3700"


def one(family: str, given: str = "", **more: Any) -> Author:
    return Author(family=family, given=given, **more)


def test_an_orcid_is_added_at_the_same_place() -> None:
    found = completed_authors(people("Wilma Hare"), [[one("Hare", "Wilma", orcid=ORCID)]])
    assert found == (one("Hare", "Wilma", orcid=ORCID),)


def test_an_affiliation_is_added() -> None:
    found = completed_authors(people("Wilma Hare"), [[one("Hare", "W.", affiliation="Sock Lab")]])
    assert found == (one("Hare", "Wilma", affiliation="Sock Lab"),)


@pytest.mark.parametrize(
    ("short", "full"),
    [("W.", "Wilma"), ("W", "Wilma"), ("W. K.", "Wilma Kay"), ("J.-P.", "Jean-Paul"),
     ("JP", "Jean Paul"), ("Wilma K.", "Wilma Kay")],
)  # fmt: skip
def test_an_initial_becomes_the_name(short: str, full: str) -> None:
    assert completed_authors((one("Hare", short),), [[one("Hare", full)]])[0].given == full


@pytest.mark.parametrize(
    ("short", "other"),
    [("W.", "Otto"), ("W. K.", "Wilma"), ("Wilma", "Wilma Kay"), ("", "Wilma"), ("W.", "W.")],
)
def test_a_name_is_never_made_another_one(short: str, other: str) -> None:
    assert completed_authors((one("Hare", short),), [[one("Hare", other)]])[0].given == short


def test_curators_names_stay_as_they_wrote_them() -> None:
    found = completed_authors(
        (one("Hare", "W."),), [[one("Hare", "Wilma", orcid=ORCID)]], may_complete_names=False
    )
    assert found == (one("Hare", "W.", orcid=ORCID),)


def test_another_family_name_at_the_place_adds_nothing() -> None:
    authors = people("Wilma Hare", "Otto Bee")
    other = [one("Bee", "Otto"), one("Hare", "Wilma", orcid=ORCID)]
    assert completed_authors(authors, [other]) == authors


def test_another_place_adds_where_the_orcid_agrees() -> None:
    authors = (one("Hare", "Wilma", orcid=ORCID), one("Bee", "Otto"))
    other = [one("Bee", "Otto"), one("Hare", "Wilma", orcid=ORCID, affiliation="Sock Lab")]
    assert completed_authors(authors, [other])[0].affiliation == "Sock Lab"


def test_another_orcid_is_another_person() -> None:
    authors = (one("Hare", "Wilma", orcid=ORCID),)
    other = [one("Hare", "Wilma", orcid=OTHER_ORCID, affiliation="Sock Lab")]
    assert completed_authors(authors, [other]) == authors


def test_one_orcid_is_not_given_to_two_authors() -> None:
    authors = people("Wilma Hare", "Walter Hare")
    other = [one("Hare", "Wilma", orcid=ORCID), one("Hare", "Walter", orcid=ORCID)]
    assert [author.orcid for author in completed_authors(authors, [other])] == [ORCID, ""]


def test_of_two_namesakes_a_shorter_list_may_mean_either() -> None:
    authors = (one("Wang", "J."), one("Wang", "J."))
    assert completed_authors(authors, [[one("Wang", "Jing", orcid=ORCID)]]) == authors


def test_a_family_name_is_the_same_in_ascii_and_with_its_particle() -> None:
    authors = (one("Müller", "Ada"), one("Rohe", "Ludwig", particle="van der"))
    other = [one("Muller", "Ada", orcid=ORCID), one("van der Rohe", "L.", affiliation="Sock Lab")]
    found = completed_authors(authors, [other])
    assert (found[0].orcid, found[1].affiliation) == (ORCID, "Sock Lab")


def test_a_longer_list_adds_no_author() -> None:
    authors = people("Wilma Hare")
    assert len(completed_authors(authors, [people("Wilma Hare", "Otto Bee")])) == 1


names = st.text("ABab.- éÖ王", min_size=0, max_size=8)
authors_lists = st.lists(
    st.builds(Author, family=names, given=names, orcid=st.sampled_from(["", ORCID, OTHER_ORCID])),
    max_size=5,
)


@given(authors_lists, st.lists(authors_lists, max_size=3))
def test_who_the_authors_are_is_the_first_lists_to_say(
    authors: list[Author], others: list[list[Author]]
) -> None:
    found = completed_authors(tuple(authors), others)
    assert [author.family for author in found] == [author.family for author in authors]
    assert all(new.orcid == old.orcid for new, old in zip(found, authors, strict=True) if old.orcid)
