from __future__ import annotations

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.acl_anthology import AclAnthology
from broadsheet.fetch.sources.acl_collection import read_collection
from broadsheet.fetch.sources.acl_ids import AclId, acl_of_doi, split_acl
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.acl_anthology import META, PAPER, AclServer, collection

KEY = "2024.socks-long.7"


def ask(client: Client, server: AclServer, *keys: str) -> list[Finding]:
    return list(AclAnthology().ask(client, server.url, keys or [KEY]))


def facts(inner: str = "", *, paper: str = PAPER, meta: str = META, volume: str = "") -> Facts:
    """Return what is read of one paper, with some more XML in it."""
    text = collection(
        paper.replace("</paper>", f"{inner}</paper>"),
        meta=meta,
        volume=volume or 'id="long" type="proceedings"',
    )
    return read_collection(text.encode(), "2024.socks", {split_acl(KEY): KEY})[split_acl(KEY)]


def test_a_paper_is_read_whole(client: Client) -> None:
    with AclServer() as server:
        found = ask(client, server)

    assert found == [
        Finding(
            KEY,
            Facts(
                title="On the Sorting of Socks",
                authors=(Author("Example", "Ada"),),
                published=PartialDate(2024, 8),
                venue="SOCKS 2024",
                type="paper-conference",
                container_title="Proceedings of the 9th Meeting on Socks",
                pages="1–12",
                publisher="Association for Computational Linguistics",
                abstract="We sort socks.",
                license="https://creativecommons.org/licenses/by/4.0/",
                ids=Identifiers(acl=KEY, doi="10.18653/v1/2024.socks-long.7"),
                links=(Link("pdf", "https://aclanthology.org/2024.socks-long.7.pdf"),),
            ),
        )
    ]


def test_all_papers_of_a_collection_are_one_request(client: Client) -> None:
    papers = "".join(PAPER.replace('id="7"', f'id="{number}"') for number in range(1, 60))
    keys = [f"2024.socks-long.{number}" for number in range(1, 60)]
    with AclServer({"2024.socks": collection(papers)}) as server:
        found = ask(client, server, *keys)

    assert len(server.requests) == 1
    assert [one.facts and one.facts.ids.acl for one in found] == keys


def test_papers_of_several_collections_are_a_request_each(client: Client) -> None:
    old = collection(PAPER, name="W19", volume='id="12"')
    with AclServer({"2024.socks": collection(), "W19": old}) as server:
        found = ask(client, server, KEY, "W19-1207")

    assert [request.path.rpartition("/")[2] for request in server.requests] == [
        "2024.socks.xml",
        "W19.xml",
    ]
    assert [one.facts is not None for one in found] == [True, True]


def test_a_paper_that_is_not_in_its_file_is_not_found(client: Client) -> None:
    with AclServer() as server:
        assert ask(client, server, "2024.socks-long.8") == [Finding("2024.socks-long.8")]


def test_a_file_that_is_not_there_has_no_papers(client: Client) -> None:
    with AclServer() as server:
        assert ask(client, server, "2024.shoes-long.1") == [Finding("2024.shoes-long.1")]


def test_a_file_that_fails_leaves_the_others_good(client: Client) -> None:
    with AclServer() as server:
        server.misbehave([None, faults.html()])
        found = AclAnthology().ask(client, server.url, [KEY, "2024.shoes-long.1"])

        assert next(found).facts is not None
        with pytest.raises(FetchError, match="a web page"):
            next(found)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2025.acl-long.203", AclId("2025.acl", "long", "203")),
        ("2020.lrec-1.879", AclId("2020.lrec", "1", "879")),
        ("P19-1001", AclId("P19", "1", "1")),
        ("P19-1117", AclId("P19", "1", "117")),
        ("W19-0207", AclId("W19", "2", "7")),
        ("D19-1001", AclId("D19", "1", "1")),
        ("D19-5301", AclId("D19", "53", "1")),
        ("C69-0101", AclId("C69", "1", "1")),
    ],
)
def test_an_id_is_taken_apart(text: str, parts: AclId) -> None:
    assert split_acl(text) == parts


@pytest.mark.parametrize(
    ("doi", "acl"),
    [
        ("10.18653/v1/2025.acl-long.203", "2025.acl-long.203"),
        ("10.18653/v1/p19-1001", "P19-1001"),
        ("10.3115/v1/d14-1162", "D14-1162"),
        ("10.1162/tacl_a_00001", ""),
        ("10.18653/v1/forthcoming", ""),
        ("", ""),
    ],
)
def test_a_doi_of_the_anthology_names_its_id(doi: str, acl: str) -> None:
    assert acl_of_doi(doi) == acl
    assert AclAnthology().key(Target("x", Identifiers(doi=doi))) == acl


def test_markup_in_texts_is_read() -> None:
    title = (
        "<title><fixed-case>BERT</fixed-case> with <i>socks</i> in <tex-math>O(n^2)</tex-math>: "
        "<url>https://example.org</url></title>"
    )
    paper = PAPER.replace("<title>On the <fixed-case>S</fixed-case>orting of Socks</title>", title)

    assert facts(paper=paper).title == "BERT with socks in $O(n^2)$: https://example.org"


def test_authors_have_orcids_and_affiliations() -> None:
    more = """<author orcid="0000-0002-1825-0097"><first>Bo</first><last>van der Sample</last>
        <affiliation>Sock Lab</affiliation><variant script="hani"><last>王</last></variant></author>
        <author orcid="0000-0000-0000-0000"><first/><last>Mononym</last></author>
        <author><first>Only</first><last/></author><author><first/><last/></author>"""

    assert facts(more).authors == (
        Author("Example", "Ada"),
        Author(
            "Sample", "Bo", particle="van der", orcid="0000-0002-1825-0097", affiliation="Sock Lab"
        ),
        Author("Mononym"),
        Author("Only"),
    )


