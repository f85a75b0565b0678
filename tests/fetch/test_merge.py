from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.fetch.curated import CURATED_ONLY
from broadsheet.fetch.lock import Answer
from broadsheet.fetch.merge import Statement, merge
from broadsheet.fetch.merger import Merger, merge_all
from broadsheet.fetch.order import ORDERED, FieldOrder
from broadsheet.pages.provenance import FIELDS
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import (
    COUNT_KINDS,
    Count,
    Facts,
    Link,
    Notice,
    Paper,
    Provenance,
    Reading,
    Record,
    Repository,
)
from broadsheet.records.names import Author
from samples import people, record

DAY = dt.date(2025, 9, 1)


def says(source: str = "arxiv", **facts: Any) -> Statement:
    return Statement(source, DAY, Facts(**facts))


def test_the_curators_value_wins() -> None:
    found = merge(record(title="Ours"), [says(title="Theirs")])
    assert found.title == "Ours"
    assert found.provenance["title"] == Provenance("curated")


def test_a_source_without_a_word_changes_nothing() -> None:
    ours = record(title="Ours", tags=("wool",), published="2024", venue="Sock 2024", summary="New.")
    assert merge(ours, []) == merge(ours, [says()])


def test_a_paper_that_nobody_named_is_called_by_its_identifier() -> None:
    assert merge(record(title="", arxiv="2405.21018"), []).title == "arXiv 2405.21018"


def test_a_source_fills_what_the_curators_left_out() -> None:
    found = merge(record(title="Ours"), [says(abstract="Theirs")])
    assert found.abstract == "Theirs"
    assert found.provenance["abstract"] == Provenance("arxiv", DAY)


def test_the_source_that_is_believed_first_wins() -> None:
    found = merge(record(), [says("arxiv", abstract="First"), says("other", abstract="Second")])
    assert found.abstract == "First"


def test_a_source_that_says_nothing_is_passed_over() -> None:
    found = merge(record(), [says("arxiv", title="T"), says("other", abstract="A")])
    assert (found.title, found.abstract) == ("T", "A")
    assert found.provenance["abstract"].source == "other"


def test_a_field_is_one_sources_whole_value() -> None:
    curated = record(authors=["Wilma Hare"])
    found = merge(curated, [says(authors=people("Otto Bee", "Ann Cod"))])
    assert found.authors == people("Wilma Hare")


def test_a_field_that_nobody_says_has_no_provenance() -> None:
    found = merge(record(title="T"), [says(abstract="A")])
    assert set(found.provenance) == {"title", "abstract"}


def test_what_only_curators_say_is_theirs() -> None:
    curated = record(
        title="T",
        featured="2025-09-02",
        tags=("wool",),
        summary="S",
        awards=("Best",),
        relations={"extends": "b"},
    )
    found = merge(curated, [says(title="Theirs")])
    assert (found.featured, found.tags, found.summary) == (curated.featured, ("wool",), "S")
    assert (found.awards, found.relations) == (("Best",), curated.relations)


def test_a_curated_date_wins_though_it_is_less_exact() -> None:
    found = merge(record(published="2024"), [says(published=PartialDate(2024, 5, 31))])
    assert found.published == PartialDate(2024)


def test_identifiers_are_filled_up() -> None:
    statements = [
        says("arxiv", ids=Identifiers(arxiv="2405.21018", doi="10.1000/1")),
        says("other", ids=Identifiers(doi="10.1000/2", pmid="7")),
    ]
    found = merge(record(arxiv="2405.21018"), statements)
    assert found.ids == Identifiers(arxiv="2405.21018", doi="10.1000/1", pmid="7")


def test_links_are_united_the_curators_first() -> None:
    curated = record(links={"code": "https://ours.example"})
    found = merge(curated, [says(links=(Link("pdf", "https://theirs.example"),))])
    assert [link.url for link in found.links] == ["https://ours.example", "https://theirs.example"]


@pytest.mark.parametrize(
    "url", ["https://a.example/b", "https://a.example/b/", "https://A.Example/B"]
)
def test_a_link_stands_once_however_it_is_spelt(url: str) -> None:
    curated = record(links={"code": "https://a.example/b"})
    found = merge(curated, [says(links=(Link("code", url),))])
    assert found.links == curated.links


def test_one_address_of_two_kinds_is_two_links() -> None:
    curated = record(links={"code": "https://a.example"})
    found = merge(curated, [says(links=(Link("project", "https://a.example"),))])
    assert len(found.links) == 2


