from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import Problem
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary
from samples import tag, vocabulary

SOCKS = "- tag: socks\n  label: Socks\n  description: What feet wear.\n"
WOOL = "- tag: wool\n  label: Wool\n  description: What sheep wear.\n"


def load(folder: Path, text: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    path = folder / "tags.yaml"
    path.write_text(text, encoding="utf-8")
    return load_vocabulary(path, "content/tags.yaml")


def places(problems: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.message) for one in problems]


def test_a_tag_resolves_to_itself() -> None:
    assert vocabulary("socks").resolve("socks") == "socks"


@pytest.mark.parametrize("word", ["hosiery", "Hosiery", "HOSIERY", "Foot Wear", "foot-wear"])
def test_an_alias_resolves_however_it_is_spelt(word: str) -> None:
    words = vocabulary(tag("socks", aliases=("hosiery", "foot wear")))
    assert words.resolve(word) == "socks"


def test_a_label_resolves() -> None:
    assert vocabulary(tag("socks", label="Socks and stockings")).resolve("socks and stockings")


def test_an_unknown_word_resolves_to_nothing() -> None:
    assert vocabulary("socks").resolve("hats") == ""


def test_a_tag_goes_before_another_topics_alias() -> None:
    words = vocabulary(tag("socks", aliases=("wool",)), "wool")
    assert words.resolve("wool") == "wool"


def test_of_two_topics_with_one_tag_the_first_is_kept() -> None:
    words = vocabulary(tag("socks", label="First"), tag("socks", label="Second"))
    assert words.tags["socks"].label == "First"


def test_ancestors_come_nearest_first() -> None:
    words = vocabulary("clothes", tag("socks", broader="clothes"), tag("wool", broader="socks"))
    assert list(words.ancestors("wool")) == ["socks", "clothes"]


def test_a_loop_ends_the_walk_to_the_ancestors() -> None:
    words = vocabulary(tag("a", broader="b"), tag("b", broader="c"), tag("c", broader="a"))
    assert list(words.ancestors("a")) == ["b", "c"]


def test_an_unknown_broader_topic_is_no_ancestor() -> None:
    assert list(vocabulary(tag("socks", broader="clothes")).ancestors("socks")) == []


def test_children_are_those_right_below() -> None:
    words = vocabulary("clothes", tag("socks", broader="clothes"), tag("wool", broader="socks"))
    assert [child.tag for child in words.children("clothes")] == ["socks"]


def test_a_collection_without_a_vocabulary_has_no_problem(tmp_path: Path) -> None:
    words, problems = load_vocabulary(tmp_path / "tags.yaml", "content/tags.yaml")
    assert (dict(words.tags), problems) == ({}, ())


def test_every_key_of_a_topic_is_read(tmp_path: Path) -> None:
    text = (
        SOCKS + "  aliases: [hosiery]\n  broader: wool\n"
        "  match: {words: [sock*], categories: [cs.SK]}\n" + WOOL
    )
    words, problems = load(tmp_path, text)
    socks = words.tags["socks"]
    assert problems == ()
    assert (socks.aliases, socks.broader) == (("hosiery",), "wool")
    assert (socks.words, socks.categories) == (("sock*",), ("cs.SK",))


def test_a_broader_topic_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    _, problems = load(tmp_path, SOCKS + "  broader: woll\n" + WOOL)
    assert places(problems) == [(4, 3, "no topic `woll` to stand above `socks`")]
    assert problems[0].hint == "did you mean `wool`?"


def test_a_topic_above_itself_is_named(tmp_path: Path) -> None:
    _, problems = load(tmp_path, SOCKS + "  broader: socks\n")
    assert places(problems) == [(4, 3, "`socks` stands above itself")]


def test_each_topic_of_a_loop_is_named_and_none_below_it(tmp_path: Path) -> None:
    hats = "- tag: hats\n  label: Hats\n  description: For heads.\n  broader: socks\n"
    _, problems = load(tmp_path, SOCKS + "  broader: wool\n" + WOOL + "  broader: socks\n" + hats)
    assert [one.line for one in problems] == [4, 8]


def test_an_alias_that_is_another_topics_tag_is_named_where_it_stands(
    tmp_path: Path,
) -> None:
    _, problems = load(tmp_path, SOCKS + "  aliases: [hosiery, Wool]\n" + WOOL)
    assert places(problems) == [(4, 22, "`Wool` already means `wool`")]
    assert problems[0].hint == "see line 5"


def test_an_alias_of_two_topics_is_named_at_the_second(tmp_path: Path) -> None:
    _, problems = load(tmp_path, SOCKS + "  aliases: [warm]\n" + WOOL + "  aliases: [warm]\n")
    assert places(problems) == [(8, 13, "`warm` already means `socks`")]


def test_an_alias_that_repeats_its_own_tag_is_fine(tmp_path: Path) -> None:
    _, problems = load(tmp_path, SOCKS + "  aliases: [Socks, socks]\n")
    assert problems == ()


def test_a_tag_that_stands_twice_is_named_at_the_second(tmp_path: Path) -> None:
    _, problems = load(tmp_path, SOCKS + SOCKS)
    assert places(problems) == [(4, 3, "topic `socks` stands twice")]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Wool Socks", "wool-socks"),
        ("../../socks", "socks"),
        ("page", "page-x"),
        ("füße", "fusse"),
    ],
)
def test_a_tag_that_cannot_stand_in_an_address_is_named_and_never_used(
    tmp_path: Path, written: str, kept: str
) -> None:
    words, problems = load(tmp_path, SOCKS.replace("tag: socks", f"tag: {written}"))
    assert places(problems) == [(1, 3, f"`{written}` cannot be a tag")]
    assert list(words.tags) == [kept]


def test_a_mapping_instead_of_a_list_is_named(tmp_path: Path) -> None:
    words, problems = load(tmp_path, "socks: Socks\n")
    assert places(problems) == [(1, 1, "the file must be a list of topics")]
    assert not words.tags


def test_a_topic_with_a_wrong_shape_is_left_out_and_the_others_are_kept(tmp_path: Path) -> None:
    words, problems = load(tmp_path, "- tag: hats\n  labl: Hats\n- just text\n" + SOCKS)
    assert list(words.tags) == ["socks"]
    assert {one.line for one in problems} == {1, 2, 3}


def test_a_description_over_several_lines_becomes_one(tmp_path: Path) -> None:
    words, _ = load(
        tmp_path, "- tag: socks\n  label: Socks\n  description: |\n    What\n    feet wear.\n"
    )
    assert words.tags["socks"].description == "What feet wear."
