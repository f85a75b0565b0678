"""The shell: the theme rendered once for all pages of a kind, and filled for each of them.

`GeneratedPage` is the specification: what the shell writes equals what MkDocs would have made, byte
for byte. Each build holds some pages of every kind against it; where one differs, or where a plugin
wants to see each page, all pages are made the long way. Nothing depends on this module but the one
place in the plugin that calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Protocol

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from msgspec import Struct

from broadsheet.output import Output
from broadsheet.pages.outline import Leaf
from broadsheet.pages.page_types import GeneratedPage, PageFile
from broadsheet.pages.slots import Marks, Slots
from broadsheet.pages.urls import source_uri
from broadsheet.stages import Stages
from broadsheet.workers import are_forked, spread

MANY = 2_000
"""Pages from which on it pays without being asked for."""
_FEW = 5
"""Pages of a kind that are not worth a shell: the proof would render them all."""
_EVENTS = (
    "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page",
)  # fmt: skip
# Plugins that hand-written pages concern alone, or that leave a page as it is.
_HARMLESS = (
    "broadsheet.", "material.plugins.search.", "material.plugins.tags.", "material.plugins.meta.",
    "material.plugins.offline.", "mkdocs.contrib.search",
)  # fmt: skip


class Listed(Struct):
    """What the site map and checked links ask of a page that MkDocs does not make."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    present_anchor_ids: set[str]
    is_link: bool = False


class Kind(Struct, frozen=True):
    """What pages have in common that share a shell."""

    template: str
    landing: str
    depth: int
    has_edit: bool


class Gatherer(Protocol):
    """What comes together while pages are made, maybe in several processes."""

    def gathered(self) -> Any:  # noqa: ANN401 - its own affair
        """Return, once, what came together in this process."""

    def gather(self, found: Any) -> None:  # noqa: ANN401
        """Take in what came together in another."""


class Press(Struct, frozen=True):
    """Where pages go to, what comes together on the way, and who prints them."""

    output: Output
    gatherers: Sequence[Gatherer]
    stages: Stages
    jobs: int = 1
    cluster: Callable[[int], Iterator[tuple[int, list[Any]]]] | None = None
    """Prints so many pages elsewhere, where there is a cluster."""

    def start(
        self, pages: Sequence[PageFile], printed: Callable[[PageFile], str]
    ) -> Iterator[tuple[int, list[Any]]]:
        """Return the results of all pages; other processes begin with them at once."""
        if self.cluster is not None:
            return self.cluster(len(pages))
        return spread(lambda some: self.work(some, printed), pages, self.jobs)

    def finish(self, results: Iterator[tuple[int, list[Any]]], count: int) -> None:
        """Wait until all pages are written, and take in what came together."""
        with self.stages("pages", count) as cost:
            for size, found in results:
                cost.size += size
                for gatherer, one in zip(self.gatherers, found, strict=True):
                    gatherer.gather(one)

    def work(
        self, some: Sequence[PageFile], printed: Callable[[PageFile], str]
    ) -> tuple[int, list[Any]]:
        """Write some pages; return their bytes and what came together in this process."""
        size = 0
        for page in some:
            content = printed(page).encode("utf-8", errors="xmlcharrefreplace")
            self.output.write(page.dest_uri, content)
            size += len(content)
        return size, [gatherer.gathered() for gatherer in self.gatherers]


