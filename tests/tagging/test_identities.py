from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.names import Author
from broadsheet.tagging.facets import Facet
from broadsheet.tagging.identities import Identities
from samples import facets, paper

FIRST = "0000-0002-1825-0097"
SECOND = "0000-0001-5109-3700"


def hare(orcid: str = "", given: str = "Wilma") -> Author:
    return Author(family="Hare", given=given, orcid=orcid)


def papers_of(facet: Facet) -> dict[str, tuple[str, ...]]:
    return {term.slug: term.papers for term in facet.terms}


def test_one_name_is_one_author() -> None:
    found = facets(paper("a", authors=["Wilma Hare"]), paper("b", authors=["Hare, Wilma"]))
    assert papers_of(found.authors) == {"wilma-hare": ("a", "b")}


def test_names_that_differ_in_an_accent_are_two_authors() -> None:
    found = facets(paper("a", authors=["José Hare"]), paper("b", authors=["Jose Hare"]))
    assert papers_of(found.authors) == {"jose-hare": ("b",), "jose-hare-2": ("a",)}


def test_names_that_differ_in_an_initial_are_two_authors() -> None:
    found = facets(paper("a", authors=["Wilma Hare"]), paper("b", authors=["W. Hare"]))
    assert papers_of(found.authors) == {"wilma-hare": ("a",), "w-hare": ("b",)}


def test_a_name_without_orcid_is_whoever_alone_has_one() -> None:
    found = facets(paper("a", authors=[hare(FIRST)]), paper("b", authors=[hare()]))
    assert papers_of(found.authors) == {"wilma-hare": ("a", "b")}


def test_two_people_of_one_name_are_told_apart_by_their_orcids() -> None:
    found = facets(paper("a", authors=[hare(FIRST)]), paper("b", authors=[hare(SECOND)]))
    assert papers_of(found.authors) == {
        f"wilma-hare-{FIRST}": ("a",),
        f"wilma-hare-{SECOND}": ("b",),
    }


def test_a_name_that_two_orcids_share_is_a_third_author_without_one() -> None:
    found = facets(
        paper("a", authors=[hare(FIRST)]),
        paper("b", authors=[hare(SECOND)]),
        paper("c", authors=[hare()]),
    )
    assert found.authors.by_slug["wilma-hare"].papers == ("c",)


def test_two_spellings_of_one_orcid_are_one_author_under_the_fuller_name() -> None:
    short, full = paper("a", authors=[hare(FIRST, "W.")]), paper("b", authors=[hare(FIRST)])
    for some in ([short, full], [full, short]):
        (term,) = facets(*some).authors.terms
        assert (term.slug, term.label) == ("wilma-hare", "Wilma Hare")


def test_an_author_named_twice_in_one_paper_has_it_once() -> None:
    found = facets(paper("a", authors=["Wilma Hare", "Wilma Hare"]))
    assert found.authors.by_slug["wilma-hare"].papers == ("a",)


def test_authors_are_listed_by_family_name_under_its_letter() -> None:
    found = facets(paper(authors=["Zoe Adder", "Ann Zebra", "Émile Élan", "Ludwig van Bee"]))
    assert [(one.label, one.initial) for one in found.authors.terms] == [
        ("Zoe Adder", "A"), ("Ludwig van Bee", "B"), ("Émile Élan", "E"), ("Ann Zebra", "Z"),
    ]  # fmt: skip


def test_a_name_that_has_no_letters_in_ascii_has_a_slug_and_an_initial() -> None:
    (term,) = facets(paper(authors=[Author(family="†")])).authors.terms
    assert (term.slug, term.initial) == ("x", "X")


AUTHORS = st.builds(
    Author,
    family=st.text(min_size=1, max_size=6),
    given=st.text(max_size=3),
    orcid=st.sampled_from(["", "", FIRST, SECOND]),
)


@given(st.lists(AUTHORS, max_size=12))
def test_every_author_has_a_slug_of_their_own(authors: list[Author]) -> None:
    found = Identities.of([paper(authors=authors)])
    keys = {found.key(one) for one in authors}
    assert len({found.slug(one) for one in authors}) == len(keys)


@given(st.lists(AUTHORS, max_size=12), st.randoms())
def test_slugs_do_not_hang_on_the_order_of_papers(authors: list[Author], random: Random) -> None:
    shuffled = random.sample(authors, len(authors))
    here, there = Identities.of([paper(authors=authors)]), Identities.of([paper(authors=shuffled)])
    assert here.slugs == there.slugs
