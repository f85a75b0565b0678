"""XML that is well-formed whatever the text: characters that XML does not have are left out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def clean(text: str) -> str:
    """Return a text without what XML cannot hold and without blanks around it."""
    return _NOT_XML.sub("", text).strip()


def add(parent: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """Add a child to an element and return it."""
    child = SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    child.text = clean(text) or None
    return child
