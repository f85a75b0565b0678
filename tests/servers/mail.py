"""A real mail server on loopback that takes what it is told to take."""

from __future__ import annotations

import asyncio
import ssl
import threading
import warnings
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class MailServer:
    """Keeps the mails it took; `refusals` are its answers to some readers."""

    def __init__(
        self, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None, host: str = "127.0.0.1",
    ) -> None:  # fmt: skip
        self.mails: list[tuple[str, bytes]] = []
        self.refusals: dict[str, str] = {}
        self.on_rcpt: Callable[[str], str | None] = lambda to: None
        """Is told of each reader, and may answer for the server."""
        self.on_data: Callable[[str], str | None] = lambda to: None
        """Is told of each message before it is kept."""
        self.on_kept: Callable[[str], object] = lambda to: None
        """Is told of each message before its sender is."""
        self.on_mail: Callable[[str], str | None] = lambda sender: None
        self.sessions = 0
        self._open: list[SMTP] = []
        self._login = login
        self._host = host
        self._tls = tls
        self._options: dict[str, Any] = {
            "tls_context": starttls,
            "require_starttls": starttls is not None,
            "authenticator": self._authenticate if login else None,
            "auth_required": login is not None,
            "auth_require_tls": starttls is not None,
        }
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def readers(self) -> Counter[str]:
        return Counter(to for to, _ in self.mails)

    @property
    def messages(self) -> list[EmailMessage]:
        """Return the mails as the standard library's parser reads them, which may find no fault."""
        strict = policy.default.clone(raise_on_defect=True)
        return [message_from_bytes(data, policy=strict) for _, data in self.mails]  # type: ignore[misc]

    def _authenticate(
        self, server: object, session: object, envelope: object, mechanism: str, data: Any
    ) -> AuthResult:
        given = data if isinstance(data, LoginPassword) else LoginPassword(b"", b"")
        found = (given.login.decode(), given.password.decode())
        return AuthResult(success=found == self._login, handled=False)

    def hang_up(self) -> None:
        """End all connections without a word."""
        if threading.current_thread() is self._thread:
            self._abort()
        else:
            self._loop.call_soon_threadsafe(self._abort)

    def lose(self) -> str:
        """Lose the message that is being handed over, and the connection with it."""
        self.hang_up()
        return "451 Lost"

    def _abort(self) -> None:
        for one in self._open:
            if one.transport:
                one.transport.abort()
        self._open.clear()

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_mail(address)
        if answer is None:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(address) or self.refusals.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (to,) = envelope.rcpt_tos
        answer = self.on_data(to)
        if answer is None:
            self.mails.append((to, cast("bytes", envelope.content)))
            self.on_kept(to)
        return answer or "250 OK"

    def _protocol(self) -> SMTP:
        self.sessions += 1
        with warnings.catch_warnings():
            # The library does not see that a connection is TLS from its first byte on.
            warnings.simplefilter("ignore", UserWarning)
            found = SMTP(self, loop=self._loop, **self._options)
        self._open.append(found)
        return found

    def __enter__(self) -> MailServer:
        self._thread.start()
        starting = self._loop.create_server(self._protocol, self._host, 0, ssl=self._tls)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
