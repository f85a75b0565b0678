"""Mending addresses: the records' own lines, and nothing but the address in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.errors import Invalid
from broadsheet.project import Project
from broadsheet.records.ids import parse_url
from broadsheet.records.loader import records_in
from broadsheet.records.models import Record
from broadsheet.records.store import write_text
from broadsheet.records.yaml_file import YamlFile, parse_yaml
from broadsheet.review.edits import Edit, edited
from broadsheet.review.spans import scalar_spans


def mend_urls(
    project: Project, records: Iterable[Record], urls: Mapping[str, str]
) -> dict[str, str]:
    """Write new addresses in the place of old ones; return those that were written.

    Raises:
        BroadsheetError: a file cannot be written.
    """
    sound = {old: new for old, new in urls.items() if _is_address(new)}
    done: dict[str, str] = {}
    for shown in sorted(_files_with(records, sound)):
        path = project.root / shown
        file = parse_yaml(path.read_bytes(), shown)
        if any(one.is_error for one in file.problems):
            continue
        text, changed = _mended(file, sound)
        if changed and _is_as_sound(file, text):
            write_text(path, text)
            done |= changed
    return done


def _files_with(records: Iterable[Record], urls: Mapping[str, str]) -> set[str]:
    return {
        record.origin.path
        for record in records
        if record.ids.url in urls or any(link.url in urls for link in record.links)
    }


def _mended(file: YamlFile, urls: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    edits: list[Edit] = []
    changed: dict[str, str] = {}
    for span in scalar_spans(file.text).values():
        old = file.text[span.start : span.end]
        bare = old.strip("\"'")
        if bare in urls:
            # In quotes it needs no thought which signs of an address YAML takes for its own.
            edits.append(
                Edit(
                    span.start,
                    span.end,
                    old.replace(bare, urls[bare])
                    if span.style
                    else f'"{urls[bare]}"'
                    if _needs_quotes(urls[bare])
                    else urls[bare],
                )
            )
            changed[bare] = urls[bare]
    return edited(file.text, edits), changed


def _needs_quotes(url: str) -> bool:
    return any(sign in url for sign in ",[]{}#'\"&*!|>%@`")


def _is_as_sound(file: YamlFile, text: str) -> bool:
    before = records_in(file)
    after = records_in(parse_yaml(text.encode(), file.path))
    return not after.problems and [one.id for one in before.records] == [
        one.id for one in after.records
    ]


def _is_address(url: str) -> bool:
    try:
        return bool(parse_url(url)) and '"' not in url and "\\" not in url
    except Invalid:
        return False