def test_a_retraction_is_noticed() -> None:
    found = facts('<retracted date="2024-09-01">The socks were invented.</retracted>')

    assert found.notices == (
        Notice("retracted", "The socks were invented.", PartialDate(2024, 9, 1)),
    )


def test_a_removal_is_a_withdrawal() -> None:
    assert facts('<removed date="soon">At the request.</removed>').notices == (
        Notice("withdrawn", "At the request."),
    )


def test_revisions_and_errata_are_corrections() -> None:
    found = facts(
        f'<revision id="1" href="{KEY}v1" hash="3"/>'
        f'<revision id="2" href="{KEY}v2" hash="4" date="2024-10-02">Mended table 2.</revision>'
        f'<erratum id="1" hash="5" date="2024-11-03">{KEY}e1</erratum>'
    )

    assert found.notices == (
        Notice(
            "corrected",
            "Mended table 2.",
            PartialDate(2024, 10, 2),
            f"https://aclanthology.org/{KEY}v2.pdf",
        ),
        Notice(
            "corrected",
            "Erratum",
            PartialDate(2024, 11, 3),
            f"https://aclanthology.org/{KEY}e1.pdf",
        ),
    )


def test_attachments_and_videos_are_links() -> None:
    found = facts(
        f'<attachment type="software" hash="6">{KEY}.software.zip</attachment>'
        f'<attachment type="Poster" hash="7">{KEY}.poster.pdf</attachment>'
        f'<attachment type="OptionalSupplementaryMaterial">{KEY}.zip</attachment>'
        f'<video href="{KEY}.mp4"/><video href="https://vimeo.example.org/7"/>'
        '<video href="javascript:alert(1)"/><attachment type="dataset"/>'
        '<pwccode url="https://github.com/example/socks">example/socks</pwccode>'
    )

    assert found.links[1:] == (
        Link("code", f"https://aclanthology.org/attachments/{KEY}.software.zip"),
        Link("poster", f"https://aclanthology.org/attachments/{KEY}.poster.pdf"),
        Link("video", f"https://aclanthology.org/{KEY}.mp4"),
        Link("video", "https://vimeo.example.org/7"),
        Link("video", "https://aclanthology.org/javascript%3Aalert%281%29"),
    )


@pytest.mark.parametrize(
    ("month", "date"),
    [
        ("August", PartialDate(2024, 8)),
        ("sEPTEMBER", PartialDate(2024, 9)),
        ("October 28 - November 1", PartialDate(2024, 10)),
        ("4--6 December", PartialDate(2024, 12)),
        ("7", PartialDate(2024, 7)),
        ("May 31--2 June", PartialDate(2024, 5)),
        ("13", PartialDate(2024)),
        ("", PartialDate(2024)),
        ("in the summer", PartialDate(2024)),
    ],
)
def test_months_are_read_in_all_their_forms(month: str, date: PartialDate) -> None:
    assert facts(meta=META.replace("August", month)).published == date


def test_a_journal_is_a_journal() -> None:
    meta = META.replace(
        "<venue>socks</venue>",
        "<venue>tacs</venue><journal-title>Transactions on Socks</journal-title>"
        "<journal-volume>12</journal-volume><journal-issue>3</journal-issue>",
    )
    found = facts(meta=meta, volume='id="long" type="journal"')

    assert (found.type, found.container_title) == ("article-journal", "Transactions on Socks")
    assert (found.venue, found.volume, found.issue) == ("TACS", "12", "3")


def test_others_materials_have_no_licence_of_the_anthology() -> None:
    meta = META.replace("Association for Computational Linguistics", "Sock Press")

    assert facts(meta=meta).license == ""


def test_older_materials_are_not_for_commerce() -> None:
    found = facts(meta=META.replace("2024<", "2015<"))

    assert found.license == "https://creativecommons.org/licenses/by-nc-sa/3.0/"


def test_a_workshop_without_a_name_is_no_venue() -> None:
    assert facts(meta=META.replace("<venue>socks<", "<venue>ws<")).venue == ""


@pytest.mark.parametrize(
    ("code", "language"), [("fra", "fr"), ("eng", "en"), ("eus", "eus"), ("x y", "")]
)
def test_languages_have_their_short_codes(code: str, language: str) -> None:
    assert facts(f"<language>{code}</language>").language == language


def test_a_paper_without_a_title_is_none() -> None:
    body = collection('<paper id="7"><title> </title></paper>').encode()

    assert read_collection(body, "2024.socks", {split_acl(KEY): KEY}) == {}


def test_a_paper_of_another_volume_is_not_taken() -> None:
    body = collection(volume='id="short"').encode()

    assert read_collection(body, "2024.socks", {split_acl(KEY): KEY}) == {}


_BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">]>
<collection id="2024.socks"><volume id="long"><paper id="7"><title>&a;</title></paper></volume>
</collection>"""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>Oops</body></html>", "a web page"),
        (b"{}", "not XML"),
        (b"\xff\xfe\x00", "not XML"),
        (collection().encode()[:-60], "not XML"),
        (b"<volume id='long'/>", "not the collection 2024.socks"),
        (collection(name="2024.shoes").encode(), "not the collection 2024.socks"),
        (_BOMB, "not safe to read"),
    ],
)
def test_what_is_no_such_file_is_said_plainly(body: bytes, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        read_collection(body, "2024.socks", {split_acl(KEY): KEY})


def test_a_deep_nest_does_no_harm() -> None:
    paper = f'<paper id="7"><title>{"<b>" * 5000}deep{"</b>" * 5000} socks</title></paper>'

    assert facts(paper=paper).title == "socks"
