from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from broadsheet.search.characters import fold
from broadsheet.search.tokens import pieces, plain_tokens, tokens
from search.conftest import Node

VECTORS: list[tuple[str, str]] = [
    tuple(one) for one in json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))
]


@pytest.mark.parametrize(("text", "words"), VECTORS)
def test_a_text_has_the_tokens_of_its_vector(text: str, words: str) -> None:
    assert " ".join(plain_tokens(text)) == words


def test_node_finds_the_tokens_of_every_vector(node: Node) -> None:
    found = node.call(*(("tokens", text) for text, _ in VECTORS))
    assert [" ".join(token for token, _ in one) for one in found] == [w for _, w in VECTORS]


def test_a_compound_is_found_joined_and_in_parts_at_one_place() -> None:
    assert tokens("the GPT-4 model") == [
        ("the", 0),
        ("gpt4", 1),
        ("gpt", 1),
        ("4", 2),
        ("model", 3),
    ]


def test_ten_thousand_random_texts_have_equal_tokens_in_python_and_node(node: Node) -> None:
    texts = [_random_text(random.Random(seed)) for seed in range(10_000)]
    found = node.call(*(("tokens", text) for text in texts))
    theirs = [[tuple(one) for one in some] for some in found]
    assert [text for text, one in zip(texts, theirs, strict=True) if one != tokens(text)] == []


def test_the_pieces_of_ten_thousand_random_texts_have_the_tokens_of_the_texts() -> None:
    texts = [_random_text(random.Random(seed)) for seed in range(10_000)]
    texts += [text.encode("ascii", "replace").decode() for text in texts]
    apart = [[one for piece in pieces(text) for one in plain_tokens(piece)] for text in texts]
    assert apart == [plain_tokens(text) for text in texts]


def test_every_code_point_means_the_same_in_python_and_node(node: Node) -> None:
    points = [one for one in range(sys.maxunicode + 1) if not 0xD800 <= one < 0xE000]
    blocks = [points[at : at + 256] for at in range(0, len(points), 256)]
    texts = ["".join(f"a{chr(one)}b " for one in block) for block in blocks]
    found = node.call(*(("fold", text) for text in texts), *(("tokens", text) for text in texts))
    assert found[: len(texts)] == [fold(text) for text in texts]
    assert found[len(texts) :] == [[list(one) for one in tokens(text)] for text in texts]


def _random_text(chance: random.Random) -> str:
    ranges = [(32, 127), (32, 127), (32, 127), (0xA0, 0x24F), (0x300, 0x1FFF), (0x2000, 0x2C00)]
    ranges += [(0x3000, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFFFF), (0x10000, 0x1FFFF)]
    signs = "-'’.,_^${}\\ /:;+#0123456789"
    found = ""
    for _ in range(chance.randint(1, 40)):
        low, high = chance.choice(ranges)
        found += chance.choice(signs) if chance.random() < 0.4 else chr(chance.randint(low, high))
    return found
