"""HTML as a browser's parser takes it, for tests that ask what a reader would get."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = {"br", "img", "hr", "meta", "link", "input"}


class Reading(HTMLParser):
    """The elements and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(str(html))  # Markup would escape what is added to it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data
        if not {"script", "code"} & set(self.open[-1:]):
            self.texts.append(data)

    @property
    def tags(self) -> set[str]:
        """Return the names of all elements."""
        return {tag for tag, _ in self.elements}

    @property
    def links(self) -> list[str]:
        """Return where its links lead."""
        return [values["href"] for _, values in self.elements if "href" in values]

    @property
    def threats(self) -> list[str]:
        """Return what could run a script or load something: there should be nothing."""
        active = (one for one in self.elements if one[0] in _ACTIVE and not _is_ours(*one))
        found = list(dict.fromkeys(tag for tag, _ in active))
        for tag, values in self.elements:
            if tag == "script" and _is_ours(tag, values):
                continue
            found += [f"{tag} {name}" for name in values if name.startswith("on")]
            found += [f"{tag} {name}" for name in values if name in ("style", "src", "srcdoc")]
            found += [f"{tag} {url}" for url in values.values() if _is_active(url)]
        return found


_ACTIVE = {
    "script", "style", "img", "svg", "iframe", "object", "embed", "form", "input", "meta", "link",
    "base", "video", "audio", "maction", "annotation-xml", "template",
}  # fmt: skip


def _is_ours(tag: str, values: dict[str, str]) -> bool:
    # Our own charts and scripts; what comes from text can bring no class and no script.
    if tag == "script":
        is_data = values.get("type") == "application/json"
        return is_data or "/assets/broadsheet/" in f"/{values.get('src', '')}"
    return tag == "svg" and values.get("class", "").startswith("bs-")


def _is_active(url: str) -> bool:
    # What a browser drops before it looks for the scheme: https://url.spec.whatwg.org/#url-parsing
    bare = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", url)
    return bare.lower().startswith(("javascript:", "data:", "vbscript:"))