@pytest.mark.parametrize(
    ("ids", "title"),
    [
        (Identifiers(arxiv="2405.21018", doi="10.1000/1"), "arXiv 2405.21018"),
        (Identifiers(doi="10.1000/arxiv doi"), "DOI 10.1000/arxiv doi"),
        (Identifiers(acl="2025.acl-long.1"), "ACL 2025.acl-long.1"),
        (Identifiers(url="https://socks.example.org"), "https://socks.example.org"),
        (Identifiers(), "hare2024wool"),
    ],
)
def test_a_paper_without_a_title_is_called_by_its_identifier(ids: Identifiers, title: str) -> None:
    found = merge(record(ids=ids), [])
    assert found.title == title
    assert "title" not in found.provenance


def test_every_record_is_merged_with_its_own_answers() -> None:
    records = [record("a", title="A"), record("b", title="B", arxiv="2405.21018")]
    answers = {
        "arxiv": {"b": Answer("b", "2405.21018", DAY, Facts(abstract="Of b."))},
        "other": {"a": Answer("a", "10.1000/1", DAY, None)},
    }
    assert [one.abstract for one in merge_all(records, answers)] == ["", "Of b."]


def test_answers_of_a_better_source_win_whatever_their_order() -> None:
    answers = {
        "zoo": {"a": Answer("a", "2405.21018", DAY, Facts(abstract="Zoo"))},
        "arxiv": {"a": Answer("a", "2405.21018", DAY, Facts(abstract="arXiv"))},
    }
    (found,) = merge_all([record("a", arxiv="2405.21018")], answers)
    assert found.abstract == "arXiv"


@pytest.mark.parametrize("kind", [Paper, Facts])
def test_every_merged_field_is_one_of_papers_and_facts(kind: type) -> None:
    fields = set(kind.__struct_fields__) | set(COUNT_KINDS)  # type: ignore[attr-defined]
    assert set(ORDERED) <= fields


def test_no_fact_is_lost() -> None:
    assert set(Facts.__struct_fields__) - set(ORDERED) == {"counts"}


def test_every_curated_field_is_one_of_records_and_papers() -> None:
    fields = set(Record.__struct_fields__) & set(Paper.__struct_fields__)
    assert set(CURATED_ONLY) <= fields


def test_no_field_of_a_record_is_lost() -> None:
    merged = {*ORDERED, *CURATED_ONLY, "id", "origin"}
    assert set(Record.__struct_fields__) <= merged


def test_every_field_that_readers_see_a_source_of_is_merged() -> None:
    assert set(FIELDS) <= set(ORDERED)


# Several sources.


def test_each_field_has_an_order_of_its_own() -> None:
    statements = [
        says("openalex", title="A Bag", abstract="Bag of words."),
        says("crossref", title="Title from the Registry", pages="1–9", venue="SOCK 2025"),
        says("arxiv", title="Title with $x$", abstract="With $x$."),
    ]
    found = merge(record(), statements)
    assert (found.title, found.abstract, found.pages) == ("Title with $x$", "With $x$.", "1–9")
    assert {found.provenance[one].source for one in ("title", "abstract")} == {"arxiv"}


def test_the_settings_order_goes_first() -> None:
    order = FieldOrder.of({"title": ["crossref"]})
    statements = [says("arxiv", title="Typed"), says("crossref", title="Registered")]
    assert merge(record(), statements, order).title == "Registered"


def test_a_preprint_and_its_publication_are_one_record() -> None:
    preprint = says(
        "arxiv",
        published=PartialDate(2024, 5, 31),
        ids=Identifiers(arxiv="2405.21018"),
        type="article",
    )
    publication = says(
        "crossref",
        published=PartialDate(2025, 1),
        venue="SOCK 2025",
        type="paper-conference",
        ids=Identifiers(doi="10.1000/1"),
    )
    found = merge(record(arxiv="2405.21018"), [preprint, publication])
    assert (found.venue, found.type) == ("SOCK 2025", "paper-conference")
    assert found.published == PartialDate(2024, 5, 31)
    assert found.ids == Identifiers(arxiv="2405.21018", doi="10.1000/1")


def test_a_doi_of_a_publication_goes_before_that_of_the_preprint() -> None:
    statements = [
        says("datacite", ids=Identifiers(doi="10.48550/arxiv.2405.21018")),
        says("semantic-scholar", ids=Identifiers(doi="10.1000/1")),
    ]
    assert merge(record(), statements).ids.doi == "10.1000/1"


def test_no_publication_is_pieced_together() -> None:
    statements = [
        says("acl-anthology", venue="SOCK 2024", ids=Identifiers(doi="10.1000/sock")),
        says("crossref", container_title="Journal of Knitting", volume="7",
             ids=Identifiers(doi="10.1000/knit")),
        says("openalex", pages="1–9", publisher="Sock Press", ids=Identifiers(doi="10.1000/sock")),
    ]  # fmt: skip
    found = merge(record(), statements)
    assert (found.venue, found.volume, found.pages) == ("SOCK 2024", "", "1–9")
    assert found.publisher == "Sock Press"


