"""Bounces: what mail servers send back about a mail that did not arrive.

RFC 6522 is the message around a report, RFC 3464 the report, RFC 3463 its codes. Anybody can send
such a message, so it changes nothing here: people read what it says.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from broadsheet.errors import BroadsheetError

_Message: TypeAlias = "Message[Any, Any]"
MAX_BYTES = 64 * 1024 * 1024
"""Of one message."""
_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
_OURS = re.compile(r"<(\d{1,9})\.([0-9a-f]{32})@[^<>\s]+>")
_LONGEST = 200


class Bounce(Struct, frozen=True):
    """What one report says of one recipient."""

    recipient: str
    """Where the mail was to go in the end, which may be where its reader has it sent on to."""
    status: str
    """`5.1.1`; the first number is 5 for good and 4 for now."""
    text: str = ""
    """The server's own words."""
    issue: int = 0
    """The number of our mail; 0 where the report does not show its Message-ID."""
    token: str = ""
    """By which our mail's Message-ID names its reader."""

    @property
    def is_final(self) -> bool:
        """Tell whether the server will not try again."""
        return self.status.startswith("5")


def read_bounces(messages: Iterable[bytes]) -> Iterator[tuple[Bounce, ...]]:
    """Yield what each message reports; nothing for one that is no report."""
    for data in messages:
        yield tuple(_bounces(message_from_bytes(data)))


def _bounces(message: _Message) -> Iterator[Bounce]:
    parts = list(message.walk())
    mail = _our_mail(parts)
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else ():
                if isinstance(block, Message) and (bounce := _bounce(block, *mail)):
                    yield bounce


def _bounce(block: _Message, issue: int, token: str) -> Bounce | None:
    """Read the fields of one recipient; those of the message itself, and good news, are none."""
    recipient = _typed(block, "Original-Recipient") or _typed(block, "Final-Recipient")
    status = _STATUS.search(_field(block, "Status"))
    if not recipient or status is None or status[1] == "2":
        return None
    return Bounce(recipient, status[0], _typed(block, "Diagnostic-Code"), issue, token)


def _typed(block: _Message, name: str) -> str:
    """Return a value without the type before it: `rfc822; ada@mail.example`."""
    return _field(block, name).partition(";")[2].strip()


def _field(block: _Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())[:_LONGEST]


def _our_mail(parts: Iterable[_Message]) -> tuple[int, str]:
    """Return the number of the mail that came back, and its reader's token."""
    for part in parts:
        head = part
        if part.get_content_type() == "text/rfc822-headers":
            head = message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]  # decoded, it is bytes
        if match := _OURS.fullmatch(_field(head, "Message-ID")):
            return int(match[1]), match[2]
    return 0, ""


class Readers:
    """The subscribers, found by what a bounce names them by."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        """Take the address of each by its token."""
        self._tokens = tokens
        self._addresses = {address.casefold(): address for address in tokens.values()}

    def of(self, bounce: Bounce) -> str:
        """Return whom a mail was sent to, by token, else by address; empty if nobody here was."""
        by_address = self._addresses.get(bounce.recipient.casefold(), "")
        return self._tokens.get(bounce.token) or by_address


def messages_in(path: Path) -> Iterator[bytes]:
    """Yield the messages of a file of one, of an mbox, a Maildir, or a folder of files.

    Raises:
        BroadsheetError: it cannot be read.
    """
    try:
        yield from _messages(path)
    except OSError as error:
        raise BroadsheetError(f"{path}: cannot be read: {error.strerror}") from None


def _messages(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        folders = [path / name for name in ("new", "cur") if (path / name).is_dir()] or [path]
        for file in sorted(file for folder in folders for file in folder.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                yield from _messages(file)
        return
    with path.open("rb") as stream:
        is_mbox = stream.read(5) == b"From "
        stream.seek(0)
        if not is_mbox:
            yield stream.read(MAX_BYTES)
            return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)[:MAX_BYTES]
    finally:
        box.close()
