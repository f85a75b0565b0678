from __future__ import annotations

import pytest

from broadsheet.fetch.likeness import Identity, is_one_paper, title_likeness
from broadsheet.fetch.namesakes import Who, who_is_first

ADA = "Example, Ada"
SORTING = "On the Sorting of Socks with Graph Networks"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("On the Sorting of Socks", "On the sorting of socks."),
        ("ON THE SORTING OF SOCKS", "On the Sorting of Socks"),
        ("Pre-training for Socks", "Pretraining for Socks"),
        ("Schrödinger's Sock", "Schrodinger’s sock"),
        (r"Schr\"odinger's Sock", "Schrödinger's Sock"),
        ("Sorting in $O(n \\log n)$ Steps", "Sorting in O(n log n) steps"),
        ("Sorting <i>Soccus</i> &amp; Kin", "Sorting Soccus & Kin"),
        ("RETRACTED ARTICLE: On Socks and Shoes", "On Socks and Shoes"),
        ("NFT: Sorting Socks in Linear Time", "Sorting Socks in Linear Time"),
        ("NFT: Sorting Socks in Linear Time", "SockSort: Sorting Socks in Linear Time"),
        ("SockNet", "SockNet: A Network for Sorting Socks"),
        ("SockNet — A Network for Sorting Socks", "SockNet"),
        ("On the Sorting of Socks by Colour and …", "On the Sorting of Socks by Colour and Size"),
        ("Large Sock Models Are Zero-Shot Sor", "Large Sock Models Are Zero-Shot Sorters of Socks"),
        ("The Color of Socks in Neural Drawers", "The Colour of Socks in Neural Drawers"),
        ("Towards Sorting Large Heaps of Socks", "Toward Sorting a Large Heap of Socks"),
        ("Über Socken und ihre Ordnung", "Uber Socken und ihre Ordnung"),
        ("О сортировке носков", "O sortirovke noskov"),
    ],
)
def test_spellings_of_one_title_are_one_paper(ours: str, theirs: str) -> None:
    assert is_one_paper(Identity(ours, (ADA,)), Identity(theirs, (ADA,)))
    assert is_one_paper(Identity(theirs, (ADA,)), Identity(ours, (ADA,)))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            "Learning to Sort Socks with Graph Networks",
            "Learning to Sort Shoes with Graph Networks",
        ),
        ("SockLM: Open Foundation Models", "SockLM 2: Open Foundation Models"),
        ("SockLM2 Technical Report", "SockLM2.5 Technical Report"),
        ("SockLM Technical Report", "SockLM 3 Technical Report"),
        ("The Theory of Socks I: Pairs", "The Theory of Socks II: Pairs"),
        ("The Theory of Socks and of Their Drawers", "The Theory of Socks and of Their Drawers II"),
        ("A Survey of Socks", "Socks and Machines"),
        ("On the Sorting of Socks", "Comment on: On the Sorting of Socks"),
        ("On the Sorting of Socks", "Correction to: On the Sorting of Socks"),
        ("On the Sorting of Socks", "Reply to “On the Sorting of Socks”"),
        ("Socks", "Socks and Shoes in the Deep Sea of Drawers"),
    ],
)
def test_other_papers_of_the_same_author_are_told_apart(ours: str, theirs: str) -> None:
    assert not is_one_paper(Identity(ours, (ADA,)), Identity(theirs, (ADA,)))
    assert not is_one_paper(Identity(theirs, (ADA,)), Identity(ours, (ADA,)))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Example, Ada", "Example, A."),
        ("Example, Ada", "Ada, Example"),
        ("Example, Ada B.", "Example, Ada"),
        ("Rohe, Ludwig van der", "van der Rohe, L."),
        ("Müller, Jo", "Mueller, Jo"),
        ("Müller, Jo", "Muller, Jo"),
        ("Chebyshev, P.", "Chebychev, Pafnuty"),
        ("Sánchez Ejemplo, Eva", "Ejemplo, Eva Sanchez"),
        ("Li, Weiwei", "Li, Wei-Wei"),
        ("王, 伟", "Wang, Wei"),
        ("Петров, Иван", "Petrov, I."),
        ("O'Sample, Bo", "O’Sample, Bo"),
        ("Sample", "Sample, Bo"),
    ],
)
def test_a_name_may_be_written_in_many_ways(ours: str, theirs: str) -> None:
    assert who_is_first([ours], [theirs]) is Who.SAME
    assert who_is_first([theirs], [ours]) is Who.SAME


@pytest.mark.parametrize(
    ("ours", "theirs", "who"),
    [
        ("Example, Ada", "Sample, Bo", Who.OTHER),
        ("Example, Ada", "Example, Bo", Who.NAMESAKE),
        ("{Sock Team}", "Example, Ada", Who.UNKNOWN),
        ("田中, 花子", "Tanaka, Hanako", Who.UNKNOWN),
        ("Li, X.", "Liu, Y.", Who.OTHER),
    ],
)
def test_other_names_are_other_people(ours: str, theirs: str, who: Who) -> None:
    assert who_is_first([ours], [theirs]) is who


def test_authors_may_have_changed_places() -> None:
    assert who_is_first(["Example, Ada", "Sample, Bo"], ["Sample, B.", "Example, A."]) is Who.SAME


@pytest.mark.parametrize("title", ["Deep Socks", SORTING])
def test_the_same_title_by_others_is_another_paper(title: str) -> None:
    assert not is_one_paper(Identity(title, (ADA,)), Identity(title, ("Sample, Bo",)))


def test_a_title_that_begins_alike_by_others_is_another_paper() -> None:
    ours = Identity("SockNet: Sorting Socks with Graph Networks", (ADA,))
    theirs = Identity("SockNet: Sorting Socks with Graph Transformers", ("Sample, Bo",))

    assert not is_one_paper(ours, theirs)


def test_a_short_title_by_a_namesake_is_another_paper() -> None:
    assert not is_one_paper(Identity("Socks", (ADA,)), Identity("Socks", ("Example, Bo",)))


def test_a_changed_title_with_all_authors_the_same_is_the_same_paper() -> None:
    people = (ADA, "Sample, Bo", "Muster, Cy")
    ours = Identity("Learning to Sort Socks with Graph Networks", people)
    theirs = Identity("Graph Networks Learn to Sort Socks by Colour", people)

    assert is_one_paper(ours, theirs)


def test_a_translated_title_needs_its_author() -> None:
    ours = Identity("袜子的排序方法", ("王, 伟",))

    assert is_one_paper(ours, Identity("A Method of Sorting Socks", ("Wang, Wei",)))
    assert not is_one_paper(ours, Identity("A Method of Sorting Socks", ("Sample, Bo",)))


def test_what_nobody_says_speaks_against_nothing() -> None:
    assert is_one_paper(Identity(), Identity("Socks", (ADA,)))
    assert is_one_paper(Identity("Socks", (ADA,)), Identity())
    assert is_one_paper(Identity("Socks"), Identity("Socks", (ADA,)))
    assert is_one_paper(Identity("Socks", (ADA,)), Identity("Socks"))


def test_a_curated_author_alone_is_enough_to_refuse() -> None:
    assert not is_one_paper(Identity("", (ADA,)), Identity("Socks", ("Sample, Bo",)))


def test_a_hostile_title_is_compared_in_no_time() -> None:
    title_likeness("$" * 100_000 + "{" * 100_000, "\\" * 200_000)


def test_an_identity_is_one_readable_line() -> None:
    assert str(Identity("On Socks", (ADA, "Sample, Bo"))) == "“On Socks” by Example, Ada"
