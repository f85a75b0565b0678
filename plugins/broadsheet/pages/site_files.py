"""The files of a site with many pages: those of generated pages come to be when they are asked for.

A File and a Page of MkDocs for each of a hundred thousand pages would cost more than the pages.
Links to them in hand-written pages still resolve and are checked, by their path; so do links to
what stands beside the pages and is no file of MkDocs, such as feeds.
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
        self,
        files: Iterable[File],
        leaves: Iterable[Leaf],
        file_of: Callable[[Leaf], PageFile],
        file_at: Callable[[str], File],
    ) -> None:
        super().__init__(files)
        self._leaves: Mapping[str, Leaf] = {source_uri(leaf.key): leaf for leaf in leaves}
        self._file_of = file_of
        self._file_at = file_at
        self._are_beside: list[Callable[[str], bool]] = []
        self._asked: dict[str, PageFile] = {}

    def expect(self, is_beside: Callable[[str], bool]) -> None:
        """Take in what knows the paths of files that others write into the site."""
        self._are_beside.append(is_beside)

    def free(self, leaves: Iterable[Leaf]) -> list[Leaf]:
        """Return the leaves whose place no other file has taken since."""
        return [leaf for leaf in leaves if source_uri(leaf.key) not in self.src_uris]

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path below the folder of documents."""
        name = PurePath(path).as_posix()
        return super().get_file_from_path(path) or self._file(name) or self._beside(name)

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    def take_back(self) -> list[PageFile]:
        """Make all leaves files that MkDocs knows, for it to make their pages."""
        files = [self._file_of(leaf) for leaf in self.free(self._leaves.values())]
        self._leaves = {}
        for file in files:
            self.append(file)
        return files

    def _beside(self, path: str) -> File | None:
        is_there = any(is_beside(path) for is_beside in self._are_beside)
        return self._file_at(path) if is_there else None

    def _file(self, path: str) -> PageFile | None:
        if path not in self._asked and path in self._leaves:
            file = self._asked[path] = self._file_of(self._leaves[path])
            assert file.page is not None  # noqa: S101 - `generate` makes it
            file.page.present_anchor_ids = {"title"}
        return self._asked.get(path)
