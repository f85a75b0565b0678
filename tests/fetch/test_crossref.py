from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import Finder
from broadsheet.fetch.sources.crossref import Crossref
from broadsheet.fetch.sources.crossref_work import read_works
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.crossref import CrossrefServer, listed, refusal, work

SOCKS, SHOES, HATS = "10.1234/socks", "10.1234/shoes", "10.1234/hats"


@pytest.fixture
def server() -> Iterator[CrossrefServer]:
    works = [work(SOCKS, "Socks"), work(SHOES, "Shoes"), work(HATS, "Hats")]
    with CrossrefServer(works) as server:
        yield server


def ask(
    server: CrossrefServer, client: Client, keys: Sequence[str], **options: Any
) -> dict[str, Finding]:
    return {one.key: one for one in Crossref(**options).ask(client, server.url, keys)}


def facts(**values: Any) -> Facts:
    """Return what is read of one work."""
    (found,) = read_works(listed([work(SOCKS, **values)]), abstracts=True)
    assert found.facts is not None, found.refusal
    return found.facts


def titles(found: dict[str, Finding]) -> dict[str, str]:
    return {key: one.facts.title if one.facts else "" for key, one in found.items()}


def test_it_looks_up_dois_that_are_its_own() -> None:
    def key(doi: str) -> str:
        return Crossref().key(Target("a", Identifiers(doi=doi)))

    assert key(SOCKS) == SOCKS
    assert key("10.48550/arxiv.2401.00001") == ""
    assert key("10.5281/zenodo.1") == ""


def test_many_works_are_one_request(server: CrossrefServer, client: Client) -> None:
    found = ask(server, client, [HATS, SOCKS])

    assert titles(found) == {HATS: "Hats", SOCKS: "Socks"}
    (request,) = server.requests
    assert request.query["filter"] == [f"doi:{HATS},doi:{SOCKS}"]
    assert int(request.query["rows"][0]) >= 2
    assert "abstract" not in request.query["select"][0]


def test_a_mail_address_is_sent_and_makes_it_faster(server: CrossrefServer, client: Client) -> None:
    ask(server, client, [SOCKS], mailto="team@example.org")

    assert server.requests[0].query["mailto"] == ["team@example.org"]
    assert Crossref(mailto="team@example.org").interval < Crossref().interval


def test_a_doi_that_a_filter_cannot_hold_is_asked_for_by_itself(client: Client) -> None:
    odd = "10.1002/(sici)1097(199205)43:4<284::aid-asi3>3.0.co;2-0,a"
    with CrossrefServer([work(SOCKS, "Socks"), work(odd, "Odd")]) as server:
        found = ask(server, client, [odd, SOCKS])

    assert titles(found) == {SOCKS: "Socks", odd: "Odd"}
    assert len(server.requests) == 2


def test_long_dois_are_asked_for_in_several_requests(client: Client) -> None:
    dois = [f"10.1234/{'a' * 150}{number}" for number in range(50)]
    with CrossrefServer([work(doi, f"Socks {doi[-2:]}") for doi in dois]) as server:
        found = ask(server, client, dois)

    assert all(one.facts for one in found.values())
    assert 2 <= len(server.requests) <= 4


def test_unknown_dois_are_answered_with_nothing(server: CrossrefServer, client: Client) -> None:
    gone, odd = "10.1234/gone", "10.1234/gone,too"

    found = ask(server, client, [SOCKS, gone, odd])

    assert (found[gone], found[odd]) == (Finding(gone), Finding(odd))
    assert found[SOCKS].facts is not None


