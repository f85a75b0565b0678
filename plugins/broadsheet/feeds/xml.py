"""XML that is well-formed whatever the text: characters that XML does not have are left out."""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element, SubElement

# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def clean(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def element(tag: str, text: str = "", /, **attributes: str) -> str:
    """Return an element with text alone; what XML cannot hold waits for `clean`."""
    shown = "".join(f' {name}="{escape(value.strip())}"' for name, value in attributes.items())
    return (
        f"<{tag}{shown}>{escape(text.strip(), quote=False)}</{tag}>" if text else f"<{tag}{shown}/>"
    )


def nest(tag: str, *elements: str) -> str:
    """Return an element of elements."""
    return f"<{tag}>{''.join(elements)}</{tag}>"


def add(parent: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """Add a child to an element of a tree and return it."""
    shown = {name: clean(value).strip() for name, value in attributes.items()}
    child = SubElement(parent, tag, shown)
    child.text = clean(text).strip() or None
    return child
