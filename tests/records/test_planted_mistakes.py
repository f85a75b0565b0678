"""Thirty mistakes of fifteen kinds in one collection: each is named at its line, in one run."""

from __future__ import annotations

import re
from pathlib import Path

from broadsheet.records.catalogue import record_names, relation_problems, sole_records
from broadsheet.records.loader import load_records
from broadsheet.records.places import Places
from broadsheet.records.reading_lists import load_reading_lists

# A line with `#!` has a mistake; what follows is a part of its Problem.
PAPERS = {
    "a-keys.yaml": """\
titel: Ink                       #! unknown key `titel`
arxiv: "2401.00001"
links: {repo: x}                 #! unknown key `repo`
tags: ink                        #! must be a list
venue: [INK]                     #! must be text
""",
    "b-ids.yaml": """\
- arxiv: 2401.0001               #! 5 digits
- doi: ten                       #! is not a DOI
- acl: acl-long                  #! is not an ACL
- openreview: a b                #! is not an OpenReview
- pmid: PMC1                     #! is not a PubMed
- url: ftp://example.org         #! is not a web address
  title: Sand
- {title: Blotter, id: Blotter}  #! cannot be an id
""",
    "c-dates.yaml": """\
title: Dates of Ink
published: 2023-02-30            #! not a day of the calendar
featured: 2025-09                #! lacks a day
""",
    "d-names.yaml": """\
title: Names of Ink
authors:
  - Ada Quill and Tom Brook      #! several names
  - {affiliation: Ink Lab}       #! needs a name
  - {family: Quill, orcid: 1}    #! is not an ORCID
links:
  code: javascript:alert(1)      #! is not a web address
""",
    "e-yaml.yaml": """\
title: Marks of Ink
summary: &note Dry.              #! the anchor
abstract: *note                  #! the alias
venue: !INK 2024                 #! the tag
title: Marks of Ink again        #! stands twice
""",
    "f-syntax.yaml": """\
title: Ink
authors Ada Quill                #! lacks a colon
venue: INK
""",
    "g-syntax.yaml": """\
title: Ink: A Study              #! `: ` in it in quotes
""",
    "h-nothing.yaml": """\
venue: INK                       #! names no paper
""",
    "i-good.yaml": """\
- arxiv: "2402.00001"
  title: Good Ink
  relations:
    extends:
      - "2402.0000"              #! no paper `2402.0000`
- arxiv: 2402.00001v2            #! duplicate paper
""",
    "j-empty.yaml": "#! the file is empty\n",
}
LISTS = {
    "first-ink.yaml": """\
titl: First Ink                  #! unknown key `titl`
title: First Ink
papers: []
""",
    "second-ink.yaml": """\
title: Second Ink
papers:
  - "2402.00001"
  - ink2020                      #! no paper `ink2020`
  - arXiv:2402.00001             #! stands twice
""",
}


def test_thirty_planted_mistakes_are_named_each_at_its_line_in_one_run(tmp_path: Path) -> None:
    planted = plant(tmp_path / "papers", PAPERS) + plant(tmp_path / "collections", LISTS)

    problems = check(tmp_path)

    assert len(planted) == 30
    assert [
        (path, line, part)
        for path, line, part in planted
        if not any(one.startswith(f"{path}:{line}:") and part in one for one in problems)
    ] == []
    places = {(path, str(line)) for path, line, _ in planted}
    assert [one for one in problems if tuple(one.split(":")[:2]) not in places] == []


def plant(folder: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    """Write files without their marks; return path, line and part of a Problem of each mark."""
    folder.mkdir()
    marks: list[tuple[str, int, str]] = []
    for name, text in files.items():
        lines = text.splitlines()
        found = [(at, re.search(r"\s*#! (.*)$", line)) for at, line in enumerate(lines, start=1)]
        marks += [(f"{folder.name}/{name}", at, mark[1]) for at, mark in found if mark]
        bare = "\n".join(re.sub(r"\s*#! .*$", "", line) for line in lines)
        (folder / name).write_text(bare + "\n", encoding="utf-8")
    return marks


def check(root: Path) -> list[str]:
    """Return what is wrong with all papers and reading lists below a folder."""
    loaded = load_records(root / "papers", root)
    records, repeated = sole_records(loaded.records)
    names = record_names(records)
    related = relation_problems(records, names, Places(root))
    _, listed = load_reading_lists(root / "collections", root, names)
    return [str(problem) for problem in (*loaded.problems, *repeated, *related, *listed)]
