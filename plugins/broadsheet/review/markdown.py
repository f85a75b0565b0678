"""Links and images of Markdown, with their places; code is no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_CODE = re.compile(
    r"^(?P<fence> {0,12}(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^ {0,12}(?:`{3,}|~{3,})[ \t]*$|\Z)"
    r"|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+[\"'(][^)]*)?\s*\)"
)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*<?(?P<target>[^\s>]+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
_TAG = re.compile(r"<(?P<name>img|a)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?P<name>[a-z]+)\s*=\s*(?:\"(?P<one>[^\"]*)\"|'(?P<two>[^']*)')", re.I)


class Mention(Struct, frozen=True):
    """A link or an image: where it stands, in characters, what it leads to and its words."""

    start: int
    target: str
    text: str
    is_image: bool = False


def mentions(text: str) -> Iterator[Mention]:
    """Yield the links and images of a Markdown text that are written out, HTML among them."""
    bare = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for match in _LINK.finditer(bare):
        yield Mention(match.start(), match["target"], match["text"].strip(), bool(match["bang"]))
        # An image may be the text of a link.
        for image in _LINK.finditer(match["text"]) if not match["bang"] else ():
            at = match.start("text") + image.start()
            yield Mention(at, image["target"], image["text"].strip(), bool(image["bang"]))
    for match in (*_REFERENCE.finditer(bare), *_AUTOLINK.finditer(bare)):
        yield Mention(match.start(), match["target"], match["target"])
    yield from _in_html(bare)


def _in_html(text: str) -> Iterator[Mention]:
    for tag in _TAG.finditer(text):
        found = _ATTRIBUTE.finditer(tag["attributes"])
        values = {one["name"].lower(): one["one"] or one["two"] or "" for one in found}
        if tag["name"].lower() == "img":
            # An empty alt is a choice in HTML: the image is decoration.
            words = "decoration" if values.get("alt") == "" else values.get("alt", "")
            yield Mention(tag.start(), values.get("src", ""), words.strip(), is_image=True)
        elif "href" in values:
            yield Mention(tag.start(), values["href"], "")


def place_of(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