def test_a_work_is_read_whole() -> None:
    found = facts(
        title=["Socks &amp; <i>Shoes</i>\n   in H<sub>2</sub>O"],
        subtitle=["A Study"],
        author=[
            {"given": "JOHN", "family": "SAMPLE", "suffix": "Jr.", "affiliation": []},
            {
                "given": "Ada", "family": "van Example",
                "ORCID": "https://orcid.org/0000-0002-1825-0097",
                "affiliation": [{"name": "Sock Lab"}, {"name": "Sock Lab"}],
            },
            {"name": "Sock Collaboration", "affiliation": []},
            {"family": "Lone"},
        ],
        published={"date-parts": [[2024, 1]]},
        container_title=["Journal of Socks"],
        short_container_title=["J. Socks"],
        volume="7",
        issue="2",
        page="123-130",
        publisher="Drawer Press",
        language="EN",
        abstract="<jats:title>Abstract</jats:title><jats:p>We sort p&lt;0.05.</jats:p>",
        license=[
            {"URL": "https://example.org/mining", "content-version": "tdm"},
            {"URL": "https://example.org/by", "content-version": "vor"},
        ],
        relation={"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2401.00001"}]},
    )  # fmt: skip

    assert found == Facts(
        title="Socks & Shoes in H₂O: A Study",
        authors=(
            Author("Sample", "John", suffix="Jr."),
            Author(
                "Example", "Ada", particle="van", orcid="0000-0002-1825-0097",
                affiliation="Sock Lab",
            ),
            Author("Sock Collaboration", is_group=True),
            Author("Lone"),
        ),
        published=PartialDate(2024, 1),
        venue="J. Socks",
        type="article-journal",
        container_title="Journal of Socks",
        volume="7",
        issue="2",
        pages="123–130",
        publisher="Drawer Press",
        language="en",
        abstract="We sort p<0.05.",
        license="https://example.org/by",
        counts=(Count("citations", 3),),
        ids=Identifiers(doi=SOCKS, arxiv="2401.00001"),
    )  # fmt: skip


def test_abstracts_are_left_out_unless_asked_for(client: Client) -> None:
    with CrossrefServer([work(SOCKS, abstract="<p>Socks.</p>")]) as server:
        without = ask(server, client, [SOCKS])[SOCKS].facts
        with_them = ask(server, client, [SOCKS], abstracts=True)[SOCKS].facts

    assert without is not None
    assert without.abstract == ""
    assert with_them is not None
    assert with_them.abstract == "Socks."
    assert "abstract" in server.requests[1].query["select"][0]


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("retraction", "retracted"),
        ("withdrawal", "withdrawn"),
        ("corrigendum", "corrected"),
        ("expression_of_concern", "concern"),
        ("new_version", "replaced"),
    ],
)
def test_what_became_of_it_is_noticed(kind: str, notice: str) -> None:
    update = {
        "type": kind, "label": "A label", "DOI": HATS, "updated": {"date-parts": [[2024, 3, 1]]},
    }  # fmt: skip

    assert facts(updated_by=[update, update]).notices == (
        Notice(notice, "A label", PartialDate(2024, 3, 1), f"https://doi.org/{HATS}"),
    )


def test_a_notice_of_another_paper_is_none_of_this_one() -> None:
    update = {"type": "retraction", "label": "Retraction", "DOI": HATS}

    assert facts(update_to=[update]).notices == ()


def test_a_mark_before_the_title_is_a_notice() -> None:
    found = facts(title=["RETRACTED ARTICLE: On Socks"])

    assert (found.title, found.notices) == ("On Socks", (Notice("retracted", "RETRACTED ARTICLE"),))


def test_where_a_preprint_came_out_is_noticed() -> None:
    found = facts(relation={"is-preprint-of": [{"id": HATS}]}, type="posted-content")

    assert found.notices == (
        Notice("replaced", "Published version", None, f"https://doi.org/{HATS}"),
    )
    assert found.type == "article"


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([[2024, 2, 30]], PartialDate(2024, 2)),
        ([[2024, 13]], PartialDate(2024)),
        ([[2024, None, None]], PartialDate(2024)),
        ([[None]], None),
        ([[]], None),
        ([], None),
        ([[24]], None),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(parts: object, date: PartialDate | None) -> None:
    assert facts(issued={"date-parts": parts}).published == date


def test_nothing_but_nulls_is_a_work_with_a_title_alone() -> None:
    nulls = dict.fromkeys(
        (
            "author", "issued", "published", "posted", "container-title", "volume", "issue", "page",
            "event", "publisher", "type", "license", "is-referenced-by-count", "updated-by",
            "relation", "abstract", "subtitle", "language",
        )
    )  # fmt: skip

    assert facts(**nulls) == Facts(title="On the Sorting of Socks", ids=Identifiers(doi=SOCKS))


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"title": 42}, "cannot be read: Expected `array | null`, got `int` - at `$.title`"),
        ({"author": [{"family": {}}]}, "at `$.author[0].family`"),
        ({"title": []}, "no title"),
        ({"title": [None, " "]}, "no title"),
    ],
)
def test_a_work_that_cannot_be_read_does_not_spoil_the_others(
    client: Client, values: Any, refused: str
) -> None:
    with CrossrefServer([work(SOCKS, **values), work(SHOES, "Shoes")]) as server:
        found = ask(server, client, [SOCKS, SHOES])

    assert found[SHOES].facts is not None
    assert refused in found[SOCKS].refusal


