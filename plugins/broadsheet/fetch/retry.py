"""Retrying: whether a server asks to come again, and after how long."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from broadsheet.fetch.exchange import Reply

_AGAIN = frozenset({429, 500, 502, 503, 504})


def retry_after(reply: Reply) -> float | None:
    """Return the seconds a server asks to wait, from a number or a date (RFC 9110, 10.2.3).

    Without these the end of a used-up limit counts, as GitHub and others send it.
    """
    text = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text, re.ASCII):
        return float(text)
    then = _date(text) or _limit_ends(reply)
    # Counted from the server's own clock where it shows it: ours may be wrong.
    now = _date(reply.headers.get("date", "")) or dt.datetime.now(dt.UTC)
    return None if then is None else max(0.0, (then - now).total_seconds())


def is_passing(reply: Reply) -> bool:
    """Tell whether a status says that the server is busy or broken for now."""
    return reply.status in _AGAIN


def asks_to_come_again(reply: Reply) -> bool:
    """Tell whether the same request may have an answer a little later."""
    # GitHub refuses with 403 for good, and with 403 and a time for now.
    return is_passing(reply) or (reply.status == 403 and retry_after(reply) is not None)


def _limit_ends(reply: Reply) -> dt.datetime | None:
    reset = reply.headers.get("x-ratelimit-reset", "").strip()
    is_used_up = reply.headers.get("x-ratelimit-remaining", "").strip() == "0"
    if not (is_used_up and re.fullmatch(r"\d{1,11}", reset, re.ASCII)):
        return None
    return dt.datetime.fromtimestamp(int(reset), dt.UTC)


def _date(text: str) -> dt.datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)
