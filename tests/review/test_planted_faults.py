"""Faults of every rule, each planted alone: found at its line, and mended where that is mechanical.

What follows `after` is the whole file as `--fix` leaves it: comments, order and layout included.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from textwrap import dedent

import pytest
from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.fetch.lock import Answer, write_answers
from broadsheet.project import Project
from broadsheet.records.models import Facts
from broadsheet.records.names import parse_name
from broadsheet.review.check import check
from broadsheet.review.fix import fix
from broadsheet.review.rules import FIXABLE, RULES
from samples import write_project

TAGS = """\
- {tag: socks, label: Socks, description: What feet wear., aliases: [hosiery, stockings]}
- {tag: wool, label: Wool, description: Warm.}
"""
BASE = """\
arxiv: "2401.00001"
title: On the Pairing of Socks
authors: [Wilma Hare]
published: 2024-01-05
tags: [socks]
summary: Pairs socks by weight and finds that it works.
abstract: >-
  We sort a drawer of socks by weight and by colour, count how many pairs are found in one minute,
  and compare both ways with a drawer that nobody has ever sorted at all.
"""
READING_LIST = 'title: First steps\npapers:\n  - "2401.00001"\n'
LOCKED = Answer(
    "2401.00001",
    "2401.00001",
    dt.date(2024, 3, 1),
    Facts(title="On the Pairing of Socks", authors=(parse_name("Wilma Hare"),)),
)


class Fault(Struct, frozen=True):
    rule: str
    line: int
    text: str
    after: str = ""
    """Empty where the file must stay as it is."""
    path: str = "content/papers/fault.yaml"


def fault(rule: str, line: int, text: str, after: str = "", path: str = "") -> Fault:
    paths = {"path": path} if path else {}
    return Fault(rule, line, dedent(text).lstrip("\n"), dedent(after).lstrip("\n"), **paths)


LIST, PAGE = "content/collections/fault.yaml", "content/pages/fault.md"
VOCABULARY, SETTINGS = "content/tags.yaml", "site_config/checks.yaml"
SOURCES, LOCK = "site_config/sources.yaml", "content/fetched/arxiv.jsonl"

FAULTS = [
    # Records: what cannot be read or means nothing.
    fault("record", 2, "title: Wool\ntitel: Wool\n"),
    fault("record", 1, "arxiv: 2401.0001\n"),
    fault("record", 2, "title: Wool\npublished: 2024-02-30\n"),
    fault("record", 2, "title: Wool\nfeatured: 2024-02\n"),
    fault("record", 2, "title: Wool\nauthors: Wilma Hare\n"),
    fault("record", 3, "title: Wool\nauthors:\n  - Wilma Hare and Otto Bee\n"),
    fault("record", 2, "title: Wool\nsummary: a: b\n"),
    fault("record", 2, "title: Wool\nlinks: {code: file:///etc/passwd}\n"),
    fault("record", 2, "title: Wool\ntitle: Silk\n"),
    fault("record", 1, "venue: WOOL 2024\n"),
    fault("duplicate-paper", 2, "# once more\narxiv: 2401.00001\n"),
    fault("duplicate-paper", 3, "- id: silk\n  title: Silk\n- id: silk\n  title: More silk\n"),
    fault("same-title", 1, "arxiv: 2402.00002\ntitle: On the pairing of socks\n"),
    fault(
        "published-twice",
        1,
        """
        doi: 10.1000/sock.1
        title: "On the Pairing of {Socks}"
        authors: ["Hare, W."]
        """,
    ),
    fault("unknown-tag", 4, "title: Wool\ntags:\n  - wool\n  - sokcs\n"),
    fault("dead-relation", 3, "title: Wool\nrelations:\n  extends: [hare1999nothing]\n"),
    # Summaries.
    fault("long-summary", 2, "title: Wool\nsummary: " + "wool is warm " * 50 + "\n"),
    fault(
        "copied-summary",
        2,
        """
        title: Wool
        summary: They sort a drawer by weight and by colour and count how many pairs are found.
        abstract: We sort a drawer by weight and by colour and count how many pairs are found.
        """,
    ),
    fault("image-text", 2, "title: Wool\nsummary: See ![](https://wool.example/a.png).\n"),
    # Links.
    fault("insecure-link", 2, "title: Wool\nlinks: {code: http://wool.example/code}\n"),
    fault("insecure-link", 2, "# its page\nurl: http://wool.example/\ntitle: Wool\n"),
    fault("insecure-link", 2, "title: Wool\nsummary: See [it](http://wool.example).\n"),
    fault("id-as-url", 2, "# its page\nurl: https://arxiv.org/abs/2402.00009\ntitle: Wool\n"),
    # What a program can mend.
    fault(
        "id-form",
        2,
        "# by hand\narxiv: https://arxiv.org/abs/2402.00003v2  # v2 is the one\ntitle: Wool\n",
        '# by hand\narxiv: "2402.00003"  # v2 is the one\ntitle: Wool\n',
    ),
    fault(
        "id-form",
        2,
        "# one\n- doi: https://doi.org/10.1000/wool.7\n  title: Wool\n",
        '# one\n- doi: "10.1000/wool.7"\n  title: Wool\n',
    ),
    fault(
        "id-form",
        1,
        "{acl: 'https://aclanthology.org/2024.wool-1.3/', title: Wool}\n",
        '{acl: "2024.wool-1.3", title: Wool}\n',
    ),
    fault("id-form", 1, "pmid: PMID 12345\ntitle: Wool\n", 'pmid: "12345"\ntitle: Wool\n'),
    fault(
        "tag-alias",
        2,
        "title: Wool\ntags: [wool, hosiery]  # both\nvenue: WOOL 2024\n",
        "title: Wool\ntags: [wool, socks]  # both\nvenue: WOOL 2024\n",
    ),
    fault(
        "tag-alias",
        3,
        "title: Wool\ntags:\n  - 'Stockings' # they are\n  - wool\n",
        'title: Wool\ntags:\n  - "socks" # they are\n  - wool\n',
    ),
    fault(
        "repeated-tag",
        2,
        "title: A\ntags: [wool, socks, wool]\n",
        "title: A\ntags: [wool, socks]\n",
    ),
    fault(
        "repeated-tag",
        5,
        "title: Wool\ntags:\n  - socks\n  # also\n  - hosiery\n  - wool\n",
        "title: Wool\ntags:\n  - socks\n  # also\n  - wool\n",
    ),
    fault(
        "quoting",
        1,
        "arxiv: 2402.10000   # the last digits count\ntitle: Wool\n",
        'arxiv: "2402.10000"   # the last digits count\ntitle: Wool\n',
    ),
    fault("quoting", 1, "title: No\nvenue: WOOL 2024\n", 'title: "No"\nvenue: WOOL 2024\n'),
    fault(
        "quoting",
        2,
        "title: Wool\nvolume: 010\n",
        'title: Wool\nvolume: "010"\n',
    ),
    fault(
        "quoting",
        3,
        "title: Fault\npapers:\n  - 2401.10000\n",
        'title: Fault\npapers:\n  - "2401.10000"\n',
        LIST,
    ),
    fault(
        "key-order",
        3,
        """
        # yaml-language-server: $schema=../schema/record.json
        title: Wool
        doi: 10.1000/wool.9 # what names it
        venue: WOOL 2024
        """,
        """
        # yaml-language-server: $schema=../schema/record.json
        doi: 10.1000/wool.9 # what names it
        title: Wool
        venue: WOOL 2024
        """,
    ),
    fault(
        "key-order",
        6,
        """
        - title: Silk

        # the second
        - links:
            code: https://wool.example/code
          title: Wool
          # who wrote it
          authors:
            - Wilma Hare

        # the third
        - title: Felt
        """,
        """
        - title: Silk

        # the second
        - title: Wool
          # who wrote it
          authors:
            - Wilma Hare
          links:
            code: https://wool.example/code

        # the third
        - title: Felt
        """,
    ),
    fault(
        "key-order",
        5,
        "title: Wool\nsummary: >-\n  Warm:\n    # no comment\nauthors: [Otto Bee]\nvenue: W\n",
        "title: Wool\nauthors: [Otto Bee]\nsummary: >-\n  Warm:\n    # no comment\nvenue: W\n",
    ),
    fault("byte-order-mark", 1, "\ufefftitle: Wool\n", "title: Wool\n"),
    fault("final-newline", 2, "title: Wool\nvenue: WOOL 2024", "title: Wool\nvenue: WOOL 2024\n"),
    fault("final-newline", 2, "title: A\r\nvenue: B", "title: A\r\nvenue: B\r\n"),
    # Reading lists, topics, pages, the lock and settings.
    fault("reading-list", 3, "title: A\npapers:\n  - 2401.00009\n", path=LIST),
    fault("reading-list", 3, 'title: A\npapers: ["2401.00001"]\nnotes: x\n', path=LIST),
    fault("image-text", 1, 'title: A\nintroduction: "![](b.png)"\npapers: []\n', path=LIST),
    fault(
        "vocabulary", 3, TAGS + "- {tag: Silk Wool, label: S, description: D}\n", path=VOCABULARY
    ),
    fault(
        "vocabulary",
        3,
        TAGS + "- {tag: a, label: A, description: D, broader: b}\n",
        path=VOCABULARY,
    ),
    fault("dead-link", 3, "# Wool\n\nSee [it](papers/2401.00009.md).\n", path=PAGE),
    fault("dead-link", 1, "[topic](topics/silk.md)\n", path=PAGE),
    fault("dead-link", 2, "A\n[guide](guide/nothing.md)\n", path=PAGE),
    fault("image-text", 1, "![](https://wool.example/a.png)\n", path=PAGE),
    fault("image-text", 1, '<img src="https://wool.example/a.png">\n', path=PAGE),
    fault("insecure-link", 4, "```\nhttp://a.example\n```\n<http://wool.example>\n", path=PAGE),
    fault(
        "lock", 2, '{"paper":"2401.00001","key":"2401.00001","asked":"2024-03-01"}\n{\n', path=LOCK
    ),
    fault("settings", 2, "rules:\n  insecure-links: off\n", path=SETTINGS),
    fault("settings", 2, "rules:\n  duplicate-paper: off\n", path=SETTINGS),
    fault("settings", 1, "longest_summary: many\n", path=SETTINGS),
    fault("settings", 2, "sources:\n  arxvi: {enabled: true}\n", path=SOURCES),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A sound collection."""
    found = write_project(tmp_path, {"base.yaml": BASE}, TAGS, {"first.yaml": READING_LIST})
    found.pages.mkdir()
    found.checks.parent.mkdir()
    write_answers(found.fetched, "arxiv", [LOCKED])
    return found