def test_a_work_that_cannot_be_told_leaves_no_key_unknown(
    server: CrossrefServer, client: Client
) -> None:
    server.misbehave([faults.says(listed([work(SOCKS), {"title": ["No DOI"]}]))])

    found = ask(server, client, [SOCKS, SHOES])

    assert found[SOCKS].facts is not None
    assert found[SHOES].refusal == "Crossref sends a work without a DOI"


def test_a_work_that_was_not_asked_for_is_not_taken(server: CrossrefServer, client: Client) -> None:
    server.misbehave([faults.says(listed([work("10.1234/wrong")]))])

    assert ask(server, client, [SOCKS]) == {SOCKS: Finding(SOCKS)}


def test_another_work_at_an_address_is_refused_with_both_names(client: Client) -> None:
    odd = "10.1234/a,b"
    with CrossrefServer([work("10.1234/wrong", "Wrong")]) as server:
        server.works[odd] = server.works["10.1234/wrong"]
        found = ask(server, client, [odd])

    assert found[odd].refusal == "Crossref answers with 10.1234/wrong, “Wrong”"


def test_a_doi_that_is_refused_does_not_spoil_the_others(
    server: CrossrefServer, client: Client
) -> None:
    server.disliked = {SHOES}

    found = ask(server, client, [SOCKS, SHOES, HATS])

    assert found[SHOES].refusal == f"This filter is not valid; doi:{SHOES}"
    assert titles(found) == {SHOES: "", SOCKS: "Socks", HATS: "Hats"}
    assert len(server.requests) == 2


def test_a_refusal_that_names_them_all_is_asked_about_one_by_one(
    server: CrossrefServer, client: Client
) -> None:
    reason = refusal("This filter is not valid", f"doi:{SOCKS},doi:{SHOES}")
    server.misbehave([faults.says(reason, "application/json", 400)])

    assert titles(ask(server, client, [SOCKS, SHOES])) == {SOCKS: "Socks", SHOES: "Shoes"}
    assert len(server.requests) == 3


def test_a_refusal_of_something_else_ends_the_batch(server: CrossrefServer, client: Client) -> None:
    reason = refusal("Select field is not available", "volume")
    server.misbehave_always(faults.says(reason, "application/json", 400))

    with pytest.raises(FetchError, match="Crossref refuses: Select field is not available; volume"):
        ask(server, client, [SOCKS, SHOES])

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.html(), "a web page"),
        (faults.rubbish(), "not JSON"),
        (faults.says(listed([work(SOCKS)])[:-30]), "not JSON"),
        (faults.says(b""), "not JSON"),
        (faults.says(b"[]"), "another form"),
        (faults.says(b'{"status": "error", "message": {"message": "boom"}}'), "refuses: boom"),
        (faults.says(b'{"status": "ok", "message-type": "funder"}'), "answers with a funder"),
        (faults.says(b'{"status": "ok", "message-type": "work-list"}'), "another form"),
        (faults.says(b"[" * 100_000), "not JSON|another form"),
        (faults.status(500), "answers 500"),
        (faults.status(403), "answers 403"),
        (faults.half(), "in the middle"),
    ],
)
def test_what_is_no_answer_is_said_plainly(
    server: CrossrefServer, client: Client, fault: faults.Fault, message: str
) -> None:
    server.misbehave_always(fault)

    with pytest.raises(FetchError, match=message):
        ask(server, client, [SOCKS, SHOES])


def test_numbers_beyond_all_counting_are_left_out() -> None:
    assert facts(is_referenced_by_count=10**30).counts == ()
    assert facts(is_referenced_by_count=-1).counts == ()


def test_it_finds_works_by_a_title(server: CrossrefServer, client: Client) -> None:
    found = list(Crossref().find(client, server.url, "Shoes"))

    assert isinstance(Crossref(), Finder)
    assert found[0].ids.doi == SHOES
    assert server.requests[0].query["query.bibliographic"] == ["Shoes"]
