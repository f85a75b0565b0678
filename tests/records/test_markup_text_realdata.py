from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from ftfy import fix_encoding

from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.tex import UNPRINTABLE

QUIRKS = Path(__file__).resolve().parents[2].parent / "shared/data/papers/acl-quirks.jsonl"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not QUIRKS.is_file(), reason=f"no real records in {QUIRKS}"),
]


def texts() -> list[str]:
    papers = [json.loads(line) for line in QUIRKS.read_text("utf-8").splitlines()]
    return [text for paper in papers for text in (paper["title"], paper.get("abstract")) if text]


def letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())


def test_no_letter_is_lost_but_of_commands_and_wrong_encodings() -> None:
    plain = [text for text in texts() if "\\" not in text and fix_encoding(text) == text]

    assert len(plain) > 200
    assert [text for text in plain if letters(markup_to_text(text)) != letters(text)] == []


def test_what_was_read_reads_the_same_again() -> None:
    read = [markup_to_text(text) for text in texts()]

    assert [markup_to_text(text) for text in read] == read
    assert [abstract_to_text(text) for text in read] == read


def test_no_markup_is_left() -> None:
    read = [markup_to_text(text) for text in texts()]

    assert not [text for text in read if re.search(r"</?(?:i|b|p|sub|sup|jats:\w+)>|&\w+;", text)]
    assert not [text for text in read if UNPRINTABLE.search(text) or "  " in text]
