"""Ids of the ACL Anthology, taken apart: collection, volume, paper.

https://aclanthology.org/info/ids/
"""

from __future__ import annotations

import re

from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.records.ids import parse_acl

_DOI = re.compile(r"10\.(?:18653|3115)/v1/(.+)", re.ASCII)
_NEW = re.compile(r"(\d{4}\.[a-z0-9_]+)-([a-z0-9_]+)\.(\d+)", re.ASCII)
_OLD = re.compile(r"([A-Z]\d{2})-(\d{4,6})", re.ASCII)


class AclId(Struct, frozen=True):
    """An id's parts: `2025.acl`, `long`, `203`, or `P19`, `1`, `1`."""

    collection: str
    volume: str
    paper: str


def split_acl(text: str) -> AclId:
    """Take an id apart.

    Raises:
        Invalid: it is no id of the Anthology.
    """
    acl = parse_acl(text)
    if match := _NEW.fullmatch(acl):
        return AclId(match[1], match[2], str(int(match[3])))
    if match := _OLD.fullmatch(acl):
        # Workshops had so many volumes a year that two digits number them.
        collection, digits = match.groups()
        width = 2 if _has_many_volumes(collection, digits) else 1
        return AclId(collection, str(int(digits[:width])), str(int(digits[width:])))
    raise Invalid(f"`{text}` is not an ACL Anthology id")


def acl_of_doi(doi: str) -> str:
    """Return the Anthology's id that a DOI of its own ends with, or empty text."""
    match = _DOI.fullmatch(doi)
    try:
        return parse_acl(match[1]) if match else ""
    except Invalid:
        return ""


def _has_many_volumes(collection: str, digits: str) -> bool:
    return collection.startswith("W") or collection == "C69" or (
        collection == "D19" and int(digits[0]) >= 5
    )  # fmt: skip
