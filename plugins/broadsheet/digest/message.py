"""The message: a letter with the headers that mail programs and list rules go by.

RFC 5322 for the form, RFC 2369 and 2919 for lists, RFC 8058 for leaving one with one click, and
RFC 3834 so that nobody's holiday notice answers.
"""

from __future__ import annotations

import datetime as dt
from email import policy
from email.header import Header
from email.headerregistry import (
    Address,
    HeaderRegistry,
    UniqueSingleAddressHeader,
    UniqueUnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from broadsheet.digest.letter import Letter, for_reader


class _AsItIs(UniqueUnstructuredHeader):
    """A header of addresses on the web, which folding would break or encode."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the header on one line; RFC 5322 allows 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"


class _Encoded(UniqueUnstructuredHeader):
    """A header of free text; where it is not ASCII, all of it is encoded, RFC 2047.

    The library encodes the words that need it alone, and doubles a blank beside them.
    """

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the header on lines of at most 76 characters."""
        return f"{self.name}: {_encoded(self.name, str(self), policy)}{policy.linesep}"


class _Mailbox(UniqueSingleAddressHeader):
    """A header of one address, whose name has the same trouble."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the header, the address on a line of its own where its name is encoded."""
        (one,) = self.addresses
        if one.display_name.isascii():
            return f"{self.name}: {one}{policy.linesep}"
        name = _encoded(self.name, one.display_name, policy)
        return f"{self.name}: {name}{policy.linesep} <{one.addr_spec}>{policy.linesep}"


def _encoded(header: str, text: str, policy: EmailPolicy) -> str:
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, header_name=header, maxlinelen=76).encode(linesep=policy.linesep)


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("subject", "list-id"):
        registry.map_to_type(name, _Encoded)  # type: ignore[arg-type]  # it adds the base itself
    for name in ("from", "to", "reply-to"):
        registry.map_to_type(name, _Mailbox)  # type: ignore[arg-type]  # as above
    for name in ("list-unsubscribe", "list-subscribe", "list-archive"):
        registry.map_to_type(name, _AsItIs)  # type: ignore[arg-type]  # it adds the base itself
    return registry


POLICY = policy.SMTP.clone(header_factory=_registry(), raise_on_defect=True, cte_type="7bit")


class Sending(Struct, frozen=True, kw_only=True):
    """What all messages of one mail share."""

    sender: Address
    list_name: str
    list_id: str
    issue: int
    date: dt.datetime
    home: str
    subscribe: str
    language: str
    reply_to: Address | None = None
    unsubscribe: str = ""
    """An address on the web with `{address}` and `{token}`; without it a mail does."""

    def message_id(self, token: str) -> str:
        """Return the id of the message to one reader, the same however often it is made."""
        return f"<{self.issue}.{token}@{self.list_id}>"


def message(letter: Letter, sending: Sending, to: Address, token: str) -> bytes:
    """Return the message to one reader, as SMTP takes it: ASCII, lines that end in CRLF."""
    web, mail = _ways_out(sending, to, token)
    found = EmailMessage(POLICY)
    found["From"] = sending.sender
    found["To"] = to
    if sending.reply_to:
        found["Reply-To"] = sending.reply_to
    found["Subject"] = letter.subject
    found["Date"] = sending.date
    found["Message-ID"] = sending.message_id(token)
    _list_headers(found, sending, web, mail)
    own = for_reader(letter, web or mail)
    found.set_content(own.text, cte="quoted-printable")
    found.add_alternative(own.html, subtype="html", cte="quoted-printable")
    found["Content-Language"] = sending.language  # last, or it would move into the first part
    return found.as_bytes()


def _list_headers(found: EmailMessage, sending: Sending, web: str, mail: str) -> None:
    headers: dict[str, Any] = {
        "List-Id": f"{sending.list_name} <{sending.list_id}>",
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in (web, mail) if way),
        "List-Subscribe": f"<{sending.subscribe}>",
        "List-Archive": f"<{sending.home}>",
        "Auto-Submitted": "auto-generated",
    }
    for name, value in headers.items():
        found[name] = value
    if web:
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _ways_out(sending: Sending, to: Address, token: str) -> tuple[str, str]:
    """Return the addresses, on the web and of mail, at which a reader leaves."""
    spec = quote(to.addr_spec, safe="")
    web = sending.unsubscribe.replace("{address}", spec).replace("{token}", token)
    back = (sending.reply_to or sending.sender).addr_spec
    return web, f"mailto:{quote(back, safe='@')}?subject=unsubscribe%20{spec}"
