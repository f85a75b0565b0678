from __future__ import annotations

from pathlib import Path

from broadsheet.records.models import Link
from imports.reading import facts_of, read

LIST = """# Awesome Socks [![Awesome](https://badge.example/a.svg)](https://awesome.example)

## Contents
- [Pairing](#pairing)

## Pairing
- [On the Pairing of Socks](https://arxiv.org/abs/2405.21018), Hare et al., SOCK 2024.
  [[code](https://github.com/hare/socks)] [[project](https://socks.example)]
- **Wool and What It Wants.** *Berg, Otto.* [[paper](https://doi.org/10.1000/1)]
- A tool, not a paper: [Needles](https://needles.example)

| Title | Venue | Links |
|---|---|---|
| Knitting for Machines | SOCK 2023 | [arXiv](https://arxiv.org/abs/2301.00001) |

```
- [Not a Paper at All](https://arxiv.org/abs/2301.00002)
```
"""


def test_items_and_rows_with_a_paper_are_papers(tmp_path: Path) -> None:
    found = read(tmp_path, LIST, "README.md")

    assert [paper.facts.title for paper in found.papers] == [
        "On the Pairing of Socks",
        "Wool and What It Wants",
        "Knitting for Machines",
    ]
    assert [paper.line for paper in found.papers] == [7, 9, 14]
    assert {paper.topics for paper in found.papers} == {("Pairing",)}
    assert found.notes == ("2 items without a link to a paper were passed over",)


def test_links_have_the_kinds_that_their_words_say(tmp_path: Path) -> None:
    facts = read(tmp_path, LIST, "README.md").papers[0].facts

    assert facts.ids.arxiv == "2405.21018"
    assert facts.links == (
        Link("code", "https://github.com/hare/socks"),
        Link("project", "https://socks.example"),
    )


def test_the_lists_own_title_is_no_topic(tmp_path: Path) -> None:
    text = "# Socks\n- [On the Pairing of Socks](https://arxiv.org/abs/2405.21018)\n"

    (paper,) = read(tmp_path, text, "a.md").papers

    assert paper.topics == ()


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    text = "- [On the Pairing of Socks](https://arxiv.org/abs/2405.21018) [x](https://[)\n"
    found = read(tmp_path, text, "a.md")
    assert [problem.message for problem in found.problems] == [
        "`https://[` is no web address; left out"
    ]


def test_html_in_a_list_is_read_too(tmp_path: Path) -> None:
    text = '- <b>On Socks and Men</b> <a href="https://arxiv.org/pdf/2405.21018">PDF</a>\n'
    assert facts_of(tmp_path, text, "a.md").title == "On Socks and Men"
