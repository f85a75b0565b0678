"""New records as YAML text, as a careful curator would type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import yaml

from broadsheet.records.shapes import RecordShape

_NO_FOLDING = 2**31 - 1


def record_yaml(fields: Mapping[str, object], schema: str) -> str:
    """Return a record file's text: the schema line for editors, then the fields that have a value.

    Keys come in the order of RecordShape, unknown ones last; values are text, lists or mappings
    of text, and read back as they are. `schema` is a path relative to the record's folder.
    """
    return _yaml(_given(fields), schema)


def records_yaml(records: Iterable[Mapping[str, object]], schema: str) -> str:
    """Return the text of a file with several records, else as `record_yaml`."""
    return _yaml([_given(fields) for fields in records], schema)


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    order = {name: at for at, name in enumerate(RecordShape.__struct_fields__)}
    keys = sorted(fields, key=lambda key: (order.get(key, len(order)), key))
    return {key: fields[key] for key in keys if fields[key] not in (None, "", [], (), {})}


def _yaml(value: object, schema: str) -> str:
    body = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NO_FOLDING)
    return f"# yaml-language-server: $schema={schema}\n{body}"


class _Dumper(yaml.SafeDumper):
    """Block style with indented lists, quotes only where a reader of YAML 1.1 or 1.2 needs them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self) -> str:
        """Prefer double quotes, but where they would need escapes: in them, or for an emoji."""
        style = super().choose_scalar_style()
        text = self.event.value if isinstance(self.event, yaml.ScalarEvent) else ""
        needs_escapes = '"' in text or "\\" in text or max(text, default="") > "\uffff"
        return '"' if style == "'" and not needs_escapes else style

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """Give text of several lines the literal style, which diffs line by line."""
        style = "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_sequence_of_text(self, items: tuple[object, ...]) -> yaml.SequenceNode:
        """Write tuples as lists."""
        return self.represent_sequence("tag:yaml.org,2002:seq", items)


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(tuple, _Dumper.represent_sequence_of_text)
# A day is no type of its own to the loader or to YAML 1.2, so it needs no quotes.
_Dumper.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
