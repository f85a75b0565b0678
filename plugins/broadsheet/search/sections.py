"""Sections: the hand-written pages in pieces, each from one heading with an anchor to the next."""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SKIPPED = {"script", "style", "template", "svg", "math"}
_EMPTY = {"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"}
_BLOCKS = {"p", "li", "td", "th", "tr", "dt", "dd", "pre", "div", "br", "blockquote"} | _HEADINGS


class Section(Struct, frozen=True):
    """A piece of a page in plain text; `url` is below the site's root."""

    url: str
    title: str
    text: str


def sections(html: str, url: str, title: str) -> list[Section]:
    """Cut a page's content at its headings; what is marked `data-search-exclude` is left out."""
    reader = _Reader(url, title)
    reader.feed(html)
    reader.close()
    return [one for one in reader.sections() if one.title or one.text]


class _Reader(HTMLParser):
    def __init__(self, url: str, title: str) -> None:
        super().__init__()
        self._url = url
        self._page = title
        self._found: list[tuple[str, list[str], list[str]]] = [("", [title], [])]
        self._heading = ""
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.append(tag)
            return
        if tag in _SKIPPED or "data-search-exclude" in given or _is_permalink(given):
            # Nothing ends what holds nothing.
            self._skipping += [] if tag in _EMPTY else [tag]
        elif tag in _HEADINGS and given.get("id"):
            self._heading = tag
            # The page's own heading repeats its title.
            if tag == "h1":
                self._found[0] = ("", [], self._found[0][2])
            else:
                self._found.append((given["id"] or "", [], []))
        elif tag in _BLOCKS:
            self._put(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.pop()
            return
        if tag == self._heading:
            self._heading = ""
        elif tag in _BLOCKS:
            self._put(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._put(data)

    def _put(self, text: str) -> None:
        _, title, body = self._found[-1]
        (title if self._heading else body).append(text)

    def sections(self) -> list[Section]:
        return [
            Section(
                f"{self._url}#{anchor}" if anchor else self._url,
                " ".join("".join(title).split()) or self._page,
                " ".join("".join(body).split()),
            )
            for anchor, title, body in self._found
        ]


def _is_permalink(given: dict[str, str | None]) -> bool:
    return "headerlink" in (given.get("class") or "").split()
