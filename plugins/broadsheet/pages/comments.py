"""Comments: the talk about a paper, kept by GitHub Discussions and shown by giscus on demand.

A page loads nothing of it until its reader says so. https://giscus.app, https://github.com/giscus
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.records.ids import parse_url

_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", re.ASCII)


class Giscus(Struct, frozen=True, forbid_unknown_fields=True):
    """What a site says of its discussions; giscus.app tells a maintainer the two ids."""

    repo: str
    """`owner/name`, on GitHub."""
    repo_id: str
    category: str
    category_id: str
    origin: str = "https://giscus.app"
    """Another address for a giscus of one's own."""

    @property
    def repository(self) -> str:
        """Return the address of the repository."""
        return f"https://github.com/{self.repo}"

    def discussion(self, paper: str) -> str:
        """Return where the talk about a paper is found without a script."""
        return f"{self.repository}/discussions?{urlencode({'discussions_q': paper})}"


def read_giscus(options: Mapping[str, Any]) -> Giscus | None:
    """Read the option `comments`; None where it is empty.

    Raises:
        Invalid: a key is missing or unknown, or a value is not of its kind.
    """
    if not options:
        return None
    try:
        giscus = msgspec.convert(options, Giscus)
    except msgspec.ValidationError as error:
        hint = f"it takes {', '.join(Giscus.__struct_fields__)}"
        raise Invalid(str(error), hint) from None
    if not _REPOSITORY.fullmatch(giscus.repo):
        raise Invalid(f"`{giscus.repo}` is no repository of GitHub", "write `owner/name`")
    for name in ("repo_id", "category", "category_id"):
        if not getattr(giscus, name).strip():
            raise Invalid(f"`{name}` is empty", "https://giscus.app tells it")
    parse_url(giscus.origin)
    return giscus
