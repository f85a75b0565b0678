from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.loader import load_records
from broadsheet.records.models import Paper
from broadsheet.records.places import Places
from broadsheet.tagging.rules import Assignment, Rules, assign, tag_problems
from broadsheet.tagging.vocabulary import Vocabulary
from samples import paper, tag, vocabulary, write_project


def given_by(rule: str, text: str) -> str:
    """Return the reason for which a rule gives its topic to a paper with a title."""
    rules = Rules(vocabulary(tag("socks", words=(rule,))))
    return rules.apply(paper(title=text, abstract="")).get("socks", "")


def topics_of(one: Paper, words: Vocabulary) -> tuple[Assignment, ...]:
    return assign([one], words)[one.id]


def test_a_word_in_the_title_gives_the_topic_and_says_so() -> None:
    assert given_by("sock", "A Sock in the Dark") == "the title says “Sock”"


@pytest.mark.parametrize("title", ["Socks", "Windsock", "sockeye salmon", "sock2vec"])
def test_a_word_is_found_whole_or_not_at_all(title: str) -> None:
    assert given_by("sock", title) == ""


@pytest.mark.parametrize("title", ["(sock)", "sock, shoe", "the sock-shoe", "“sock”", "sock_shoe"])
def test_punctuation_parts_words(title: str) -> None:
    assert given_by("sock", title)


@pytest.mark.parametrize("title", ["Sock", "Socks", "SOCKEYE", "socks-like"])
def test_a_star_stands_for_any_ending(title: str) -> None:
    assert given_by("sock*", title)


def test_a_star_does_not_stand_for_a_beginning() -> None:
    assert given_by("sock*", "Windsocks") == ""


@pytest.mark.parametrize("title", ["self correction", "Self-Correction", "self–\n correction"])
def test_a_phrase_is_found_across_blanks_and_hyphens(title: str) -> None:
    assert given_by("self-correction", title)


def test_a_phrase_needs_its_words_side_by_side() -> None:
    assert given_by("wool socks", "wool for socks") == ""


def test_a_phrase_at_the_end_of_the_text_needs_all_its_words() -> None:
    assert given_by("wool socks", "all of wool") == ""


def test_only_the_last_word_of_a_phrase_may_go_on() -> None:
    assert given_by("wool sock*", "Wool Socks")
    assert given_by("wool sock*", "Woollen Socks") == ""


def test_the_reason_quotes_the_text_as_it_stands() -> None:
    assert (
        given_by("self correct*", "On Self-Correcting Feet") == "the title says “Self-Correcting”"
    )


def test_of_title_and_abstract_the_title_is_the_reason() -> None:
    rules = Rules(vocabulary(tag("socks", words=("sock", "wool"))))
    reasons = rules.apply(paper(title="On wool", abstract="A sock is a sock."))
    assert reasons == {"socks": "the title says “wool”"}


def test_a_word_in_the_abstract_is_enough() -> None:
    rules = Rules(vocabulary(tag("socks", words=("sock",))))
    reasons = rules.apply(paper(title="On feet", abstract="Each wears a sock."))
    assert reasons == {"socks": "the abstract says “sock”"}


def test_a_category_gives_the_topic_in_any_case() -> None:
    rules = Rules(vocabulary(tag("socks", categories=("cs.SK",))))
    reasons = rules.apply(paper(categories=("math.NT", "cs.sk")))
    assert reasons == {"socks": "its arXiv category is cs.sk"}


def test_a_category_is_matched_whole() -> None:
    rules = Rules(vocabulary(tag("socks", categories=("cs",))))
    assert rules.apply(paper(categories=("cs.SK",))) == {}


def test_a_topic_without_rules_is_given_to_nothing() -> None:
    assert Rules(vocabulary("socks")).apply(paper(title="Socks")) == {}


@pytest.mark.parametrize("rule", ["", " ", "*", "***", "...", "-", "()", "\\"])
def test_a_rule_without_letters_is_no_rule(rule: str) -> None:
    assert given_by(rule, "Any * title ... with (things) in - it \\") == ""


@pytest.mark.parametrize("rule", ["so.k", "s[o]ck", "(sock|shoe)", "so+ck", "sock{1,9}"])
def test_a_rule_is_no_regular_expression(rule: str) -> None:
    assert given_by(rule, "The sock") == ""


@pytest.mark.parametrize("rule", ["(", "[", "(?P<", "c**", "\\", "+", "(a+)+$"])
def test_a_rule_of_hostile_characters_is_harmless(rule: str) -> None:
    assert given_by(rule, "b" * 1000 + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") == ""


def test_umlauts_and_other_scripts_are_letters() -> None:
    assert given_by("füße", "Über FÜSSE und Füße") == "the title says “Füße”"
    assert given_by("袜子", "论 袜子")


def test_a_long_abstract_is_read_once_however_many_rules_there_are() -> None:
    # Quick by construction: were it words times rules, this would be 200 million steps.
    words = vocabulary(*(tag(f"t{n}", words=(f"word{n}", f"stem{n:03}*")) for n in range(500)))
    abstract = "filler " * 150_000 + "word499 stem498ming"
    reasons = Rules(words).apply(paper(title="", abstract=abstract))
    assert list(reasons) == ["t499", "t498"]


@given(st.text(), st.text())
def test_no_rule_and_no_text_breaks_the_rules(rule: str, text: str) -> None:
    reason = given_by(rule, text)
    assert reason == "" or reason.startswith("the title says “")


def test_chosen_topics_come_first_in_the_records_order() -> None:
    words = vocabulary(tag("wool", words=("wool",)), "hats", "socks")
    found = topics_of(paper(title="Wool", tags=("socks", "hats")), words)
    assert [one.tag for one in found] == ["socks", "hats", "wool"]


def test_a_chosen_topic_is_explained_by_the_choice_though_a_rule_fits() -> None:
    words = vocabulary(tag("wool", words=("wool",)))
    found = topics_of(paper(title="Wool", tags=("wool",)), words)
    assert found == (Assignment("wool", "chosen by the curators"),)


def test_an_alias_in_a_record_gives_its_topic_once() -> None:
    words = vocabulary(tag("socks", aliases=("hosiery",)))
    found = topics_of(paper(tags=("hosiery", "socks")), words)
    assert found == (Assignment("socks", "chosen by the curators"),)


def test_an_unknown_tag_gives_nothing() -> None:
    assert topics_of(paper(tags=("hats",)), vocabulary("socks")) == ()


def test_each_unknown_tag_is_named_where_it_stands(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        "- title: One\n  tags: [socks, sokcs]\n\n- title: Two\n  tags:\n    - socks\n    - hats\n",
    )
    loaded = load_records(project.papers, project.root)
    problems = tag_problems(loaded.records, vocabulary("socks"), Places(tmp_path))
    assert [(one.line, one.column, one.message) for one in problems] == [
        (2, 17, "unknown tag `sokcs`"),
        (7, 7, "unknown tag `hats`"),
    ]
    assert problems[0].hint == "did you mean `socks`?"


def test_a_collection_without_topics_says_where_they_are_written(tmp_path: Path) -> None:
    project = write_project(tmp_path, "title: One\ntags: [socks]\n")
    loaded = load_records(project.papers, project.root)
    problems = tag_problems(loaded.records, vocabulary(), Places(tmp_path))
    assert problems[0].hint == "add it to tags.yaml"
