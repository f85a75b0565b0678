from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.tagging.documents import Document
from broadsheet.tagging.landscape import HEIGHT, MOST_PLACED, WIDTH, Landscape, evenly, survey
from samples import paper

_PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tagging.test_landscape import invented
from broadsheet.tagging.landscape import survey
documents = invented(120)
survey(documents, [one.paper for one in documents], Path(sys.argv[1]))
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
    places = survey(documents, names(documents), tmp_path).places
    assert set(places) == set(names(documents))
    assert {0, WIDTH} <= {x for x, _ in places.values()} <= set(range(WIDTH + 1))
    assert {0, HEIGHT} <= {y for _, y in places.values()} <= set(range(HEIGHT + 1))


def test_papers_on_one_matter_stand_together(tmp_path: Path) -> None:
    documents = invented(90)
    places = survey(documents, names(documents), tmp_path).places

    def distance(one: str, two: str) -> float:
        (x, y), (u, v) = places[one], places[two]
        return (x - u) ** 2 + (y - v) ** 2

    for name in names(documents):
        others = [one for one in names(documents) if one != name]
        nearest = min(others, key=lambda other: distance(name, other))
        assert int(nearest[1:]) % 3 == int(name[1:]) % 3


def test_a_paper_without_words_is_left_off(tmp_path: Path) -> None:
    documents = [*invented(30), Document("silent", ("?!",), ())]
    assert "silent" not in survey(documents, names(documents), tmp_path).places


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_a_handful_of_papers_has_no_map(tmp_path: Path, count: int) -> None:
    documents = invented(count)
    assert survey(documents, names(documents), tmp_path).places == {}


@pytest.mark.parametrize("count", [5, 6, 7, 11])
def test_a_small_collection_has_one(tmp_path: Path, count: int) -> None:
    same = Document("x", ("Woollen socks shrink when washed",), ("Hot water shrinks wool.",))
    documents = [Document(f"p{at}", same.headings, same.body) for at in range(count // 2)]
    documents += [*invented(count - len(documents))]
    assert isinstance(survey(documents, names(documents), tmp_path), Landscape)


def test_papers_that_say_the_same_have_a_map_too(tmp_path: Path) -> None:
    words = ["woollen", "socks", "shrink", "washed", "water", "pairs", "drawers", "moths"]
    documents = [Document(f"p{at}", (" ".join(words),), ()) for at in range(8)]
    documents += [Document(f"q{at}", (f"tunnel{at}",), ()) for at in range(20)]
    assert len(survey(documents, names(documents), tmp_path).places) == 8


def test_the_cache_gives_what_was_made(tmp_path: Path) -> None:
    documents = invented(40)
    first = survey(documents, names(documents), tmp_path)
    stored = (tmp_path / "landscape.json").read_bytes()
    assert survey(documents, names(documents), tmp_path) == first
    assert (tmp_path / "landscape.json").read_bytes() == stored


def test_processes_of_their_own_make_the_same(tmp_path: Path) -> None:
    documents = invented(60)
    alone = survey(documents, names(documents), tmp_path / "alone")
    assert survey(documents, names(documents), tmp_path / "apart", jobs=2) == alone


def test_a_word_more_is_another_landscape(tmp_path: Path) -> None:
    documents = invented(40)
    survey(documents, names(documents), tmp_path)
    stored = (tmp_path / "landscape.json").read_bytes()
    documents[0] = Document("p000", ("Entirely other matters",), ())
    survey(documents, names(documents), tmp_path)
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


def test_the_map_has_all_papers_of_a_collection_that_fits() -> None:
    assert evenly([paper("b"), paper("a")]) == ("a", "b")
    assert evenly([]) == ()


def test_a_larger_collection_is_thinned_evenly_over_time() -> None:
    papers = [paper(f"p{at:05}", published=str(2000 + at // 200)) for at in range(5_000)]
    chosen = evenly(papers)
    assert len(chosen) == len(set(chosen)) == MOST_PLACED
    assert sum(one < "p02500" for one in chosen) == MOST_PLACED // 2
