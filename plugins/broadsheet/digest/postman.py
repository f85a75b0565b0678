"""The postman: hands messages to a mail server, and says of each what became of it; RFC 5321.

`smtplib` sends a message and its end in one go. Here the end goes by itself, after the caller has
written down that it is about to: whoever dies before has certainly sent nothing.
"""

from __future__ import annotations

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import TracebackType

from msgspec import Struct

from broadsheet.digest.settings import Smtp
from broadsheet.errors import BroadsheetError

USER, PASSWORD = "BROADSHEET_SMTP_USER", "BROADSHEET_SMTP_PASSWORD"
_PATIENCE = 60.0
"""Seconds to wait for an answer. RFC 5321, 4.5.3.2, would wait longer."""
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Fate(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    REFUSED = "refused"
    """For good: a code of 5xx about the reader."""
    DEFERRED = "deferred"
    """For now: a code of 4xx, no connection, or a fault of the message."""
    UNCERTAIN = "uncertain"
    """All of it was sent, and no answer came."""


class Outcome(Struct, frozen=True):
    """What the server said of one message; the code is 0 where it said nothing."""

    fate: Fate
    code: int = 0
    text: str = ""
    is_of_message: bool = False
    """Whether it was about the message, not about its reader."""


class Postman:
    """A connection to a mail server, made when it is needed; a context manager."""

    def __init__(self, server: Smtp, environment: Mapping[str, str] = os.environ) -> None:
        self._server = server
        self._login = environment.get(USER, ""), environment.get(PASSWORD, "")
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Postman:
        """Connect.

        Raises:
            BroadsheetError: the server cannot be reached or trusted, or refuses the login.
        """
        self._connected()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye, if the server still listens."""
        self._leave()

    def hand(self, sender: str, to: str, data: bytes, before_end: Callable[[], None]) -> Outcome:
        """Hand a message over; `before_end` is called when all but its end is sent.

        Raises:
            BroadsheetError: the server cannot be reached any more, or does not take this sender.
        """
        outcome = self._try(sender, to, data, before_end)
        if outcome.fate is Fate.DEFERRED and not outcome.code:
            # A server may hang up between two messages; a second one would be about this one.
            outcome = self._try(sender, to, data, before_end)
        return outcome

    def _try(self, sender: str, to: str, data: bytes, before_end: Callable[[], None]) -> Outcome:
        smtp = self._connected()
        is_ended = False
        try:
            if refusal := self._envelope(smtp, sender, to):
                return refusal
            smtp.send(_DOT.sub(b"..", data))
            before_end()
            is_ended = True
            smtp.send(b".\r\n")
            return self._answered(*smtp.getreply())
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            fate = Fate.UNCERTAIN if is_ended else Fate.DEFERRED
            return Outcome(fate, 0, str(error))
        except BaseException:
            self._drop()  # a QUIT would be taken for a line of the message
            raise

    def _envelope(self, smtp: smtplib.SMTP, sender: str, to: str) -> Outcome | None:
        code, said = smtp.mail(sender)
        if code == 250:
            code, said = smtp.rcpt(to)
            if code in (250, 251):
                code, said = smtp.docmd("DATA")
                return None if code == 354 else self._refusal(code, said, is_of_message=True)
        elif code // 100 == 5:
            self._leave()
            raise BroadsheetError(f"the server takes no mail from {sender}: {_said(code, said)}")
        return self._refusal(code, said)

    def _refusal(self, code: int, said: bytes, *, is_of_message: bool = False) -> Outcome:
        # A fault of the message is ours and can be mended; its reader must not lose it for that.
        is_final = code // 100 == 5 and not is_of_message
        if code == 421:  # the server is about to go; the next message needs a new connection
            self._drop()
        elif self._smtp:
            self._smtp.docmd("RSET")
        fate = Fate.REFUSED if is_final else Fate.DEFERRED
        return Outcome(fate, code, _said(code, said), is_of_message)

    def _answered(self, code: int, said: bytes) -> Outcome:
        if code // 100 == 2:
            return Outcome(Fate.TAKEN, code)
        return self._refusal(code, said, is_of_message=True)

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = _connect(self._server, *self._login)
            except smtplib.SMTPAuthenticationError as error:
                message = f"the login is refused ({error.smtp_code}); look at {USER} and {PASSWORD}"
                raise BroadsheetError(f"{self._server.host}: {message}") from None
            except (smtplib.SMTPException, OSError) as error:
                where = f"{self._server.host}:{self._server.port}"
                raise BroadsheetError(f"{where}: no mail server to talk to: {error}") from error
        return self._smtp

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def _leave(self) -> None:
        try:
            if self._smtp:
                self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            self._drop()
        self._smtp = None


def _connect(server: Smtp, user: str, password: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_PATIENCE, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
    try:
        if smtp.sock:
            # The end of a message goes by itself; it must not wait for what is before it.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if user:
            _log_in(smtp, server, user, password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, server: Smtp, user: str, password: str) -> None:
    if server.security == "none" and not server.is_local:
        raise BroadsheetError(
            f"{server.host}: a login without TLS could be read by anyone on the way; "
            "set `security: starttls` or `tls`"
        )
    smtp.login(user, password)


def _said(code: int, said: bytes) -> str:
    return f"{code} {' '.join(said.decode('utf-8', 'replace').split())}"[:200]
