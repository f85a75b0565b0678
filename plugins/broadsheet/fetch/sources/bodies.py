"""Bodies of answers: JSON and XML as strangers send them, read or refused in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_Shape = TypeVar("_Shape")
_LONGEST = 80


def read_json(body: bytes, shape: type[_Shape], label: str) -> _Shape:
    """Read an answer in JSON; `label` is what people call the source.

    Raises:
        Invalid: a value has another type than it should; the message says where.
        FetchError: the bytes are no JSON.
    """
    refuse_web_page(body, label)
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise Invalid(f"its answer has another form: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FetchError(f"{label}: the answer is not JSON: {one_line(str(error))}") from None


def read_xml(body: bytes, label: str) -> Element:
    """Read an answer in XML without a document type, and so without entities.

    Raises:
        FetchError: the bytes are no XML that can be read safely.
    """
    refuse_web_page(body, label)
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise bad_xml(error, label) from None
    return root


def bad_xml(error: Exception, label: str) -> FetchError:
    """Return what to say of an error of the XML parser."""
    if isinstance(error, DefusedXmlException):
        return FetchError(f"{label}: the answer is XML of a kind that is not safe to read")
    return FetchError(f"{label}: the answer is not XML: {one_line(str(error))}")


def refuse_web_page(body: bytes, label: str) -> None:
    """Refuse an error page that a proxy sends in place of an answer.

    Raises:
        FetchError: the bytes begin as HTML does.
    """
    if body[:100].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise FetchError(f"{label}: the answer is a web page, not data")


def one_line(text: str) -> str:
    """Return a stranger's words on one line, cut short."""
    return " ".join(text.split())[:_LONGEST]
