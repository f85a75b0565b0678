from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from broadsheet.digests import digest_of
from broadsheet.tagging.corpus import Corpus
from broadsheet.tagging.documents import Document
from broadsheet.tagging.last_corpus import LastCorpus
from broadsheet.tagging.nearness import Nearness
from broadsheet.tagging.neighbours import Neighbours
from broadsheet.tagging.phrases import Numbers
from broadsheet.tagging.related import find_near, packed

CHANCE = random.Random(5)
WORDS = [f"w{round(CHANCE.paretovariate(0.5))}x" for _ in range(20_000)]


def invented(number: int, again: int = 0) -> Document:
    chance = random.Random(f"{number} {again}")
    title, body = (" ".join(chance.choices(WORDS, k=size)) for size in (6, 40))
    return Document(f"p{number:04}", (title,), (body,))


def edited(document: Document) -> Document:
    return Document(document.paper, document.headings, (*document.body, "Woollen socks."))


MANY = [invented(at) for at in range(1_500)]
CHANGES = {
    "none": MANY,
    "a word": [edited(MANY[0]), *MANY[1:]],
    "a text": [*MANY[:700], invented(700, again=1), *MANY[701:]],
    "one more": [*MANY, invented(9_000)],
    "one in front": [Document("a", MANY[3].headings, MANY[3].body), *MANY],
    "one less": [*MANY[:40], *MANY[41:]],
    "some of each": [edited(MANY[1]), *MANY[5:900], invented(899, again=2), *MANY[905:]],
    "so many that rarity takes a step": [*MANY, *(invented(2_000 + at) for at in range(400))],
    "nearly all": [invented(at, again=at % 7) for at in range(1_500)],
    "all gone": [],
}


def digests(documents: list[Document]) -> list[bytes]:
    return [digest_of(one) for one in documents]


def near(some: LastCorpus) -> Nearness:
    return Nearness(packed(some.corpus, some.near))


@pytest.fixture(scope="module")
def before() -> LastCorpus:
    return LastCorpus.of(MANY, digests(MANY))


@pytest.mark.parametrize("change", CHANGES)
def test_what_goes_on_from_the_last_is_what_is_made_of_nothing(
    before: LastCorpus, change: str
) -> None:
    documents = CHANGES[change]
    fresh = LastCorpus.of(documents, digests(documents))
    then = before.next(documents, digests(documents))
    assert near(then) == near(fresh)
    assert np.array_equal(then.near.candidates, fresh.near.candidates)


def test_an_edit_has_few_compared_again(
    before: LastCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def counted(corpus: Corpus, rows: Numbers) -> Neighbours:
        compared.append(len(rows))
        return find_near(corpus, rows)

    monkeypatch.setattr("broadsheet.tagging.last_corpus.find_near", counted)
    before.next(CHANGES["a word"], digests(CHANGES["a word"])).near  # noqa: B018 - it is made so
    assert len(compared) == 1
    assert 0 < compared[0] < len(MANY) / 5


def test_it_goes_on_and_on(before: LastCorpus) -> None:
    then = before
    for change in ("a word", "one more", "some of each", "none"):
        then = then.next(CHANGES[change], digests(CHANGES[change]))
    assert near(then) == near(before)


def test_a_file_keeps_it(before: LastCorpus, tmp_path: Path) -> None:
    before.save(tmp_path / "deep" / "corpus.npz")
    kept = LastCorpus.load(tmp_path / "deep" / "corpus.npz")
    assert kept is not None
    assert near(kept) == near(before)
    some = CHANGES["some of each"]
    assert near(kept.next(some, digests(some))) == near(before.next(some, digests(some)))


@pytest.mark.parametrize("size", [0, 10, 5_000, -10])
def test_a_damaged_file_keeps_nothing(before: LastCorpus, tmp_path: Path, size: int) -> None:
    path = tmp_path / "corpus.npz"
    before.save(path)
    path.write_bytes(path.read_bytes()[:size])
    assert LastCorpus.load(path) is None


def test_a_file_of_another_program_keeps_nothing(
    before: LastCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before.save(tmp_path / "corpus.npz")
    monkeypatch.setattr("broadsheet.tagging.last_corpus.program_digest", lambda: b"another")
    assert LastCorpus.load(tmp_path / "corpus.npz") is None
