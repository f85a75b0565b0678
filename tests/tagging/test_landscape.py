from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.tagging.documents import Document
from broadsheet.tagging.landscape import (
    HEIGHT,
    MOST_PLACED,
    WIDTH,
    Landscape,
    begin_survey,
    chosen,
    survey,
)

_PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tagging.test_landscape import invented
from broadsheet.tagging.landscape import survey
documents = invented(120)
survey(documents, Path(sys.argv[1]))
"""


def invented(count: int) -> list[Document]:
    """Return documents of three matters, the same each time."""
    chance = random.Random(3)
    matters = [[f"{name}{at}" for at in range(60)] for name in ("sock", "star", "soil")]
    return [
        Document(
            f"p{at:03}",
            (" ".join(chance.sample(matters[at % 3], 5)),),
            (" ".join(chance.sample(matters[at % 3], 30)),),
        )
        for at in range(count)
    ]


def names(documents: list[Document]) -> list[str]:
    return [one.paper for one in documents]


def test_every_paper_has_a_place_within_the_map(tmp_path: Path) -> None:
    documents = invented(60)
    places = survey(documents, tmp_path).places
    assert set(places) == set(names(documents))
    assert {0, WIDTH} <= {x for x, _ in places.values()} <= set(range(WIDTH + 1))
    assert {0, HEIGHT} <= {y for _, y in places.values()} <= set(range(HEIGHT + 1))


def test_papers_on_one_matter_stand_together(tmp_path: Path) -> None:
    documents = invented(90)
    places = survey(documents, tmp_path).places

    def distance(one: str, two: str) -> float:
        (x, y), (u, v) = places[one], places[two]
        return (x - u) ** 2 + (y - v) ** 2

    for name in names(documents):
        others = [one for one in names(documents) if one != name]
        nearest = min(others, key=lambda other: distance(name, other))
        assert int(nearest[1:]) % 3 == int(name[1:]) % 3


def test_a_paper_without_words_is_left_off(tmp_path: Path) -> None:
    documents = [*invented(30), Document("silent", ("?!",), ())]
    assert "silent" not in survey(documents, tmp_path).places


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_a_handful_of_papers_has_no_map(tmp_path: Path, count: int) -> None:
    documents = invented(count)
    assert survey(documents, tmp_path).places == {}


@pytest.mark.parametrize("count", [5, 6, 7, 11])
def test_a_small_collection_has_one(tmp_path: Path, count: int) -> None:
    same = Document("x", ("Woollen socks shrink when washed",), ("Hot water shrinks wool.",))
    documents = [Document(f"p{at}", same.headings, same.body) for at in range(count // 2)]
    documents += [*invented(count - len(documents))]
    assert isinstance(survey(documents, tmp_path), Landscape)


def test_papers_that_say_the_same_have_a_map_too(tmp_path: Path) -> None:
    words = ["woollen", "socks", "shrink", "washed", "water", "pairs", "drawers", "moths"]
    documents = [Document(f"p{at}", (" ".join(words),), ()) for at in range(8)]
    documents += [Document(f"q{at}", (f"tunnel{at}",), ()) for at in range(20)]
    assert len(survey(documents, tmp_path).places) == 8


def test_the_cache_gives_what_was_made(tmp_path: Path) -> None:
    documents = invented(40)
    first = survey(documents, tmp_path)
    stored = (tmp_path / "landscape.json").read_bytes()
    assert survey(documents, tmp_path) == first
    assert (tmp_path / "landscape.json").read_bytes() == stored


def test_processes_of_their_own_make_the_same(tmp_path: Path) -> None:
    documents = invented(60)
    alone = survey(documents, tmp_path / "alone")
    assert survey(documents, tmp_path / "apart", jobs=2) == alone


def test_a_word_more_is_another_landscape(tmp_path: Path) -> None:
    documents = invented(40)
    survey(documents, tmp_path)
    stored = (tmp_path / "landscape.json").read_bytes()
    documents[0] = Document("p000", ("Entirely other matters",), ())
    survey(documents, tmp_path)
    assert (tmp_path / "landscape.json").read_bytes() != stored


def test_the_bytes_do_not_hang_on_the_number_of_threads(tmp_path: Path) -> None:
    files = []
    for threads in ("1", "2", "4"):
        folder = tmp_path / threads
        settings = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        settings["PYTHONHASHSEED"] = threads
        words = [sys.executable, "-c", _PROGRAM, str(folder), str(Path(__file__).parents[1])]
        subprocess.run(words, check=True, env=os.environ | settings)
        files.append((folder / "landscape.json").read_bytes())
    assert files[0] == files[1] == files[2]


def test_what_is_begun_elsewhere_comes_back_when_it_is_asked_for(tmp_path: Path) -> None:
    documents = invented(40)
    begun = begin_survey(lambda: documents, tmp_path, jobs=2)
    assert begun() == survey(documents, tmp_path / "other")


def test_the_map_has_all_papers_of_a_collection_that_fits() -> None:
    assert set(chosen(["b", "a"])) == {"a", "b"}
    assert chosen([]) == []


def test_a_larger_collection_is_thinned_by_lot() -> None:
    papers = [f"p{at:05}" for at in range(5_000)]
    some = chosen(papers)
    assert len(some) == len(set(some)) == MOST_PLACED
    assert 0.45 < sum(one < "p02500" for one in some) / MOST_PLACED < 0.55


def test_a_paper_more_moves_at_most_one_off_the_map() -> None:
    papers = [f"p{at:05}" for at in range(5_000)]
    assert len(set(chosen(papers)) - set(chosen([*papers, "new"]))) <= 1
