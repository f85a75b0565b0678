from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.digest.subscribers import Subscriber, read_subscribers
from broadsheet.errors import BroadsheetError, Problem

TOPICS = ("socks", "rain")


def read(
    folder: Path, text: str, name: str = "subscribers.yaml"
) -> tuple[tuple[Subscriber, ...], tuple[Problem, ...]]:
    (folder / name).write_text(text, "utf-8")
    return read_subscribers(folder / name, name, TOPICS)


def shown(found: tuple[Subscriber, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.address), one.topics) for one in found]


def test_a_list_of_addresses_names_and_topics(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "- ada@mail.example\n"
        "- {address: bo@mail.example, name: Bo Sample, topics: [socks]}\n"
        "- {address: cy@mail.example, topics: rain socks}\n",
    )
    assert problems == ()
    assert shown(found) == [
        ("ada@mail.example", ()),
        ("Bo Sample <bo@mail.example>", ("socks",)),
        ("cy@mail.example", ("rain", "socks")),
    ]


def test_a_table_with_the_same(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "\ufeffAddress,Name,Topics\nada@mail.example,,\n\n"
        'bo@mail.example,"Sample, Bo",socks; rain\n',
        "subscribers.csv",
    )
    assert problems == ()
    assert shown(found) == [
        ("ada@mail.example", ()),
        ('"Sample, Bo" <bo@mail.example>', ("socks", "rain")),
    ]


def test_hostile_lines_are_named_and_the_others_kept(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "- ada@mail.example\n"
        '- "bo@mail.example\\nBcc: all@mail.example"\n'
        '- {address: cy@mail.example, name: "Cy\\r\\nSubject: x"}\n'
        "- {address: di@mail.example, topics: [sokcs]}\n"
        "- ADA@mail.example\n"
        "- {adress: ed@mail.example}\n"
        "- [fy@mail.example]\n",
    )
    assert [one.line for one in sorted(problems)] == [2, 3, 4, 5, 6, 6, 7]
    assert "did you mean `socks`?" in str(sorted(problems)[2])
    assert shown(found) == [("ada@mail.example", ())]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ada@mail.example\n", "the first line must name the columns"),
        ("address\na@b.example,x\n", "more values than columns"),
        ('address\n"a@b.example\n', "no CSV"),
    ],
)
def test_a_table_that_is_none_is_named(tmp_path: Path, text: str, message: str) -> None:
    found, problems = read(tmp_path, text, "subscribers.csv")
    assert found == ()
    assert message in problems[0].message


def test_nobody_is_no_mistake(tmp_path: Path) -> None:
    assert read(tmp_path, "[]") == ((), ())


def test_no_file_is_one(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match="not there"):
        read_subscribers(tmp_path / "none.yaml", "none.yaml", ())
