"""Files of words: ours, and `site_config/words.yaml` with what a site says itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from broadsheet.errors import Problem
from broadsheet.records.shapes import did_you_mean
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath, read_yaml

Forms: TypeAlias = Mapping[str, str]
"""A text for each plural of CLDR: https://cldr.unicode.org/index/cldr-spec/plural-rules"""
Lexicon: TypeAlias = Mapping[str, Mapping[str, str | Forms]]
"""From a word's key to a language to what it says."""

_PLURALS = ("zero", "one", "two", "few", "many", "other")


def read_words(path: Path, shown: str, ours: Lexicon) -> tuple[Lexicon, tuple[Problem, ...]]:
    """Return our words with those of a file before them; what is wrong there stays as it was."""
    file = read_yaml(path, shown)
    problems = list(file.problems)
    found = {key: dict(by) for key, by in ours.items()}
    if isinstance(file.tree, dict):
        for key, by in file.tree.items():
            wrong = list(_problems(file, key, by, ours))
            problems += wrong
            if not wrong:
                found[key] |= by
    elif file.tree is not None:
        problems.append(file.problem((), "words are written as `key: {language: text}`"))
    return found, tuple(problems)


def slots(text: str) -> set[str]:
    """Return the names that stand in braces.

    Raises:
        ValueError: a brace is open, or holds more than a name.
    """
    names: set[str] = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"`{{{name}}}` is no name in braces")
        names.add(name)
    return names


def _problems(file: YamlFile, key: str, by: Tree, ours: Lexicon) -> Iterator[Problem]:
    if key not in ours:
        yield file.problem((key,), f"there is no word `{key}`", did_you_mean(key, ours))
        return
    if not isinstance(by, dict):
        yield file.problem((key,), "a word goes by language", f"write `{key}: {{de: ...}}`")
        return
    known = set().union(*(slots(text) for _, text in _texts((key,), ours[key]["en"])))
    for language, forms in by.items():
        at = (key, language)
        if not _is_said(forms):
            hint = f"of the plurals {', '.join(_PLURALS)}, `other` must be there"
            yield file.problem(at, "a word is a text, or a text for each plural", hint)
            continue
        for place, text in _texts(at, forms):
            yield from _slot_problems(file, place, text, known)


def _is_said(forms: Tree) -> bool:
    if isinstance(forms, dict):
        texts = all(isinstance(text, str) and text for text in forms.values())
        return texts and "other" in forms and set(forms) <= set(_PLURALS)
    return isinstance(forms, str)


def _texts(at: YamlPath, forms: str | Forms) -> list[tuple[YamlPath, str]]:
    if isinstance(forms, str):
        return [(at, forms)]
    return [((*at, plural), text) for plural, text in forms.items()]


def _slot_problems(file: YamlFile, at: YamlPath, text: str, known: set[str]) -> Iterator[Problem]:
    try:
        unknown = slots(text) - known
    except ValueError as error:
        yield file.problem(at, f"braces hold the name of a value: {error}")
        return
    for name in sorted(unknown):
        yield file.problem(at, f"nothing is called `{name}` here", did_you_mean(name, known))
