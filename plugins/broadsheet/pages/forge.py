"""The forge: where readers mend a record or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from msgspec import Struct

FORGES = ("github", "gitlab", "forgejo")


class Forge(Struct, frozen=True):
    """A repository on a forge; `kind` is one of FORGES, or empty where nobody knows."""

    url: str
    kind: str

    @classmethod
    def at(cls, url: str, kind: str = "") -> Forge:
        """Return the forge of a repository; without `kind` the name of its host tells."""
        host = urlsplit(url).hostname or ""
        known = {"github": "github", "gitlab": "gitlab", "codeberg": "forgejo", "gitea": "forgejo"}
        found = next((forge for name, forge in known.items() if name in host), "")
        return cls(url.rstrip("/"), kind or (found if url else ""))

    def report(self, paper: str, *, subject: str, text: str) -> str:
        """Return the address of a new issue about a paper, filled in as far as we know.

        GitHub fills the fields of the form `fix-record.yml` by their ids:
        https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
        GitLab: https://docs.gitlab.com/user/project/issues/create_issues/
        """
        match self.kind:
            case "github":
                form = {"template": "fix-record.yml", "title": subject, "paper": paper}
                return self._address("/issues/new", form)
            case "gitlab":
                form = {"issue[title]": subject, "issue[description]": text}
                return self._address("/-/issues/new", form)
            case "forgejo":
                return self._address("/issues/new", {"title": subject, "body": text})
        return ""

    def _address(self, path: str, form: Mapping[str, str]) -> str:
        return f"{self.url}{path}?{urlencode(form)}"
