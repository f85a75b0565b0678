"""The settings of mail: `site_config/digest.yaml`, all of it optional until something is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.headerregistry import Address
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, Struct, UnsetType

from broadsheet.digest.address import parse_mailbox
from broadsheet.errors import Invalid, Problem
from broadsheet.records.shapes import fitting_part, shape_problems
from broadsheet.records.values import ValueReader
from broadsheet.records.yaml_file import read_yaml

_Value = TypeVar("_Value")
Security = Literal["none", "starttls", "tls"]
# RFC 2919, section 2: a domain name that the list's keeper may use.
_LIST_ID = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?|[0-9A-Fa-f:.]+")
_LOCAL = ("localhost", "127.0.0.1", "::1")


class SmtpShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """The server that takes our mail."""

    host: str | UnsetType = UNSET
    port: str | UnsetType = UNSET
    security: str | UnsetType = UNSET


class SubscribeShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """How readers come onto the list."""

    form: str | UnsetType = UNSET
    field: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    page: str | UnsetType = UNSET


class DigestShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """The file as people write it."""

    sender: str | UnsetType = msgspec.field(default=UNSET, name="from")
    reply_to: str | UnsetType = UNSET
    to: str | UnsetType = UNSET
    subscribers: str | UnsetType = UNSET
    list_id: str | UnsetType = UNSET
    unsubscribe: str | UnsetType = UNSET
    bounces: str | UnsetType = UNSET
    rate: str | UnsetType = UNSET
    papers: str | UnsetType = UNSET
    smtp: SmtpShape | UnsetType = UNSET
    subscribe: SubscribeShape | UnsetType = UNSET


class Smtp(Struct, frozen=True):
    """The server that takes our mail."""

    host: str = "localhost"
    port: int = 25
    security: Security = "none"

    @property
    def is_local(self) -> bool:
        """Tell whether what is sent there stays on this machine."""
        return self.host in _LOCAL


class Subscribe(Struct, frozen=True):
    """How readers come onto the list; each empty where there is no such way."""

    form: str = ""
    """Where a form with the field `field` is sent."""
    field: str = "email"
    address: str = ""
    """Where a mail is sent."""
    page: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is any way."""
        return bool(self.form or self.address or self.page)


class DigestSettings(Struct, frozen=True, kw_only=True):
    """Who sends mail to whom, and how."""

    sender: Address | None = None
    reply_to: Address | None = None
    to: Address | None = None
    """A list that passes mail on; without it each subscriber gets a mail."""
    subscribers: str = "subscribers.yaml"
    """A path below the project's root."""
    list_id: str = ""
    unsubscribe: str = ""
    """An address on the web; `{address}` and `{token}` stand for whose it is."""
    bounces: Address | None = None
    rate: int = 60
    """Mails a minute."""
    papers: int = 25
    """Papers that are shown in full, at the most."""
    smtp: Smtp = Smtp()
    subscribe: Subscribe = Subscribe()
    problems: tuple[Problem, ...] = ()


def read_settings(path: Path, shown: str) -> DigestSettings:
    """Read the settings; what is wrong counts as not said."""
    return _Reader(read_yaml(path, shown)).settings() if path.exists() else DigestSettings()


class _Reader(ValueReader):
    """Reads the file."""

    def settings(self) -> DigestSettings:
        tree = {} if self.file.tree is None else self.file.tree
        self.problems += shape_problems(self.file, tree, DigestShape, ())
        part = fitting_part(tree, DigestShape)
        shape = msgspec.convert({} if part is UNSET else part, DigestShape)
        smtp, subscribe = self._smtp(shape.smtp), self._subscribe(shape.subscribe)
        return DigestSettings(
            sender=self._mailbox("from", shape.sender),
            reply_to=self._mailbox("reply_to", shape.reply_to),
            to=self._mailbox("to", shape.to),
            subscribers=self.value(("subscribers",), str, shape.subscribers, "subscribers.yaml"),
            list_id=self.value(("list_id",), _parse_list_id, shape.list_id, ""),
            unsubscribe=self.value(("unsubscribe",), _parse_unsubscribe, shape.unsubscribe, ""),
            bounces=self._mailbox("bounces", shape.bounces),
            rate=self.value(("rate",), _number(1, 60_000), shape.rate, 60),
            papers=self.value(("papers",), _number(1, 1_000), shape.papers, 25),
            smtp=smtp,
            subscribe=subscribe,
            problems=tuple(self.problems),
        )

    def _mailbox(self, name: str, text: str | UnsetType) -> Address | None:
        return self.value((name,), parse_mailbox, text, None)

    def _smtp(self, shape: SmtpShape | UnsetType) -> Smtp:
        if shape is UNSET:
            return Smtp()
        host = self.value(("smtp", "host"), _parse_host, shape.host, "localhost")
        usual = 25 if host in _LOCAL else 587
        port = self.value(("smtp", "port"), _number(1, 65_535), shape.port, usual)
        security = self.value(
            ("smtp", "security"), _parse_security, shape.security, _usual(host, port)
        )
        return Smtp(host, port, security)

    def _subscribe(self, shape: SubscribeShape | UnsetType) -> Subscribe:
        if shape is UNSET:
            return Subscribe()
        at = "subscribe"
        address = self.value((at, "address"), parse_mailbox, shape.address, None)
        return Subscribe(
            form=self.value((at, "form"), _parse_web, shape.form, ""),
            field=self.value((at, "field"), _parse_field, shape.field, "email"),
            address=address.addr_spec if address else "",
            page=self.value((at, "page"), _parse_web, shape.page, ""),
        )


def _usual(host: str, port: int) -> Security:
    if port == 465:  # RFC 8314, 3.3
        return "tls"
    return "none" if host in _LOCAL else "starttls"


def _parse_security(text: str) -> Security:
    for known in ("none", "starttls", "tls"):
        if text == known:
            return known
    raise Invalid(f"`{text}` is no way to secure SMTP", "write starttls, tls or none")


def _parse_host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise Invalid(f"`{text}` is no host", "write a name such as smtp.example.org")
    return text.lower()


def _parse_list_id(text: str) -> str:
    if not _LIST_ID.fullmatch(text):
        raise Invalid(f"`{text}` is no List-Id", "write a name below a domain: papers.example.org")
    return text


def _parse_field(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][\w.:\[\]-]*", text, re.ASCII):
        raise Invalid(f"`{text}` is no name of a form field", "write what the service names it")
    return text


def _parse_web(text: str) -> str:
    try:
        split = urlsplit(text)
        is_web = split.scheme == "https" or split.hostname in _LOCAL
    except ValueError:
        is_web = False
    if not is_web or not split.netloc or not text.isascii() or re.search(r"[\s<>\"]", text):
        raise Invalid(f"`{text}` is no address that can be trusted with one", "write https://...")
    return text


def _parse_unsubscribe(text: str) -> str:
    left = text.replace("{address}", "").replace("{token}", "")
    if "{" in left or "}" in left:
        raise Invalid("braces hold `address` or `token`", "write https://...?who={address}")
    _parse_web(left)
    return text


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not least <= int(text) <= most:
            raise Invalid(f"`{text}` is no whole number from {least} to {most}")
        return int(text)

    return parse
