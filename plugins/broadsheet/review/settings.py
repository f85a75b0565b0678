"""The settings of a review: `site_config/checks.yaml`, all of it optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType

from broadsheet.errors import Problem
from broadsheet.records.shapes import did_you_mean, fitting_part, shape_problems
from broadsheet.records.yaml_file import Tree, YamlFile, read_yaml
from broadsheet.review.rules import OFF, RULES

_WEIGHTS = ("error", "warning", OFF)
_LONGEST_SUMMARY = 130
"""Words: four full sentences; the summaries of a careful edition have 50 to 110."""


class ReviewSettings(Struct, frozen=True):
    """How much each rule weighs in this collection, and the limits that some have."""

    weights: Mapping[str, str] = {}
    """From a rule's name to `error`, `warning` or `off`, where it differs from the rule's own."""
    longest_summary: int = _LONGEST_SUMMARY
    """In words."""
    problems: tuple[Problem, ...] = ()


class _Shape(Struct, forbid_unknown_fields=True, kw_only=True):
    longest_summary: str | UnsetType = UNSET


def read_review_settings(path: Path, shown: str) -> ReviewSettings:
    """Read the settings; what is wrong with them is a Problem and counts as not said."""
    if not path.exists():
        return ReviewSettings()
    file = read_yaml(path, shown)
    tree = file.tree if isinstance(file.tree, dict) else {}
    rules = tree.get("rules", {})
    outline: Tree = {key: value for key, value in tree.items() if key != "rules"}
    if file.tree is not None and not isinstance(file.tree, dict):
        outline = file.tree
    problems = [*file.problems, *shape_problems(file, outline, _Shape, ())]
    problems += _rule_problems(file, rules)
    part = fitting_part(outline, _Shape)
    shape = msgspec.convert({} if part is UNSET else part, _Shape)
    longest, wrong = _words(file, shape.longest_summary)
    return ReviewSettings(_weights(rules), longest, (*problems, *wrong))


def _rule_problems(file: YamlFile, rules: Tree) -> Iterator[Problem]:
    if not isinstance(rules, dict):
        yield file.problem(("rules",), "`rules` must be a mapping", "write `rule: warning` lines")
        return
    for name, weight in rules.items():
        at = ("rules", name)
        if name not in RULES:
            yield file.problem(at, f"there is no rule `{name}`", did_you_mean(name, RULES))
        elif weight not in _WEIGHTS:
            yield file.problem(at, f"`{weight}` is no weight", f"known: {', '.join(_WEIGHTS)}")
        elif RULES[name].is_fixed:
            yield file.problem(at, f"`{name}` is always an error; builds hold to it", "remove it")


def _weights(rules: Tree) -> dict[str, str]:
    return {
        name: weight
        for name, weight in (rules.items() if isinstance(rules, dict) else ())
        if name in RULES and not RULES[name].is_fixed and weight in _WEIGHTS
    }


def _words(file: YamlFile, text: str | UnsetType) -> tuple[int, tuple[Problem, ...]]:
    if text is UNSET:
        return _LONGEST_SUMMARY, ()
    if text.isdecimal() and 1 <= int(text[:9]) <= 100_000:
        return int(text), ()
    wrong = file.problem(("longest_summary",), f"`{text}` is no number of words", "write 130")
    return _LONGEST_SUMMARY, (wrong,)
