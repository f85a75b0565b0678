"""The files of a scaffold: which there are, and which of them stay the program's."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, StrictUndefined
from jinja2.loaders import FunctionLoader

from broadsheet.records.schema import schemas
from broadsheet.scaffold.values import Values

_KEPT = (".github/", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".vscode/", "content/schema/")
"""Where files are kept up to date; all others are the curators' from the first day."""


def starter(values: Values) -> dict[str, str]:
    """Return all files of a new collection, by path."""
    return dict(sorted({**_rendered(values), **_schemas()}.items()))


def machinery(values: Values) -> dict[str, str]:
    """Return the files that follow the program's version, by path."""
    return {path: text for path, text in starter(values).items() if path.startswith(_KEPT)}


def _schemas() -> dict[str, str]:
    return {f"content/schema/{name}": text for name, text in schemas().items()}


def _rendered(values: Values) -> dict[str, str]:
    # Workflows and templates are full of braces, so ours have signs that neither uses.
    environment = Environment(
        loader=FunctionLoader(lambda name: None),
        variable_start_string="«",
        variable_end_string="»",
        block_start_string="«%",
        block_end_string="%»",
        comment_start_string="«#",
        comment_end_string="#»",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - YAML and Markdown, filled by `yaml` where text is free
    )
    environment.filters["yaml"] = quoted
    return {
        path: environment.from_string(source.read_text("utf-8")).render(v=values)
        for path, source in _templates(files("broadsheet.scaffold") / "template", "")
    }


def _templates(folder: Traversable, at: str) -> Iterator[tuple[str, Traversable]]:
    """Yield templates with the paths that they are for; `dot-` stands for the dot of a hidden name.

    Tools that build packages leave hidden files out, each by rules of its own.
    """
    for one in folder.iterdir():
        name = f".{one.name[4:]}" if one.name.startswith("dot-") else one.name
        if one.is_dir():
            yield from _templates(one, f"{at}{name}/")
        else:
            yield f"{at}{name}", one


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(one for one in escaped if one.isprintable())}"'
