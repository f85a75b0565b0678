"""Where the files of a collection are: one root, the rest by name."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError


class Project(Struct, frozen=True):
    """The folders of one collection; paths in Problems are relative to `root`."""

    root: Path
    content: Path

    @property
    def papers(self) -> Path:
        """Return the folder of paper records."""
        return self.content / "papers"

    @property
    def collections(self) -> Path:
        """Return the folder of reading lists."""
        return self.content / "collections"

    @property
    def vocabulary(self) -> Path:
        """Return the file of topics."""
        return self.content / "tags.yaml"

    @property
    def fetched(self) -> Path:
        """Return the folder of the lock: what the sources said."""
        return self.content / "fetched"

    @property
    def schemas(self) -> Path:
        """Return the folder of the JSON Schemas that editors use."""
        return self.content / "schema"

    @property
    def pages(self) -> Path:
        """Return the folder of hand-written pages."""
        return self.content / "pages"

    @property
    def checks(self) -> Path:
        """Return the file with the weights of the rules that `broadsheet check` holds to."""
        return self.root / "site_config" / "checks.yaml"

    @property
    def cache(self) -> Path:
        """Return the folder of what takes long to make again; safe to delete."""
        return self.root / ".cache" / "broadsheet"

    @property
    def sources(self) -> Path:
        """Return the file with the sources' settings."""
        return self.root / "site_config" / "sources.yaml"

    @property
    def styles(self) -> Path:
        """Return the folder of citation styles of the site's own."""
        return self.root / "site_config" / "styles"

    @property
    def digest(self) -> Path:
        """Return the file with the settings of mail."""
        return self.root / "site_config" / "digest.yaml"

    @property
    def sent(self) -> Path:
        """Return the ledger of what was announced by mail."""
        return self.content / "sent.jsonl"

    @property
    def words(self) -> Path:
        """Return the file with words of the site's own, for ours."""
        return self.root / "site_config" / "words.yaml"

    def shown(self, path: Path) -> str:
        """Return a path as Problems show it: below the root, with forward slashes."""
        resolved, root = path.resolve(), self.root.resolve()
        return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)


def find_project(start: Path) -> Project:
    """Find the project that a folder is in: the nearest one above with `content/papers`.

    Raises:
        BroadsheetError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "content" / "papers").is_dir():
            return Project(folder, folder / "content")
    raise BroadsheetError(f"{start}: no content/papers here or above; go to a collection's folder")