def test_the_curators_venue_decides_whose_pages_count() -> None:
    statements = [
        says("acl-anthology", venue="SOCK 2024", pages="1–9"),
        says("crossref", container_title="Journal of Knitting", volume="7", pages="70–79"),
    ]
    found = merge(record(venue="Journal of Knitting"), statements)
    assert (found.volume, found.pages) == ("7", "70–79")


def test_a_server_of_preprints_is_no_venue() -> None:
    assert merge(record(), [says("semantic-scholar", venue="arXiv.org")]).venue == ""


def test_the_first_appearance_counts() -> None:
    statements = [
        says("arxiv", published=PartialDate(2024, 5, 31)),
        says("openreview", published=PartialDate(2023, 9, 20)),
    ]
    found = merge(record(), statements)
    assert found.published == PartialDate(2023, 9, 20)
    assert found.provenance["published"].source == "openreview"


def test_who_copies_dates_makes_no_paper_older() -> None:
    statements = [
        says("arxiv", published=PartialDate(2024, 5, 31)),
        says("openalex", published=PartialDate(2019, 1, 1)),
    ]
    assert merge(record(), statements).published == PartialDate(2024, 5, 31)


def test_authors_are_completed_from_other_sources() -> None:
    orcid = "0000-0002-1825-0097"
    statements = [
        says("arxiv", authors=people("Wilma Hare")),
        says("crossref", authors=(Author(family="Hare", given="W.", orcid=orcid),)),
    ]
    found = merge(record(), statements)
    assert found.authors == (Author(family="Hare", given="Wilma", orcid=orcid),)
    assert found.provenance["authors"].source == "arxiv"


def test_keywords_notices_and_repositories_are_united() -> None:
    retracted = Notice("retracted", "Wool was silk.", PartialDate(2025, 2, 1))
    statements = [
        says("crossref", keywords=("Socks", "wool"), notices=(retracted,)),
        says("openalex", keywords=("socks", "Yarn"), notices=(Notice("retracted"),)),
        says("github", repositories=(Repository("https://github.com/hare/wool", "MIT"),)),
        says("hugging-face", repositories=(Repository("http://github.com/Hare/wool.git"),)),
    ]
    found = merge(record(), statements)
    assert found.keywords == ("Socks", "wool", "Yarn")
    assert found.notices == (retracted,)
    assert found.repositories == (Repository("https://github.com/hare/wool", "MIT"),)


def test_of_each_kind_of_count_one_source_is_shown_with_its_history() -> None:
    past = Reading(dt.date(2025, 8, 1), "citations", 3)
    statements = [
        Statement("openalex", DAY, Facts(counts=(Count("citations", 9),))),
        Statement("semantic-scholar", DAY, Facts(counts=(Count("citations", 5),)), (past,)),
        Statement("hugging-face", DAY, Facts(counts=(Count("stars", 7), Count("upvotes", 2)))),
        Statement("github", DAY, Facts(counts=(Count("stars", 8),))),
    ]
    found = merge(record(), statements)
    assert found.counts == (Count("citations", 5), Count("stars", 8), Count("upvotes", 2))
    assert found.readings == (past,)
    assert found.provenance["stars"].source == "github"


def test_an_answer_about_another_paper_fills_nothing() -> None:
    answers = {"arxiv": {"a": Answer("a", "2405.21018", DAY, Facts(title="Gloves at Night"))}}
    (found,) = merge_all([record("a", title="On the Pairing of Socks", arxiv="2405.21018",
                                 authors=["Wilma Hare"])], answers)  # fmt: skip
    assert "abstract" not in found.provenance
    assert found.title == "On the Pairing of Socks"


@given(st.permutations(["arxiv", "crossref", "openalex", "dblp", "zoo"]))
def test_the_sequence_of_statements_does_not_matter(sources: list[str]) -> None:
    statements = [
        says(source, title=source, venue=f"SOCK of {source}", counts=(Count("citations", at),))
        for at, source in sorted(enumerate(["arxiv", "crossref", "dblp", "openalex", "zoo"]))
    ]
    shuffled = sorted(statements, key=lambda one: sources.index(one.source))
    assert merge(record(), shuffled) == merge(record(), statements)


def test_who_merges_again_takes_up_what_has_changed() -> None:
    merger = Merger()
    merger.merge_all([record("a", title="Socks"), record("b", title="Wool")], {})
    found = merger.merge_all([record("a", title="Sandals"), record("b", title="Wool")], {})
    assert [one.title for one in found] == ["Sandals", "Wool"]


def test_who_merges_again_takes_up_what_sources_say_now() -> None:
    merger, records = Merger(), [record("a", arxiv="2405.21018")]
    merger.merge_all(records, {})
    answers = {"arxiv": {"a": Answer("a", "2405.21018", DAY, Facts(abstract="Of socks."))}}
    (found,) = merger.merge_all(records, answers)
    assert found.abstract == "Of socks."