def plant(project: Project, one: Fault) -> Path:
    path = project.root / one.path
    path.write_bytes(one.text.encode())
    return path


def of_rule(problems: tuple[Problem, ...], rule: str) -> list[tuple[str, int]]:
    return [(problem.path, problem.line) for problem in problems if problem.rule == rule]


def test_the_table_has_every_rule_that_has_a_text_to_break_it() -> None:
    # The two that are missing need bytes or a lock; they follow below.
    assert {*RULES} - {one.rule for one in FAULTS} == {"unreadable-page", "wrong-paper"}
    assert len(FAULTS) >= 40


def test_nothing_is_wrong_before_a_fault_is_planted(project: Project) -> None:
    assert check(project) == ()


@pytest.mark.parametrize("one", FAULTS, ids=lambda one: f"{one.rule}-{one.line}-{one.path[8:]}")
def test_a_fault_is_found_at_its_line_and_mended_if_it_can_be(project: Project, one: Fault) -> None:
    path = plant(project, one)
    others = {other: other.read_bytes() for other in project.root.rglob("*.*") if other != path}

    problems = check(project)
    fix(project, problems)

    assert of_rule(problems, one.rule) == [(one.path, one.line)]
    assert path.read_bytes().decode() == (one.after or one.text)
    assert {other: other.read_bytes() for other in others} == others
    assert bool(of_rule(check(project), one.rule)) is not bool(one.after)
    assert (one.rule in FIXABLE) is bool(one.after)


@pytest.mark.parametrize(
    "target",
    [
        "papers/2401.00001.md",
        "papers/index.md",
        "topics/socks.md",
        "collections/first.md",
        "subscribe/index.md",
        "changes/index.md",
        "editions/2024-01-05.md",
        "feeds/all.atom",
        "llms.txt",
        "#below",
        "mailto:papers@wool.example",
        "https://wool.example/(a)",
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(project: Project, target: str) -> None:
    (project.pages / "good.md").write_text(f"# Good\n\n[there]({target})\n", "utf-8")

    assert check(project) == ()


def test_a_page_in_another_encoding_is_named(project: Project) -> None:
    (project.pages / "latin.md").write_bytes("Füße".encode("latin-1"))

    assert of_rule(check(project), "unreadable-page") == [("content/pages/latin.md", 1)]


def test_an_answer_about_another_paper_is_named_at_the_record(project: Project) -> None:
    facts = Facts(title="A Theory of Spoons", authors=(parse_name("Otto Bee"),))
    answer = Answer("2401.00001", "2401.00001", dt.date(2024, 3, 1), facts)
    write_answers(project.fetched, "arxiv", [answer])

    assert of_rule(check(project), "wrong-paper") == [("content/papers/base.yaml", 1)]
