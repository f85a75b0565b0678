"""The rules: each has a name, a weight, and words for those who meet it for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import Problem, Severity

OFF = "off"
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


class Rule(Struct, frozen=True):
    """One thing that is looked for; what a build refuses as well has a fixed weight."""

    name: str
    severity: Severity
    text: str
    """What breaks it, in one sentence."""
    is_fixed: bool = False
    is_fixable: bool = False
    """Whether `broadsheet check --fix` mends it."""


_ALL = (
    Rule("record", _ERROR, "A record cannot be read, or has a key or value no record has.", True),
    Rule("vocabulary", _ERROR, "tags.yaml cannot be read, or a topic of it is not sound.", True),
    Rule("reading-list", _ERROR, "A reading list cannot be read, or names no paper here.", True),
    Rule("lock", _ERROR, "A line of the lock cannot be read.", True),
    Rule("settings", _ERROR, "A file of site_config/ has a key or value that is not known.", True),
    Rule("duplicate-paper", _ERROR, "Two records have the same id or identifier.", True),
    Rule("unknown-tag", _ERROR, "A record names a topic that tags.yaml does not have.", True),
    Rule("dead-relation", _ERROR, "A relation leads to no paper of the collection.", True),
    Rule("unreadable-page", _ERROR, "A page cannot be read as UTF-8 text."),
    Rule("dead-link", _ERROR, "A page links to a file, paper, topic or list that is not there."),
    Rule("same-title", _WARNING, "Two records have the same title."),
    Rule("published-twice", _WARNING, "Two records are a preprint and its publication."),
    Rule("wrong-paper", _WARNING, "A source's answer is about another paper, and is not used."),
    Rule("long-summary", _WARNING, "A summary is longer than readers finish."),
    Rule("copied-summary", _WARNING, "A summary repeats a passage of the abstract."),
    Rule("image-text", _WARNING, "An image has no text for those who do not see it."),
    Rule("insecure-link", _WARNING, "A link starts with http:// and not with https://."),
    Rule("id-as-url", _WARNING, "`url:` holds an identifier that has a key of its own."),
    Rule("byte-order-mark", _WARNING, "A file starts with a byte order mark.", is_fixable=True),
    Rule("final-newline", _WARNING, "A file's last line has no end.", is_fixable=True),
    Rule("id-form", _WARNING, "An identifier is written as an address.", is_fixable=True),
    Rule("tag-alias", _WARNING, "A tag is written as an alias of it.", is_fixable=True),
    Rule("repeated-tag", _WARNING, "A record has the same tag twice.", is_fixable=True),
    Rule("quoting", _WARNING, "Text that other programs take for a number.", is_fixable=True),
    Rule("key-order", _WARNING, "A record's keys are not in their order.", is_fixable=True),
)
RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}
FIXABLE = tuple(rule.name for rule in _ALL if rule.is_fixable)
"""In the order in which they are mended: lines are moved when all of them have an end."""


def ruled(rule: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give Problems the name of a rule, unless they have one."""
    for problem in problems:
        yield problem if problem.rule else replace(problem, rule=rule)


def weighed(problems: Iterable[Problem], weights: Mapping[str, str]) -> Iterator[Problem]:
    """Give Problems the severity that a collection chose for their rules; drop those that are off.

    A rule may have softer cases than its own weight: these stay softer.
    """
    for problem in problems:
        weight = weights.get(problem.rule)
        if weight is None:
            yield problem
        elif weight != OFF:
            yield replace(problem, severity=Severity(weight))