class Shell:
    """Writes the many pages of a site."""

    nav: Navigation
    landing: Callable[[str], Page | None]

    def __init__(self, config: MkDocsConfig, files: Files, press: Press) -> None:
        self.config = config
        self.files = files
        self.press = press
        self._results: Iterator[tuple[int, list[Any]]] | None = None
        self._count = 0
        self._shells: dict[Kind, Slots] = {}
        self._kinds = _kinds(config, files)
        # Our own plugins put what belongs into a page's head into its meta.
        self._handlers = [
            handler for handler in config.plugins.events["page_context"] if _is_ours(handler)
        ]

    def take(self) -> None:
        """Take the pages from MkDocs."""
        for file in self.pages:
            file.write = self.write
            file.page = _listed(file.page)  # type: ignore[assignment]

    @property
    def pages(self) -> Iterator[PageFile]:
        """Yield the files that the shell writes."""
        for some in self._kinds.values():
            yield from some

    def prove(self, env: Environment) -> str:
        """Make the shells and hold samples against MkDocs; say what differs, if anything."""
        self.cut(env)
        for some in self._kinds.values():
            for file in _samples(some):
                printed, specified = self.printed(file), self._specified(file, env)
                if printed != specified:
                    return f"{file.src_uri}: {_difference(printed, specified)}"
        return ""

    def cut(self, env: Environment) -> None:
        """Make the shells."""
        for kind in self._kinds:
            self._shells[kind] = self._cut(kind, env)

    def give_back(self) -> None:
        """Have MkDocs make the pages after all; its events of reading are made up for."""
        for file in self.pages:
            file.write = None
            page = file.page_of(self.config)
            page.parent = self.landing(page.leaf.landing)  # type: ignore[assignment]
            _read(page, self.config, self.files)

    def start(self) -> None:
        """Let other processes begin with the pages, if there are any."""
        pages = list(self.pages)
        self._results = self.press.start(pages, self.printed)
        self._count = len(pages)
        if not are_forked(len(pages), self.press.jobs) or self.press.cluster is not None:
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

    def write(self, file: PageFile) -> None:
        """Do nothing: all pages are under way since the first was proven."""

    def printed(self, file: PageFile) -> str:
        """Return a page as the shell makes it."""
        listed = file.page
        page = file.page_of(self.config)
        file.page = listed
        page.read_source(self.config)
        page.content = page.made()
        for handler in self._handlers:
            handler(TemplateContext(), page=page, config=self.config, nav=self.nav)  # type: ignore[typeddict-item]
        return self._shells[_kind(page)].fill(_values(page))

    def _cut(self, kind: Kind, env: Environment) -> Slots:
        first = self._kinds[kind][0]
        parts = _parts(first.url, kind.landing)
        names = ["title", "description", "content", "head", "edit"]
        marks = Marks.of([*names, *(str(number) for number in range(len(parts)))])
        words = marks.words
        key = kind.landing + "/".join(words[str(number)] for number in range(len(parts)))
        leaf = Leaf(
            key=key, template=kind.template, title=words["title"], view=lambda: None,
            description=words["description"], landing=kind.landing,
        )  # fmt: skip
        file = PageFile(source_uri(key), None, self.config.site_dir, self.config.use_directory_urls)
        file.leaf, file.renderer = leaf, first.renderer
        page = file.page_of(self.config)
        page.edit_url = words["edit"] if kind.has_edit else None
        page.read_source(self.config)
        # The theme prints a heading of its own where the content has none.
        page.furnish(f"<h1 {words['content']}>")
        text = self._themed(page, env, head=words["head"])
        return Slots.cut(text.replace(page.content or "", words["content"]), marks)

    def _specified(self, file: PageFile, env: Environment) -> str:
        """Return a page as MkDocs makes it."""
        listed = file.page
        page = file.page_of(self.config)
        file.page = listed
        _read(page, self.config, self.files)
        return self._themed(page, env)

    def _themed(self, page: GeneratedPage, env: Environment, head: str | None = None) -> str:
        """Do what `mkdocs.commands.build` does with a page that has its content."""
        page.parent = self.landing(page.leaf.landing)  # type: ignore[assignment]
        page.active = True
        try:
            context = get_context(self.nav, self.files.documentation_pages(), self.config, page)
            template = env.get_template(page.meta["template"])
            context = self.config.plugins.on_page_context(
                context, page=page, config=self.config, nav=self.nav
            )
            if head is not None:
                page.meta["broadsheet_head"] = head
            text = template.render(context)
            return self.config.plugins.on_post_page(text, page=page, config=self.config) or ""
        finally:
            page.active = False


