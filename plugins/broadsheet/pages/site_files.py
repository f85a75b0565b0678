"""The files of a site with many pages: those of generated pages come to be when they are asked for.

A File and a Page of MkDocs for each of a hundred thousand pages would cost more than the pages.
Links to them in hand-written pages still resolve and are checked, by their path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from mkdocs.structure.files import File, Files

from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import PageFile
from broadsheet.pages.urls import source_uri


class SiteFiles(Files):
    """Files that MkDocs knows, and leaves that it hears of only by their path."""

    def __init__(
        self, files: Iterable[File], leaves: Iterable[Leaf], file_of: Callable[[Leaf], PageFile]
    ) -> None:
        super().__init__(files)
        self._leaves: Mapping[str, Leaf] = {source_uri(leaf.key): leaf for leaf in leaves}
        self._file_of = file_of
        self._asked: dict[str, PageFile] = {}

    def free(self, leaves: Iterable[Leaf]) -> list[Leaf]:
        """Return the leaves whose place no other file has taken since."""
        return [leaf for leaf in leaves if source_uri(leaf.key) not in self.src_uris]

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path below the folder of documents."""
        return super().get_file_from_path(path) or self._file(PurePath(path).as_posix())

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    def take_back(self) -> list[PageFile]:
        """Make all leaves files that MkDocs knows, for it to make their pages."""
        files = [self._file_of(leaf) for leaf in self.free(self._leaves.values())]
        self._leaves = {}
        for file in files:
            self.append(file)
        return files

    def _file(self, path: str) -> PageFile | None:
        if path not in self._asked and path in self._leaves:
            file = self._asked[path] = self._file_of(self._leaves[path])
            assert file.page is not None  # noqa: S101 - `generate` makes it
            file.page.present_anchor_ids = {"title"}
        return self._asked.get(path)
