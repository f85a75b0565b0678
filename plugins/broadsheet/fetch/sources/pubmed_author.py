"""Authors of PubMed: persons in two fields, and collective names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.fetch.sources import author_names
from broadsheet.records.names import Author

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_author(element: Element) -> Author | None:
    """Return an author; None for a name that PubMed marks as wrong, or that has no letter."""
    if element.get("ValidYN") == "N":
        return None
    places = [one.text for one in element.findall("AffiliationInfo/Affiliation")]
    if group := element.findtext("CollectiveName"):
        return author_names.group(group, places=places)
    orcids = (one.text for one in element.findall("Identifier") if one.get("Source") == "ORCID")
    return author_names.person(
        element.findtext("LastName"),
        element.findtext("ForeName") or element.findtext("Initials"),
        suffix=element.findtext("Suffix"),
        orcid=next(orcids, ""),
        places=places,
    )