def all_pages(files: Files) -> list[File]:
    """Return the files of all pages in their order, those that MkDocs does not make as well."""
    return [
        file
        for file in files
        if file.is_documentation_page() or (isinstance(file, PageFile) and file.write)
        if file.inclusion.is_included()
    ]


def is_one_of_many(file: File) -> bool:
    """Tell whether a page is one of those that grow with the collection."""
    return isinstance(file, PageFile) and file.leaf.key != file.leaf.landing


def hinderance(config: MkDocsConfig) -> str:
    """Name the plugin that wants to see each page, if there is one."""
    for event in _EVENTS:
        for handler in config.plugins.events[event]:
            owner = getattr(handler, "__self__", handler)
            module = type(owner).__module__ if hasattr(handler, "__self__") else owner.__module__
            if not module.startswith(_HARMLESS):
                return f"`{module}` wants to see each page (on_{event})"
    return ""


def _listed(page: Page | None) -> Listed | None:
    if page is None:
        return None
    return Listed(page.canonical_url, page.abs_url, page.update_date, {"title"})


def _is_ours(handler: object) -> bool:
    return type(getattr(handler, "__self__", None)).__module__.startswith("broadsheet.")


def _kinds(config: MkDocsConfig, files: Files) -> dict[Kind, list[PageFile]]:
    """Group the pages that may have a shell: none that the navigation names, none below."""
    named = _named(config.nav)
    kinds: dict[Kind, list[PageFile]] = {}
    for file in files:
        if isinstance(file, PageFile) and isinstance(file.page, GeneratedPage):
            leaf = file.leaf
            parents = leaf.key.split("/")
            keys = {"/".join(parents[:end]) for end in range(1, len(parents) + 1)}
            if leaf.key != leaf.landing and leaf.key.startswith(leaf.landing) and not keys & named:
                kinds.setdefault(_kind(file.page), []).append(file)
    return {kind: some for kind, some in kinds.items() if len(some) >= _FEW}


def _named(nav: object) -> set[str]:
    """Return the keys of pages that a configured navigation names, landing pages aside."""
    if isinstance(nav, str):
        return {nav.removesuffix(".md")} if not nav.endswith("index.md") else set()
    if isinstance(nav, dict):
        return set().union(*map(_named, nav.values()))
    return set().union(*map(_named, nav)) if isinstance(nav, list) else set()


def _kind(page: GeneratedPage) -> Kind:
    leaf = page.leaf
    return Kind(leaf.template, leaf.landing, page.url.count("/"), bool(page.edit_url))


def _values(page: GeneratedPage) -> dict[str, str]:
    parts = _parts(page.url, page.leaf.landing)
    return {
        "title": page.title or "",
        "description": page.meta["description"],
        "content": page.content or "",
        "head": page.meta.get("broadsheet_head", ""),
        "edit": page.edit_url or "",
        **{str(number): part for number, part in enumerate(parts)},
    }


def _parts(url: str, landing: str) -> Sequence[str]:
    """Return what is a page's own in its URL, between the slashes."""
    return url[len(landing) :].removesuffix("/").removesuffix(".html").split("/")


def _samples(some: list[PageFile]) -> list[PageFile]:
    """Return the first, the last, the longest title, and one that has to be escaped."""
    longest = max(some, key=lambda file: len(file.leaf.title))
    awkward = next((one for one in some if set(one.leaf.title) & set("<>&\"'")), some[0])
    found = {id(file): file for file in (some[0], some[-1], longest, awkward)}
    return list(found.values())


def _read(page: GeneratedPage, config: MkDocsConfig, files: Files) -> None:
    """Do what `mkdocs.commands.build` does to read a page."""
    page = config.plugins.on_pre_page(page, config=config, files=files)  # type: ignore[assignment]
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = config.plugins.on_page_content(
        page.content or "", page=page, config=config, files=files
    )


def _difference(printed: str, specified: str) -> str:
    """Return the first line that differs."""
    pairs = zip(printed.splitlines(), specified.splitlines(), strict=False)
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", "the number of lines"))
    return f"`{other.strip()[:160]}`, not `{one.strip()[:160]}`"
