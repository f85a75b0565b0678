"""A stand-in for any API: it knows facts by keys, and answers many keys at once in JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from broadsheet.records.models import Facts
from servers.stand_in import Answered, Seen, StandIn


class CatalogueServer(StandIn):
    """Answers `{key: facts}` for `?keys=a|b`; keys that it does not know are left out."""

    path = "/works"

    def __init__(self, facts: Mapping[str, Facts], port: int = 0) -> None:
        super().__init__(port)
        self.facts = dict(facts)
        self.answers = 0
        """How many requests were answered well."""

    @property
    def asked_keys(self) -> list[list[str]]:
        """The keys of each request so far."""
        return [keys_of(request) for request in self.requests]

    def answer(self, request: Seen) -> Answered:
        found = {key: self.facts[key] for key in keys_of(request) if key in self.facts}
        self.answers += 1
        return Answered(msgspec.json.encode(found))


def keys_of(request: Seen) -> list[str]:
    """Return the keys that a request names."""
    return [key for key in "|".join(request.query.get("keys", [])).split("|") if key]
