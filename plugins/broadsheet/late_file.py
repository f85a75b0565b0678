"""Late files: files of the site whose content is made when it is written, or asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from broadsheet.on_demand import SITE
from broadsheet.stages import Cost


class LateFile(File):
    """A file that is made late, so that no build holds all of them at once."""

    make: Callable[[], bytes]
    stage: Callable[[], AbstractContextManager[Cost]]
    is_on_demand: bool
    """Whether it is written only when it is asked for, as while a site is served."""

    @classmethod
    def of(
        cls,
        path: str,
        make: Callable[[], bytes],
        config: MkDocsConfig,
        stage: Callable[[], AbstractContextManager[Cost]],
        *,
        is_on_demand: bool = False,
    ) -> LateFile:
        """Return a file of the site by its path, what makes its content, and what measures it."""
        file = cast("LateFile", cls.generated(config, path, content=b""))
        file.make, file.stage, file.is_on_demand = make, stage, is_on_demand
        return file

    @property  # type: ignore[misc]  # nobody sets it
    def content_bytes(self) -> bytes:
        """Return the content, made anew."""
        return self.make()

    def copy_file(self, dirty: bool = False) -> None:
        """Make the content and write it, or offer to."""
        if self.is_on_demand:
            SITE.offer(self.dest_uri, self.make)
            return
        with self.stage() as cost:
            self._content = self.make()
            cost.size += len(self._content)
            super().copy_file(dirty)
        self._content = b""
