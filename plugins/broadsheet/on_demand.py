"""On demand: what a site that is served makes when somebody asks for it, instead of at each edit.

One process serves one site, though MkDocs makes its plugins anew for each build; so there is one
`SITE`. Before each build it forgets what the build before had to offer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from broadsheet.site_folder import write_file

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A web application: https://peps.python.org/pep-3333/."""


class OnDemand:
    """Knows who makes what is not there yet; paths are those of files below the site's root."""

    def __init__(self) -> None:
        self._files: dict[str, Callable[[], bytes]] = {}
        self._folders: dict[str, Callable[[str], bytes | None]] = {}
        self._making = threading.Lock()
        """Requests come in threads; what makes a page was written for one."""

    def forget(self) -> None:
        """Offer nothing."""
        self._files, self._folders = {}, {}

    def offer(self, path: str, make: Callable[[], bytes]) -> None:
        """Offer to make a file."""
        self._files[path] = make

    def offer_below(self, folder: str, make: Callable[[str], bytes | None]) -> None:
        """Offer to make what a folder has, which is told by its path; nothing where it has not."""
        self._folders[folder] = make

    def make(self, path: str) -> bytes | None:
        """Return the content of a file, if anybody makes it."""
        with self._making:
            if path in self._files:
                return self._files[path]()
            found = (make(path) for name, make in self._folders.items() if path.startswith(name))
            return next((content for content in found if content is not None), None)

    def around(self, app: App, root: str, folder: str) -> App:
        """Return an application that makes what another one does not find and asks it again.

        `root` is the path of the site, beginning and ending with a slash; `folder` is where the
        other one looks for files.
        """

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            said: list[tuple[Any, ...]] = []
            found = app(environ, lambda *words: said.append(words))
            path = _file(environ, root)
            if said and said[0][0].startswith("404") and (made := self.make(path)) is not None:
                write_file(f"{folder}/{path}", made)
                return app(environ, start)
            for words in said:
                start(*words)
            return found

        return answer


def _file(environ: dict[str, Any], root: str) -> str:
    """Return the path of the file that is asked for, from the site's root."""
    path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "ignore")
    name = path.removeprefix(root)
    return f"{name}index.html" if name.endswith("/") or not name else name


SITE = OnDemand()
