"""What a scaffold's templates say of one collection, inferred as far as that can be."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from broadsheet import __version__
from broadsheet.history.git import Git
from broadsheet.scaffold.remote import Forge, forge_of

_INSTALL = ("python -m pip install --disable-pip-version-check -r requirements.txt",)


class Values(Struct, frozen=True, kw_only=True):
    """The words that templates have places for."""

    name: str
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    branch: str = "main"
    install: tuple[str, ...] = _INSTALL
    """Shell lines of a workflow that put `broadsheet` on the path."""
    requirements: str = "requirements.txt"
    """The file that says what those lines install."""
    version: str = __version__

    @property
    def repo_name(self) -> str:
        """Return `owner/name`."""
        return "/".join(self.repo_url.split("/")[3:])


def infer(folder: Path, name: str = "") -> Values:
    """Return what a folder's name and its git remote say of the collection that is to be there."""
    git = Git(folder if folder.is_dir() else folder.absolute().parent)
    branch = git.branch or "main"
    # The remote of a repository around it says nothing of a collection in a folder of that.
    is_own = Path(git.text("rev-parse", "--show-toplevel") or "/") == folder.resolve()
    forge = forge_of(git.remote, branch) if is_own else Forge()
    return Values(
        name=name or _title(folder.resolve().name),
        site_url=forge.site_url,
        repo_url=forge.repo_url,
        edit_uri=forge.edit_uri,
        branch=branch,
    )


def _title(folder: str) -> str:
    """Return a name in words: `sparse-models` as `Sparse models`."""
    words = re.sub(r"[\W_]+", " ", folder).strip()
    return f"{words[:1].upper()}{words[1:]}" or "Papers"
