from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.records.dates import PartialDate
from imports.reading import facts_of, read

TAGGED = """%0 Journal Article
%A Hare, Wilma
%A Berg, Otto
%T On Socks
%J Journal of Wool
%V 3
%N 2
%P 1-9
%D 2024
%8 May 31, 2024
%X We pair socks
by hand.
%K wool
socks
%R 10.1000/1
%U https://wool.example/a

%0 Book
%T On Wool
"""
XML = """<?xml version="1.0"?>
<xml><records><record><database name="a.enl"/><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Hare, Wilma</style></author></authors>
</contributors><titles><title><style>On </style><style face="italic">Socks</style></title>
<secondary-title>Journal of Wool</secondary-title></titles><pages>1-9</pages>
<dates><year>2024</year><pub-dates><date>May 31</date></pub-dates></dates>
<electronic-resource-num>10.1000/1</electronic-resource-num>
<keywords><keyword>wool</keyword></keywords>
<urls><related-urls><url>https://wool.example/a</url></related-urls></urls>
</record></records></xml>
"""


def test_tagged_references_become_facts(tmp_path: Path) -> None:
    found = read(tmp_path, TAGGED, "a.enw")

    one = found.papers[0].facts
    assert (found.entries, one.title, one.type) == (2, "On Socks", "article-journal")
    assert one.published == PartialDate(2024, 5, 31)
    assert (one.abstract, one.ids.doi) == ("We pair socks by hand.", "10.1000/1")
    assert [paper.line for paper in found.papers] == [1, 18]


def test_xml_records_become_facts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, XML, "a.xml")

    assert facts.title == "On Socks"
    assert (facts.container_title, facts.pages) == ("Journal of Wool", "1–9")
    assert facts.published == PartialDate(2024, 5, 31)
    assert facts.keywords == ("wool",)


@pytest.mark.parametrize(
    "text",
    [
        XML.replace("</records>", ""),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + XML.partition("\n")[2].replace("wool.example", "&a;"),
    ],
)
def test_broken_and_hostile_xml_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(BroadsheetError, match=r"a\.xml"):
        read(tmp_path, text, "a.xml")
