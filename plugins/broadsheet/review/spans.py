"""Spans: where each scalar of a YAML text starts and ends, to the character."""

from __future__ import annotations

import yaml
from msgspec import Struct

from broadsheet.records.yaml_file import YamlPath


class Span(Struct, frozen=True):
    """Characters of a text, and how the value in them is written."""

    start: int
    end: int
    style: str = ""
    """The quote or block sign it starts with; empty where it is plain."""
    is_in_flow: bool = False
    """Whether it stands in a list or mapping in brackets."""


class _Open(Struct):
    at: YamlPath
    is_list: bool
    is_flow: bool
    count: int = 0
    key: str | None = None


def scalar_spans(text: str) -> dict[YamlPath, Span]:
    """Return the spans of all scalar values, keys aside, of a text that is sound YAML."""
    spans: dict[YamlPath, Span] = {}
    stack: list[_Open] = []
    for event in yaml.parse(text, yaml.CBaseLoader):
        match event:
            case yaml.ScalarEvent():
                _scalar(event, stack, spans)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                is_list = isinstance(event, yaml.SequenceStartEvent)
                is_flow = bool(event.flow_style) or bool(stack and stack[-1].is_flow)
                stack.append(_Open(_place(stack), is_list, is_flow))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                stack.pop()
    return spans


def _scalar(event: yaml.ScalarEvent, stack: list[_Open], spans: dict[YamlPath, Span]) -> None:
    if stack and not stack[-1].is_list and stack[-1].key is None:
        stack[-1].key = event.value
        return
    is_in_flow = bool(stack and stack[-1].is_flow)
    place, start, end = _place(stack), event.start_mark, event.end_mark
    if start is not None and end is not None:
        spans[place] = Span(start.index, end.index, event.style or "", is_in_flow)


def _place(stack: list[_Open]) -> YamlPath:
    """Return the path of the value that comes next, and pass it."""
    if not stack:
        return ()
    holder = stack[-1]
    if holder.is_list:
        holder.count += 1
        return (*holder.at, holder.count - 1)
    key, holder.key = holder.key, None
    return (*holder.at, key or "")
