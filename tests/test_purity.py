from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import broadsheet

PACKAGE = Path(broadsheet.__file__).parent
ADAPTERS = {
    "build.py",
    "cli/__init__.py",
    "cli/publishing.py",
    "cli/site.py",
    "pages/arrangement.py",
    "pages/cluster.py",
    "pages/ground.py",
    "pages/navigation.py",
    "pages/options.py",
    "pages/page_types.py",
    "pages/printing.py",
    "pages/proof.py",
    "pages/shell.py",
    "pages/site_files.py",
    "pages/theme.py",
}


def modules() -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    """Yield every module that a source imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def is_pure(module: str) -> bool:
    return not module.endswith("plugin.py") and module not in ADAPTERS


PURE = [module for module in modules() if is_pure(module)]


def packages_of(module: str) -> set[str]:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    return {name.partition(".")[0] for name in imported(source)}


def test_an_import_is_seen_within_a_function_too() -> None:
    source = "import a.b\ndef f():\n    from c.d import e\n    import f as g"
    assert list(imported(source)) == ["a.b", "c.d", "f"]


@pytest.mark.parametrize("module", PURE)
def test_the_core_does_not_know_mkdocs(module: str) -> None:
    assert packages_of(module) & {"mkdocs", "material"} == set()


@pytest.mark.parametrize("module", PURE)
def test_the_core_does_not_lean_on_an_adapter(module: str) -> None:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    adapters = {one.removesuffix(".py").replace("/", ".") for one in modules() if not is_pure(one)}
    leaned_on = {name.removeprefix("broadsheet.") for name in imported(source)} & adapters
    # `python -m broadsheet` is the command line by another name.
    assert leaned_on <= ({"cli"} if module == "__main__.py" else set())


def test_the_exceptions_are_still_there() -> None:
    assert set(modules()) >= ADAPTERS
