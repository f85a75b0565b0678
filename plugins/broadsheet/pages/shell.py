"""The shell: the theme rendered once for all pages of a kind, and filled for each of them.

`GeneratedPage` is the specification: what the shell writes equals what MkDocs would have made, byte
for byte. Each build holds some pages of every kind against it (`proof`); where one differs, or
where a plugin wants to see each page, all pages are made the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

from jinja2 import Environment
from markupsafe import escape
from msgspec.structs import replace

from broadsheet.digests import digest_of
from broadsheet.pages.heads import Head, whole_head
from broadsheet.pages.kinds import Kind
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import PageFile, make
from broadsheet.pages.press import Press, Result
from broadsheet.pages.render import Renderer
from broadsheet.pages.slots import Marks, Slots
from broadsheet.pages.theme import Theme
from broadsheet.workers import are_forked


class Shell:
    """Prints the many pages of a site."""

    def __init__(
        self,
        kinds: Mapping[Kind, Sequence[Leaf]],
        file_of: Callable[[Leaf], PageFile],
        renderer: Renderer,
        heads: Sequence[Head],
        press: Press,
    ) -> None:
        self.kinds = kinds
        self.press = press
        self.file_of = file_of
        self._renderer = renderer
        self._heads = heads
        self._shells: dict[Kind, Slots] = {}
        self._grounds: dict[Kind, bytes] = {}
        self._results: Iterator[Result] | None = None
        self._count = 0

    @property
    def leaves(self) -> list[Leaf]:
        """Return the pages that the shell writes."""
        return [leaf for some in self.kinds.values() for leaf in some]

    def cut(self, theme: Theme, env: Environment) -> None:
        """Make the shells; call it when the templates are what they will be."""
        for kind in self.kinds:
            shell = self._shells[kind] = self._cut(kind, theme, env)
            self._grounds[kind] = digest_of(self.press.ground, shell)

    def start(self) -> None:
        """Let other processes begin with the pages, if there are any."""
        leaves = self.leaves
        self._results = self.press.start(leaves, self)
        self._count = len(leaves)
        if not are_forked(len(leaves), self.press.jobs) or self.press.cluster is not None:
            self.finish()

    def finish(self) -> None:
        """Wait until all pages are written."""
        if self._results is not None:
            self.press.finish(self._results, self._count)
            self._results = None

    def stop(self) -> None:
        """Write no more pages."""
        if isinstance(self._results, Generator):
            self._results.close()

    def printed(self, leaf: Leaf) -> bytes:
        """Return a page as the shell makes it."""
        address = self.press.addresses.of(leaf)
        values = {
            "title": str(escape(leaf.title)),
            "description": str(escape(leaf.describe())),
            "content": make(leaf, address, self._renderer),
            "head": whole_head(self._heads, leaf, address),
            "edit": address.edit,
            **_numbered(_parts(address.url, leaf.landing)),
        }
        text = self._shells[Kind.of(leaf)].fill(values)
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def digest(self, leaf: Leaf) -> bytes:
        """Return a digest of all that a page is made of."""
        made_of = leaf.made_of() if leaf.made_of else (leaf.describe(), leaf.view())
        heads = [head.made_of(leaf) for head in self._heads]
        return digest_of(self._grounds[Kind.of(leaf)], leaf.key, leaf.title, made_of, heads)

    def _cut(self, kind: Kind, theme: Theme, env: Environment) -> Slots:
        first = self.kinds[kind][0]
        numbers = list(_numbered(_parts(self.press.addresses.of(first).url, kind.landing)))
        marks = Marks.of(["title", "description", "content", "head", "edit", *numbers])
        words = marks.words
        leaf = replace(
            first,
            key=kind.landing + "/".join(words[number] for number in numbers),
            title=words["title"],
            describe=lambda: words["description"],
            paper=None,
        )
        page = self.file_of(leaf).page_of(theme.config)
        page.edit_url = words["edit"] if page.edit_url else None
        page.read_source(theme.config)
        # The theme prints a heading of its own where the content has none.
        page.furnish(f"<h1 {words['content']}>")
        text = theme.around(page, env, head=words["head"])
        return Slots.cut(text.replace(page.content or "", words["content"]), marks)


def _parts(url: str, landing: str) -> Sequence[str]:
    """Return what is a page's own in its URL, between the slashes."""
    return url[len(landing) :].removesuffix("/").removesuffix(".html").split("/")


def _numbered(parts: Sequence[str]) -> dict[str, str]:
    return {str(number): part for number, part in enumerate(parts)}
