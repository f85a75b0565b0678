from __future__ import annotations

from broadsheet.records.dates import parse_date
from broadsheet.records.models import Notice
from feeds.feeding import SITE, entry, publication
from pages.reading import Reading
from samples import paper


def test_formulas_are_text_since_readers_know_no_mathml() -> None:
    found = entry(paper(summary="In $O(n^2)$ and *short*."))
    assert "In O(n^2) and <em>short</em>." in found.content
    assert "math" not in Reading(found.content).tags


def test_without_a_summary_the_abstract_begins() -> None:
    text = Reading(entry(paper(abstract="Words & <b>. " * 100, authors=[])).content).text
    assert text.startswith("31 May 2024Words & <b>. Words")
    assert len(text) < 340


def test_a_retraction_is_the_first_thing_said() -> None:
    found = entry(paper(notices=(Notice("retracted", date=parse_date("2025")),)))
    assert found.content.startswith("<p><strong>Retracted</strong></p>")


def test_a_curator_s_relative_link_leads_from_anywhere() -> None:
    found = entry(paper("a", summary="See [wool](../../topics/wool/) and [us](https://a.example)."))
    assert f'href="{SITE}topics/wool/"' in found.content
    assert 'href="https://a.example"' in found.content


def test_many_authors_are_counted_in_the_text_and_named_in_the_data() -> None:
    found = entry(paper(authors=[f"Wilma Hare{number}" for number in range(9)]))
    assert "Wilma Hare5 and 3 more" in found.content
    assert len(found.authors) == 9


def test_hostile_text_is_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    found = entry(
        paper(title=hostile, authors=[f"{{{hostile}}}"], venue=hostile, summary=f"*x* {hostile}")
    )
    assert {"script", "img"} & Reading(found.content).tags == set()
    assert found.title == hostile


def test_without_a_site_the_id_is_a_urn_that_stays() -> None:
    first, second = (entry(paper("a"), publication("")) for _ in range(2))
    assert first.id.startswith("urn:uuid:")
    assert first.id == second.id
