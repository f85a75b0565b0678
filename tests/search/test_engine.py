"""What readers get: the engine's script on small indexes of invented papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Paper
from samples import paper
from search.conftest import Node
from search.indexes import many, write_index

Ask = Any

PAPERS = (
    paper("pairing", title="On the Pairing of Socks", published="2021", tags=("socks",)),
    paper(
        "drying",
        title="Drying by Moonlight",
        authors=("Otto Bee", "José Łuk"),
        published="2023-05",
        venue="SOCK 2023",
        abstract="We dry woollen socks, and pair them after drying. Networks of lines help.",
        links={"code": "https://code.example/dry"},
    ),
    paper(
        "star",
        title="B-STaR for GPT-4",
        published="2024-02-03",
        ids=Identifiers(arxiv="2402.01234", doi="10.1000/star.1"),
        abstract="A moonlit network. Drying is by machines, and moonlight has no part in it.",
        tags=("clothing",),
    ),
    paper("hostile", title="</script> `${x}` \\ \u2028 \"quoted\" & 'so'", published="2020"),
    paper("silent", title="…", authors=(), published=""),
)


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_index(tmp_path_factory.mktemp("small"), *PAPERS)


@pytest.fixture
def ask(shards: Path, node: Node) -> Ask:
    def ask_(text: str, **more: Any) -> dict[str, Any]:
        found: dict[str, Any]
        (found,) = node.call(("search", {"text": text, **more}), shards=shards)
        return found

    return ask_


def ids(found: dict[str, Any], tier: str = "") -> list[str]:
    return [hit["id"] for hit in found["hits"] if tier in ("", hit["tier"])]


def test_all_words_must_be_there_and_those_that_lack_one_come_after(ask: Ask) -> None:
    found = ask("drying moonlight socks ")
    assert (ids(found, "words"), ids(found, "meaning")) == (
        ["drying"],
        ["star", "pairing"],
    )
    assert found["total"] == 1


def test_a_word_is_found_by_its_other_forms(ask: Ask) -> None:
    assert sorted(ids(ask("networks "), "words")) == ["drying", "star"]


def test_the_exact_title_comes_first(ask: Ask) -> None:
    found = ask("On the pairing of socks")
    assert found["hits"][0]["id"] == "pairing"
    assert found["hits"][0]["tier"] == "exact"


@pytest.mark.parametrize(
    "text",
    [
        "2402.01234",
        "arXiv:2402.01234v2",
        "https://arxiv.org/abs/2402.01234",
        "https://arxiv.org/pdf/2402.01234v1.pdf",
        "10.48550/arXiv.2402.01234",
        "10.1000/star.1",
        "https://doi.org/10.1000/STAR.1",
        "doi: 10.1000/star.1",
    ],
)
def test_an_identifier_in_any_form_goes_straight_to_its_paper(ask: Ask, text: str) -> None:
    assert ids(ask(text), "exact") == ["star"]


def test_the_last_word_may_be_a_beginning(ask: Ask) -> None:
    assert ids(ask("moonl"), "words") == ["drying", "star"]
    assert ids(ask("moonl ")) == []


@pytest.mark.parametrize("typed", ["monlight", "moonlihgt", "moonlightt", "xoonlight", "moonligat"])
def test_a_mistyped_word_is_put_right_and_said(tmp_path: Path, node: Node, typed: str) -> None:
    # A word must be in three papers before another one is taken for it.
    shards = write_index(tmp_path, *(paper(one, title=f"{one} by moonlight") for one in "abc"))
    (found,) = node.call(("search", {"text": f"{typed} "}), shards=shards)
    assert (found["total"], found["corrected"]) == (3, [{"from": typed, "to": "moonlight"}])


def test_a_minus_leaves_out(ask: Ask) -> None:
    assert ids(ask("moonlight -machines")) == ["drying"]


def test_a_phrase_stands_in_a_row(ask: Ask) -> None:
    assert ids(ask('"woollen socks"')) == ["drying"]
    assert ids(ask('"socks woollen"')) == []


def test_a_phrase_may_have_common_words_within(ask: Ask) -> None:
    assert ids(ask('"dry woollen socks, and pair"')) == ["drying"]


def test_an_author_is_found_without_accents(ask: Ask) -> None:
    assert ids(ask("author:luk")) == ["drying"]
    assert ids(ask('author:"jose luk"')) == ["drying"]
    assert ids(ask("author:socks")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year:2021", ["pairing"]),
        ("year:2021..2023", ["drying", "pairing"]),
        ("year:2024..", ["star"]),
        ("year:..2020", ["hostile"]),
        ("has:code", ["drying"]),
        ("venue:sock", ["drying"]),
        ("topic:clothing", ["star", "pairing"]),
        ("topic:stockings", ["pairing"]),
        ("-topic:clothing has:code", ["drying"]),
    ],
)
def test_fields_leave_what_they_say(ask: Ask, text: str, expected: list[str]) -> None:
    assert ids(ask(text)) == expected


def test_what_is_not_understood_is_said(ask: Ask) -> None:
    found = ask("colour:red topic:hats year:soon moonlight")
    assert found["unknown"] == ["colour:", "topic:hats", "year:soon"]


def test_the_shelf_is_a_filter(ask: Ask) -> None:
    shelf = {"starred": ["star", "gone"], "read": ["pairing"]}
    assert ids(ask("is:starred", shelf=shelf)) == ["star"]
    assert "pairing" not in ids(ask("is:unread", shelf=shelf))


def test_joined_and_apart_are_one(ask: Ask) -> None:
    assert ids(ask("gpt4 ")) == ids(ask("gpt-4 ")) == ids(ask("gpt 4 ")) == ["star"]
    assert ids(ask("bstar ")) == ["star"]


def test_nothing_asked_lists_all_papers_the_newest_first(ask: Ask) -> None:
    assert ids(ask("")) == ["star", "drying", "pairing", "hostile", "silent"]


def test_facets_count_what_is_found_and_alternatives_beside_it(ask: Ask) -> None:
    found = ask("", filters={"years": [2023, 2023]}, facets=True)
    assert ids(found) == ["drying"]
    assert found["facets"]["years"] == {"2020": 1, "2021": 1, "2023": 1, "2024": 1}
    assert found["facets"]["has"] == {"code": 1}
    assert ["jose-luk", "José Łuk", 1] in found["facets"]["authors"]


def test_a_topic_counts_for_those_above_it(ask: Ask) -> None:
    assert ask("", facets=True)["facets"]["topics"] == {"clothing": 2, "socks": 1}


def test_pages_of_results_follow_each_other(ask: Ask) -> None:
    assert ids(ask("", offset=1, limit=2)) == ["drying", "pairing"]


def test_orders_are_those_by_what_some_paper_has(tmp_path: Path, node: Node) -> None:
    shards = write_index(tmp_path, paper("one", featured="2024-05-01"), paper("two"))

    (found,) = node.call(("labels", None), shards=shards)

    assert found["orders"] == ["featured"]


def test_papers_are_the_ids_of_results_in_their_order(shards: Path, node: Node) -> None:
    calls = [("papers", {"text": text, "sort": "newest", "limit": 2}) for text in ("", "drying ")]
    assert node.call(*calls, shards=shards) == [
        {"total": 5, "ids": ["star", "drying"]},
        {"total": 2, "ids": ["star", "drying"]},
    ]


def test_few_of_many_are_the_same_as_the_first_of_all(tmp_path: Path, node: Node) -> None:
    shards = write_index(tmp_path, *many(200))
    requests = ({"text": "bace ", "limit": limit} for limit in (5, 200))

    few, all_ = node.call(*(("search", one) for one in requests), shards=shards)

    assert few["total"] > 40
    assert few["hits"] == all_["hits"][:5]


def test_cards_say_what_was_written_whatever_it_is(shards: Path, node: Node) -> None:
    found, (card,) = node.call(("search", {"text": "quoted"}), ("cards", [1]), shards=shards)
    assert ids(found) == ["hostile"]
    assert card["title"] == "</script> `${x}` \\ \"quoted\" & 'so'"
    assert card["url"] == "papers/hostile/"


def test_a_card_has_what_a_list_shows(shards: Path, node: Node) -> None:
    ((card,),) = node.call(("cards", [3]), shards=shards)
    assert card | {"text": card["text"][:8]} == {
        "id": "drying",
        "url": "papers/drying/",
        "title": "Drying by Moonlight",
        "authors": ["Otto Bee", "José Łuk"],
        "venue": "SOCK 2023",
        "year": 2023,
        "date": "2023-05",
        "text": "We dry w",
        "topics": [],
        "has": ["code"],
        "citations": 0,
        "votes": 0,
        "kind": "paper",
    }


@pytest.mark.parametrize("papers", [(), PAPERS[:1], PAPERS[4:]])
def test_a_collection_may_be_as_small_as_can_be(
    tmp_path: Path, node: Node, papers: tuple[Paper, ...]
) -> None:
    shards = write_index(tmp_path, *papers)
    requests = [
        {"text": text, "facets": True} for text in ("", "socks", '"a b"', "-x", "year:2021")
    ]
    found = node.call(*(("search", one) for one in requests), shards=shards)
    assert found[0]["total"] == len(papers)
    assert not any("error" in one for one in found)


_WORDS = "Seven tall ferrets quietly rearrange striped woollen stockings"
_OTHER = "Of many ferrets: seven tall striped ones quietly rearrange woollen stockings at home now"


@pytest.fixture(scope="module")
def long_titles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    papers = (paper("whole", title=_WORDS), paper("other", title=_OTHER))
    return write_index(tmp_path_factory.mktemp("long"), *papers)


def test_a_long_title_that_is_there_is_the_whole_answer(long_titles: Path, node: Node) -> None:
    (found,) = node.call(("search", {"text": _WORDS}), shards=long_titles)
    assert (found["total"], ids(found)) == (1, ["whole"])
    assert "ferrets" in found["hits"][0]["terms"]


def test_of_very_many_words_only_the_longest_are_looked_for(long_titles: Path, node: Node) -> None:
    (found,) = node.call(("search", {"text": f"{_OTHER} ab cd ef gh ij "}), shards=long_titles)
    assert ids(found, "words") == ["other"]


def test_a_phrase_counts_among_very_many_words(long_titles: Path, node: Node) -> None:
    text = f'"tall ferrets" {_OTHER} ab cd ef gh '
    (found,) = node.call(("search", {"text": text}), shards=long_titles)
    assert ids(found, "words") == []
