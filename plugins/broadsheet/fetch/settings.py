"""The sources' settings: `site_config/sources.yaml`, all of it optional."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, Struct, UnsetType

from broadsheet.errors import Invalid, Problem
from broadsheet.fetch.order import OrderShape, order_problems
from broadsheet.fetch.source import Source
from broadsheet.fetch.source_options import configured, option_names, parse_switch
from broadsheet.records.ids import parse_url
from broadsheet.records.shapes import did_you_mean, fitting_part, shape_problems
from broadsheet.records.values import ValueReader
from broadsheet.records.yaml_file import Tree, YamlPath, read_yaml

_Value = TypeVar("_Value")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", re.ASCII)


class SourceShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """What may be said of one source."""

    url: str | UnsetType = UNSET
    interval: str | UnsetType = UNSET
    enabled: str | UnsetType = UNSET


class SettingsShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """The file but for what is below `sources`, whose keys are the sources' names."""

    contact: str | UnsetType = UNSET
    sources: SourceShape | UnsetType = UNSET
    order: OrderShape | UnsetType = UNSET


class ActiveSource(Struct, frozen=True):
    """A source that is to be asked, where, and how many seconds apart."""

    source: Source
    url: str
    interval: float


class Settings(Struct, frozen=True):
    """Who asks, and whom; `problems` are of the file."""

    contact: str
    """A mail or web address, for the `User-Agent`; empty where none is given."""
    active: tuple[ActiveSource, ...]
    problems: tuple[Problem, ...] = ()


def read_settings(path: Path, shown: str, sources: Iterable[Source]) -> Settings:
    """Read the settings; without a file every source is asked as its documentation says."""
    known = tuple(sources)
    if not path.exists():
        return Settings("", tuple(_default(one) for one in known if is_asked_by_default(one)))
    return _Reader(read_yaml(path, shown)).settings(known)


def is_asked_by_default(source: Source) -> bool:
    """Tell whether a source is asked where the settings say nothing of it.

    Slow ones have `default_enabled = False`.
    """
    return getattr(source, "default_enabled", True) is not False


def _default(source: Source) -> ActiveSource:
    return ActiveSource(source, source.default_url, source.interval)


class _Reader(ValueReader):
    """Reads the file."""

    def settings(self, sources: Sequence[Source]) -> Settings:
        tree = {} if self.file.tree is None else self.file.tree
        parts = tree.get("sources") if isinstance(tree, dict) else None
        by_name: dict[str, Tree] = parts if isinstance(parts, dict) else {}
        outline = {**tree, "sources": {}} if by_name else tree
        self.problems += shape_problems(self.file, outline, SettingsShape, ())
        self.problems += order_problems(self.file, (source.name for source in sources))
        self._refuse_unknown(by_name, sources)
        text = _text(tree.get("contact") if isinstance(tree, dict) else None)
        contact = self.value(("contact",), parse_contact, text, "")
        active = [self._source(one, by_name.get(one.name, {}), contact) for one in sources]
        return Settings(
            contact,
            tuple(one for one in active if one is not None),
            tuple(self.problems),
        )

    def _refuse_unknown(self, by_name: Mapping[str, Tree], sources: Sequence[Source]) -> None:
        known = [source.name for source in sources]
        for name in by_name:
            if name not in known:
                message = f"there is no source `{name}`"
                at = ("sources", name)
                self.problems.append(self.file.problem(at, message, did_you_mean(name, known)))

    def _source(self, source: Source, tree: Tree, contact: str) -> ActiveSource | None:
        at = ("sources", source.name)
        source, tree = self._told(source, tree, contact, at)
        self.problems += shape_problems(self.file, tree, SourceShape, at)
        part = fitting_part(tree, SourceShape)
        shape = msgspec.convert({} if part is UNSET else part, SourceShape)
        url = self.value((*at, "url"), parse_api_url, shape.url, source.default_url)
        interval = self.value((*at, "interval"), parse_interval, shape.interval, source.interval)
        if interval < source.interval and not is_mirror(url, source.default_url):
            message = f"{source.label} asks for {source.interval:g} s between requests"
            hint = "a shorter interval is for a mirror: set `url` too"
            self.problems.append(self.file.problem((*at, "interval"), message, hint))
            interval = source.interval
        is_default = is_asked_by_default(source)
        is_enabled = self.value((*at, "enabled"), parse_switch, shape.enabled, is_default)
        return ActiveSource(source, url, interval) if is_enabled else None

    def _told(self, source: Source, tree: Tree, contact: str, at: YamlPath) -> tuple[Source, Tree]:
        """Tell a source its own options; return it with what is left for all sources alike."""
        names = option_names(source) if isinstance(tree, dict) else ()
        chosen = {name: tree[name] for name in names if name in tree}
        try:
            source = configured(source, chosen, contact)
        except Invalid as error:
            self.problems.append(self.file.problem(at, error.message, error.hint))
        rest = {key: value for key, value in tree.items() if key not in chosen} if chosen else tree
        return source, rest


def _text(value: Tree) -> str | UnsetType:
    return value if isinstance(value, str) else UNSET


def parse_contact(text: str) -> str:
    """Read a mail or web address that a server's keeper can write to.

    Raises:
        Invalid: it is neither.
    """
    bare = text.strip().removeprefix("mailto:")
    if _MAIL.fullmatch(bare):
        return bare
    try:
        url = parse_url(bare)
    except Invalid:
        url = ""
    if not url or not url.isascii() or len(url) > 200:
        raise Invalid(f"`{text}` is no contact", "write a mail address or a URL")
    return url


def parse_api_url(text: str) -> str:
    """Read the address of an API, without a trailing slash.

    Raises:
        Invalid: it is no web address, or holds a name and password.
    """
    url = parse_url(text)
    if "@" in urlsplit(url).netloc:
        raise Invalid("a name or password must not stand here", "keys come from the environment")
    return url.rstrip("/")


def parse_interval(text: str) -> float:
    """Read seconds, 0 to 3600.

    Raises:
        Invalid: it is no such number.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= 3600:
        raise Invalid(f"`{text}` is no interval", "write seconds, such as 3 or 0.5")
    return seconds


def is_mirror(url: str, default_url: str) -> bool:
    """Tell whether an address belongs to others than the source, as far as names of hosts show."""
    ours, theirs = (urlsplit(one).hostname or "" for one in (url, default_url))
    return ours.split(".")[-2:] != theirs.split(".")[-2:]
