from __future__ import annotations

from pathlib import Path

from imports.reading import read, said


def test_each_line_is_a_paper(tmp_path: Path) -> None:
    text = "# my list\n2405.21018  # good\nhttps://aclanthology.org/P19-1001/\n- 10.1000/1\n"

    found = read(tmp_path, text)

    assert [paper.facts.ids.arxiv for paper in found.papers] == ["2405.21018", "", ""]
    assert [paper.line for paper in found.papers] == [2, 3, 4]
    assert found.papers[1].facts.ids.acl == "P19-1001"


def test_a_line_that_is_no_id_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "2405.21018\n2405.21019\n2405.21020\n2405.21021\nsocks\n")

    assert (found.entries, len(found.papers)) == (5, 4)
    assert said(found)[0].startswith("5:1: error: `socks` is no id or URL that is known")


def test_an_outline_names_papers_below_their_topics(tmp_path: Path) -> None:
    text = (
        '<opml version="2.0"><body><outline text="Socks">\n'
        '<outline text="On Socks" htmlUrl="https://arxiv.org/abs/2405.21018"/></outline>'
        '<outline text="Wool Weekly" xmlUrl="https://wool.example/feed"/></body></opml>'
    )
    found = read(tmp_path, text)

    assert [(one.facts.title, one.topics, one.line) for one in found.papers] == [
        ("On Socks", ("Socks",), 2),
        ("Wool Weekly", (), 2),
    ]
