from __future__ import annotations

import pytest

from broadsheet.imports.sentences import with_sentence_blanks


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("on all tasks.Our page is up.", "on all tasks. Our page is up."),
        (
            "does it work?We find it does!However, not",
            "does it work? We find it does! However, not",
        ),
        ("(see above).The ink dries by 62%.In all", "(see above). The ink dries by 62%. In all"),
    ],
)
def test_a_blank_is_put_between_sentences(glued: str, apart: str) -> None:
    assert with_sentence_blanks(glued) == apart


@pytest.mark.parametrize(
    "text",
    [
        "Ink v.s. Quill",
        "GPT-4.Next runs",
        "the torch.Tensor class",
        "Node.JS and U.S.A",
        "e.g.The",
        "0.81.In",
        "well.Oured",
        "on example.org",
        "tasks. Our page",
    ],
)
def test_abbreviations_names_and_numbers_stay_whole(text: str) -> None:
    assert with_sentence_blanks(text) == text
