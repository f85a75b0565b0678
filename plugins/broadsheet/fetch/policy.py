"""Policies: which papers a run asks about."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from broadsheet.fetch.answers import Answer
from broadsheet.fetch.guard import Known, is_named
from broadsheet.fetch.likeness import is_one_paper
from broadsheet.fetch.target import Target


class Policy(StrEnum):
    """Which papers are asked about: those never asked, those asked long ago too, or all."""

    MISSING = "missing"
    STALE = "stale"
    ALL = "all"


class Wish(Struct, frozen=True):
    """What a run wants to know, and on which day."""

    today: dt.date
    policy: Policy = Policy.MISSING
    older_than: int = 30
    """Days after which an answer is stale."""

    def wants(self, answer: Answer | None, key: str, target: Target) -> bool:
        """Tell whether a source is to be asked for a key, given its answer so far.

        What was found by another id that the paper still has is as good.
        """
        if answer is None or self.policy is Policy.ALL:
            return True
        is_found = answer.facts is not None
        if answer.key != key and not (is_found and is_named(target, answer.key)):
            return True
        # An answer from the future was dated by a wrong clock.
        is_fresh = 0 <= (self.today - answer.asked).days <= self.older_than
        return self.policy is Policy.STALE and not is_fresh


def may_fit_now(answer: Answer, known: Known) -> bool:
    """Tell whether an answer that was refused may be the paper's, after a record was mended."""
    return answer.refused is not None and is_one_paper(known.identity, answer.refused)
