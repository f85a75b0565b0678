from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.records.dates import PartialDate
from broadsheet.records.names import Author
from imports.reading import facts_of, read

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
 <bib:Article rdf:about="https://wool.example/socks">
  <z:itemType>journalArticle</z:itemType>
  <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
  <bib:authors><rdf:Seq>
   <rdf:li><foaf:Person><foaf:surname>van der Berg</foaf:surname>
    <foaf:givenName>Otto</foaf:givenName></foaf:Person></rdf:li>
   <rdf:li><foaf:Person><foaf:surname>Hare</foaf:surname>
    <foaf:givenName>Wilma</foaf:givenName></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <dc:subject>wool</dc:subject><dc:title>On Socks</dc:title><dc:date>2024-05-31</dc:date>
  <dc:identifier><dcterms:URI><rdf:value>https://wool.example/socks</rdf:value></dcterms:URI>
  </dc:identifier><bib:pages>1-9</bib:pages>
 </bib:Article>
 <bib:Journal rdf:about="urn:issn:1234-5678"><dc:title>Journal of Wool</dc:title>
  <prism:volume>3</prism:volume><dc:identifier>DOI 10.1000/1</dc:identifier></bib:Journal>
 <z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType></z:Attachment>
</rdf:RDF>
"""


def test_an_item_becomes_facts_with_what_it_is_part_of(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, RDF, "a.rdf")

    assert facts.authors == (Author("Berg", "Otto", "van der"), Author("Hare", "Wilma"))
    assert (facts.container_title, facts.volume, facts.pages) == ("Journal of Wool", "3", "1–9")
    assert (facts.ids.doi, facts.ids.url) == ("10.1000/1", "https://wool.example/socks")
    assert facts.published == PartialDate(2024, 5, 31)


@pytest.mark.parametrize("end", ["", "<z:broken>"])
def test_broken_rdf_is_an_error(tmp_path: Path, end: str) -> None:
    with pytest.raises(BroadsheetError, match=r"a\.rdf"):
        read(tmp_path, RDF.replace("</rdf:RDF>", end), "a.rdf")
