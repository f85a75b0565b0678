"""Files of the ACL Anthology: the papers that are wanted of a collection, to Facts.

https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources.acl_ids import AclId
from broadsheet.fetch.sources.acl_paper import read_paper
from broadsheet.fetch.sources.acl_volume import Volume, read_volume
from broadsheet.fetch.sources.bodies import bad_xml, refuse_web_page
from broadsheet.records.models import Facts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LABEL = "ACL Anthology"


def read_collection(body: bytes, name: str, wanted: Mapping[AclId, str]) -> dict[AclId, Facts]:
    """Read the wanted papers of a file, each with the key that asks for it.

    Of 10 MB never more than a volume is held as a tree.

    Raises:
        FetchError: the bytes are no such file, or break off.
    """
    refuse_web_page(body, _LABEL)
    reader = _Reader(name, wanted)
    try:
        for event, element in iterparse(io.BytesIO(body), events=("start", "end"), forbid_dtd=True):
            reader.take(event, element)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise bad_xml(error, _LABEL) from None
    return reader.papers


class _Reader:
    """Takes the parser's events in order, and keeps what is wanted."""

    def __init__(self, name: str, wanted: Mapping[AclId, str]) -> None:
        self.papers: dict[AclId, Facts] = {}
        self._name = name
        self._wanted = wanted
        self._is_begun = False
        self._volume_id = ""
        self._volume = Volume()

    def take(self, event: str, element: Element) -> None:
        if event == "start":
            self._begin(element)
        elif element.tag == "meta":
            self._volume = read_volume(element, self._volume.type)
        elif element.tag == "paper":
            self._end_paper(element)
        elif element.tag == "volume":
            element.clear()

    def _begin(self, element: Element) -> None:
        if not self._is_begun and (element.tag, element.get("id")) != ("collection", self._name):
            raise FetchError(f"{_LABEL}: the answer is not the collection {self._name}")
        self._is_begun = True
        if element.tag == "volume":
            self._volume_id = element.get("id", "")
            self._volume = Volume(type=element.get("type", ""))

    def _end_paper(self, element: Element) -> None:
        acl = AclId(self._name, self._volume_id, element.get("id", ""))
        if (key := self._wanted.get(acl)) is not None:
            facts = read_paper(element, key, self._volume)
            self.papers |= {acl: facts} if facts is not None else {}
        element.clear()
