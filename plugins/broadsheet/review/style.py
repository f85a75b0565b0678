"""Style: what a record file says well but writes in a way that costs others work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from broadsheet.errors import Invalid, Problem, Severity
from broadsheet.records.ids import (
    identify,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_pmid,
)
from broadsheet.records.yaml_file import Tree, YamlFile, YamlPath
from broadsheet.review.key_order import misplaced_key
from broadsheet.tagging.vocabulary import Vocabulary

ID_PARSERS: Mapping[str, Callable[[str], str]] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
    "pmid": parse_pmid,
}


def text_problems(file: YamlFile) -> Iterator[Problem]:
    """Name what any YAML file under content/ may have: unquoted text, a last line without end."""
    for at in file.unquoted:
        value = _value(file.tree, at)
        message = f"`{value}` is text here, and a number or a truth value to other programs"
        yield _warning(file, at, message, f'write "{value}"', "quoting")
    if file.text and not file.text.endswith("\n"):
        line = file.text.count("\n") + 1
        message = "the last line has no end"
        yield Problem(
            file.path, line, 1, message, "add a line break", Severity.WARNING, "final-newline"
        )


def record_problems(file: YamlFile, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Name what records of a file write in another form than the one they are kept in."""
    for at, tree in records_of(file):
        yield from _id_problems(file, at, tree)
        yield from _tag_problems(file, at, tree, vocabulary)
        if key := misplaced_key(file, at, tree):
            message = f"`{key[0]}` belongs before `{key[1]}`"
            yield _warning(file, (*at, key[0]), message, "what names a paper first", "key-order")


def records_of(file: YamlFile) -> Iterator[tuple[YamlPath, dict[str, Tree]]]:
    """Yield the mappings of a record file with their paths."""
    items = enumerate(file.tree) if isinstance(file.tree, list) else ((-1, file.tree),)
    for index, tree in items:
        if isinstance(tree, dict):
            yield (() if index < 0 else (index,)), tree


def bare_id(kind: str, value: Tree) -> str:
    """Return an identifier as records keep it, or empty text where it is none.

    Capitals of a DOI are no matter of form: DOIs ignore case.
    """
    try:
        found = ID_PARSERS[kind](value) if isinstance(value, str) else ""
    except Invalid:
        return ""
    is_same = kind == "doi" and isinstance(value, str) and found == value.lower()
    return value if is_same else found


def _id_problems(file: YamlFile, at: YamlPath, tree: dict[str, Tree]) -> Iterator[Problem]:
    for kind in ID_PARSERS:
        value = tree.get(kind)
        if (found := bare_id(kind, value)) and found != value:
            yield _warning(
                file, (*at, kind), f"`{value}` is written as {found}", f"write `{found}`", "id-form"
            )
    url = tree.get("url")
    if isinstance(url, str) and (hint := _key_for(url, tree)):
        message = "`url` holds an identifier that has a key of its own"
        yield _warning(file, (*at, "url"), message, hint, "id-as-url")


def _key_for(url: str, tree: dict[str, Tree]) -> str:
    try:
        found = identify(url)
    except Invalid:
        return ""
    kind = next(kind for kind in ID_PARSERS if getattr(found, kind))
    if kind in tree:
        return f"`{kind}` says so already: remove `url`"
    return f'write `{kind}: "{getattr(found, kind)}"`, and `id:` if its page is out already'


def _tag_problems(
    file: YamlFile, at: YamlPath, tree: dict[str, Tree], vocabulary: Vocabulary
) -> Iterator[Problem]:
    tags = tree.get("tags")
    seen: set[str] = set()
    for index, word in enumerate(tags if isinstance(tags, list) else ()):
        if not isinstance(word, str) or not (tag := vocabulary.resolve(word)):
            continue
        place = (*at, "tags", index)
        if tag in seen:
            yield _warning(file, place, f"tag `{tag}` stands twice", "remove it", "repeated-tag")
        elif tag != word:
            message = f"`{word}` is an alias of `{tag}`"
            yield _warning(file, place, message, f"write `{tag}`", "tag-alias")
        seen.add(tag)


def _value(tree: Tree, at: YamlPath) -> str:
    for part in at:
        tree = tree[part]
    return str(tree)


def _warning(file: YamlFile, at: YamlPath, message: str, hint: str, rule: str) -> Problem:
    return file.problem(at, message, hint, Severity.WARNING, rule)
