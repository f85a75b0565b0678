"""What a source says of one key."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.records.models import Facts


class Finding(Struct, frozen=True):
    """The facts for a key; None where the source does not know it, or refuses it with a reason."""

    key: str
    facts: Facts | None = None
    refusal: str = ""
    """Why there is no answer; such a key is asked again in the next run."""
