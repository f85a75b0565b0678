"""The forge of a collection: what a git remote's address says about its pages and its site."""

from __future__ import annotations

import re

from msgspec import Struct

_SSH = re.compile(r"(?:ssh://)?(?:[\w.-]+@)(?P<host>[\w.-]+)(?::\d+/|[:/])(?P<path>[^\s]+)")
_HTTPS = re.compile(r"https?://(?:[^@/\s]*@)?(?P<host>[\w.-]+)(?::\d+)?/(?P<path>[^\s?#]+)")
_PART = re.compile(r"[\w.-]+", re.ASCII)


class Forge(Struct, frozen=True):
    """Where a collection is kept and shown; empty where that does not follow from a remote."""

    repo_url: str = ""
    site_url: str = ""
    edit_uri: str = ""
    """From `repo_url` to the folder of pages, as mkdocs.yml wants it."""


def forge_of(remote: str, branch: str) -> Forge:
    """Return what a remote's address, in any form git takes, says; nothing for a path or a fault.

    A name or password in the address is left out.
    """
    match = _HTTPS.fullmatch(remote.strip()) or _SSH.fullmatch(remote.strip())
    if match is None:
        return Forge()
    host, path = match["host"].lower(), match["path"].strip("/").removesuffix(".git")
    parts = path.split("/")
    if len(parts) < 2 or not all(_PART.fullmatch(part) for part in parts):
        return Forge()
    repo_url = f"https://{host}/{path}"
    if host == "github.com":
        return Forge(repo_url, _pages(parts, "github.io"), f"edit/{branch}/content/pages/")
    if "gitlab" in host:
        site = _pages(parts, "gitlab.io") if host == "gitlab.com" else ""
        return Forge(repo_url, site, f"-/edit/{branch}/content/pages/")
    if host == "codeberg.org":
        return Forge(repo_url, _pages(parts, "codeberg.page"), f"_edit/{branch}/content/pages/")
    return Forge(repo_url)


def _pages(parts: list[str], domain: str) -> str:
    """Return the address of a project's pages; a project named like its pages is their root.

    https://docs.github.com/en/pages/getting-started-with-github-pages/what-is-github-pages
    """
    host = f"{parts[0].lower()}.{domain}"
    rest = "/".join(parts[1:])
    return f"https://{host}/" if rest.lower() == host else f"https://{host}/{rest}/"
