from __future__ import annotations

import pytest

from broadsheet.fetch.withdrawal import withdrawal_note


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the authors due to an error in Lemma 3",
        "This paper has been withdrawn",
        "Withdrawn",
        "WITHDRAWN!",
        "Paper withdrawn, see arXiv:2401.00002 instead",
        "withdrawn by the author",
        "Withdrawn due to a mistake in the proof",
        "12 pages; the paper was withdrawn by its authors",
        "This submission has been withdrawn by arXiv administrators because of false claims",
        "arXiv admin note: this article has been withdrawn by arXiv administrators",
        "This paper has been temporarily withdrawn for repairs",
        "This preprint is withdrawn from arXiv",
        "[Withdrawn] superseded",
        "This article has been retracted",
    ],
)
def test_a_comment_can_withdraw_its_paper(comment: str) -> None:
    assert withdrawal_note(comment, "We sort socks.") == comment


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Replaces the withdrawn arXiv:2301.00001",
        "An earlier version of this paper was withdrawn; this is the mended one",
        "Version 1 of this paper has been withdrawn",
        "This paper was withdrawn from ICLR 2024",
        "Withdrawn from NeurIPS 2023",
        "A study of withdrawn drugs",
        "Withdrawn drugs and their side effects, 20 pages",
        "On the withdrawal of funds",
        "Extends a paper that was withdrawn by other authors",
    ],
)
def test_a_comment_can_speak_of_other_withdrawals(comment: str) -> None:
    assert withdrawal_note(comment, "We sort socks.") == ""


def test_an_abstract_can_withdraw_its_paper() -> None:
    abstract = "We sort socks. This paper has been withdrawn by the author: Lemma 3 fails. Sorry."

    note = "This paper has been withdrawn by the author: Lemma 3 fails."
    assert withdrawal_note("", abstract) == note


@pytest.mark.parametrize(
    "abstract",
    [
        "We study how often the paper was withdrawn after a review.",
        "Patients were withdrawn from this study of socks.",
        "We model the withdrawal of deposits; the study was withdrawn by its sponsor.",
        "Retracted papers are cited long after.",
    ],
)
def test_an_abstract_can_be_about_withdrawals(abstract: str) -> None:
    assert withdrawal_note("", abstract) == ""
