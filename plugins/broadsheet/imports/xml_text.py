"""XML of files that people import: read without entities and DTDs, or a Problem for people."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile


def read_xml(file: ImportFile) -> Element:
    """Return the root of an XML file.

    Raises:
        BroadsheetError: it is not well-formed, or declares entities.
    """
    try:
        root = fromstring(file.data, forbid_dtd=False)
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise BroadsheetError(f"{file.shown}:{line}:{column + 1}: not XML: {reason}") from None
    except DefusedXmlException:
        message = "is not read: it declares entities, which could fetch files or fill the memory"
        raise BroadsheetError(f"{file.shown}: {message}") from None
    except (ValueError, LookupError) as error:
        raise BroadsheetError(f"{file.shown}: is not read: {error}") from None
    return root if isinstance(root, Element) else Element("none")


def texts(element: Element, path: str) -> Iterator[str]:
    """Yield the whole texts of the elements at a path, those of styles within them included."""
    for found in element.iterfind(path):
        if text := " ".join("".join(found.itertext()).split()):
            yield text


def text(element: Element, *paths: str) -> str:
    """Return the first text at the first path that has one."""
    return next((one for path in paths for one in texts(element, path)), "")
