from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import pairwise

from broadsheet.tagging.corpus import Corpus
from broadsheet.tagging.documents import Document
from broadsheet.tagging.nearness import MOST, Nearness, Related
from broadsheet.tagging.phrases import Units
from broadsheet.tagging.related import find_near, least_score, packed
from broadsheet.tagging.wordings import read_wordings

SOCKS = "Woollen socks shrink in hot water, and shrunken socks pair badly with others."
STARS = "Variable stars dim and brighten; telescopes record the brightness of each star."


def document(name: str, title: str, *body: str) -> Document:
    return Document(name, (title,), body)


def related(*documents: Document) -> Mapping[str, tuple[Related, ...]]:
    corpus = Corpus.of(documents)
    return Nearness(packed(corpus, find_near(corpus)))


def two_groups() -> list[Document]:
    return [
        document("hare1", "Shrinking of woollen socks", SOCKS),
        document("hare2", "Which woollen socks shrink?", SOCKS),
        document("owl1", "Telescopes for variable stars", STARS),
        document("owl2", "Variable stars by telescope", STARS),
        document("toad", "Mushrooms after rain", "Rain lets mushrooms sprout overnight."),
        document("vole", "Tunnels", "Soil holds tunnels up if it is dry."),
    ]


def test_papers_on_one_matter_are_related() -> None:
    found = related(*two_groups())
    assert [one.paper for one in found["hare1"]] == ["hare2"]
    assert [one.paper for one in found["owl2"]] == ["owl1"]


def test_a_paper_with_nothing_near_has_none() -> None:
    assert {"toad", "vole"}.isdisjoint(related(*two_groups()))


def test_the_shared_terms_are_words_as_they_are_written() -> None:
    terms = related(*two_groups())["hare1"][0].terms
    assert set(terms) & {"woollen socks", "socks"}
    assert not set(terms) & {"wool sock", "sock", "shrunken socks"}


def test_a_term_is_written_as_in_running_text_not_as_in_titles() -> None:
    documents = two_groups()
    documents[2] = document("owl1", "VARIABLE STARS", STARS)
    terms = related(*documents)["owl1"][0].terms
    assert "VARIABLE STARS" not in terms


def test_no_two_terms_share_a_word() -> None:
    for some in related(*two_groups()).values():
        words = [word for one in some for term in one.terms for word in term.split()]
        assert len(words) == len(set(words))


def test_one_word_in_common_is_not_enough() -> None:
    documents = [document(f"d{at}", f"Star {word}") for at, word in enumerate("abcdefgh")]
    documents += [document("x", "STAR")]
    assert related(*documents) == {}


def test_at_most_five_are_named_the_nearest_first() -> None:
    same = [document(f"hare{at}", "Shrinking of woollen socks", SOCKS) for at in range(9)]
    others = [document(f"owl{at}", f"Telescope {at}", STARS) for at in range(20)]
    found = related(*same, *others)["hare4"]
    assert len(found) == MOST
    assert all(one.score >= two.score for one, two in pairwise(found))


def test_equals_come_in_the_order_of_their_rows() -> None:
    same = [document(f"hare{at}", "Shrinking of woollen socks", SOCKS) for at in range(4)]
    others = [document(f"owl{at}", f"Telescope {at}", STARS) for at in range(9)]
    found = related(*same, *others)["hare2"]
    assert [one.paper for one in found] == ["hare0", "hare1", "hare3"]


def test_blocks_of_documents_do_not_show() -> None:
    chance = random.Random(7)
    words = [f"word{at}" for at in range(400)]
    many = [
        document(f"p{at:03}", " ".join(chance.sample(words, 6)), " ".join(chance.sample(words, 40)))
        for at in range(600)
    ]
    many[599] = document("p599", many[0].headings[0], *many[0].body)
    found = related(*many)
    assert found["p000"][0].paper == "p599"
    assert found["p599"][0].paper == "p000"


def test_a_collection_of_nothing_has_no_related_papers() -> None:
    assert related() == {}
    assert related(document("a", "")) == {}
    assert related(document("a", "Socks"), document("b", "Stars")) == {}


def test_a_small_collection_asks_for_more() -> None:
    assert least_score(20) > least_score(300) > least_score(10_000) == least_score(100_000)


def test_which_words_were_met_first_does_not_show() -> None:
    documents = two_groups()
    words = {
        word for one in documents for text in (*one.headings, *one.body) for word in text.split()
    }
    units = Units(sorted(words, reverse=True))
    names = [one.paper for one in documents]
    other = Corpus(names, read_wordings(documents, units), units)
    assert Nearness(packed(other, find_near(other))) == related(*documents)


def test_of_two_terms_that_bring_as_much_the_longer_one_is_named() -> None:
    documents = [document(f"owl{at}", "Radio telescopes", "Radio telescopes.") for at in range(2)]
    documents += [document(f"vole{at}", "Tunnels") for at in range(4)]
    more = [document(one.paper, *one.headings, *one.body, "Dim stars.") for one in documents[:2]]
    terms = related(*more, *documents[2:])["owl0"][0].terms
    assert terms[:2] == ("Radio telescopes", "Dim stars")
