from __future__ import annotations

import csv
import io
import json

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.exports.formats import (
    FORMATS,
    MAX_BYTES,
    ExportFormat,
    Shelfmarks,
    find_format,
    ordered,
    parts,
    rendered,
    whole,
)
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from samples import catalogue, facets, paper, vocabulary

SOME = [paper(f"hare{number:02d}", title=f"Socks, Part {number}") for number in range(12)]


def in_parts(
    format_: ExportFormat, papers: list[Paper], marks: Shelfmarks, most: int = MAX_BYTES
) -> list[tuple[bytes, int]]:
    entries = (format_.entry(one, marks).encode() for one in ordered(format_, papers, marks))
    found = parts(entries, lambda entry: len(entry) + len(format_.between), most)
    return [(whole(format_, part), len(part)) for part in found]


def marks(*papers: Paper) -> Shelfmarks:
    return Shelfmarks.of(papers, facets(*papers), Urls(True))


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_stream_and_the_one_part_of_a_small_file_are_the_same(name: str) -> None:
    format_ = find_format(name)
    streamed = "".join(rendered(format_, SOME, marks(*SOME)))

    assert in_parts(format_, SOME, marks(*SOME)) == [(streamed.encode(), 12)]


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_large_file_comes_in_parts_that_are_whole_and_small_enough(name: str) -> None:
    format_ = find_format(name)
    entries = [len(format_.entry(one, marks(*SOME)).encode()) for one in SOME]
    found = in_parts(format_, SOME, marks(*SOME), sum(entries) - 1)

    assert len(found) == 2
    assert sum(count for _, count in found) == 12
    assert all(data.decode().startswith(format_.opening) for data, _ in found)


def test_a_paper_larger_than_a_part_gets_one_to_itself() -> None:
    assert [count for _, count in in_parts(FORMATS[0], SOME[:2], marks(*SOME), 1)] == [1, 1]


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_no_papers_are_an_empty_file_of_the_format(name: str) -> None:
    format_ = find_format(name)
    assert in_parts(format_, [], marks()) == [((format_.opening + format_.closing).encode(), 0)]


def test_a_paper_has_the_same_key_in_every_selection() -> None:
    twins = [paper(one, title="Socks") for one in ("a", "b")]

    (data, _), *_ = in_parts(FORMATS[0], twins[1:], marks(*twins))

    assert b"hare2024socksb" in data


def test_formats_are_found_by_name_and_by_ending() -> None:
    assert find_format("BibTeX") == find_format("bib")
    assert find_format("csl.json").name == "csl-json"
    with pytest.raises(BroadsheetError, match=r"no format `bibtx` \(did you mean `bibtex`\?\)"):
        find_format("bibtx")


def test_csl_json_of_several_parts_is_json_each() -> None:
    found = in_parts(find_format("csl-json"), SOME, marks(*SOME), 800)
    assert sum(len(json.loads(data)) for data, _ in found) == 12


def test_csv_has_a_row_for_each_paper_whatever_stands_in_it() -> None:
    odd = paper("a", title='=HYPERLINK("x")', abstract='Lines\nand "quotes", commas.')
    text = "".join(rendered(find_format("csv"), [odd, *SOME], marks(odd, *SOME)))

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert len(rows) == 13
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[0]["abstract"] == 'Lines and "quotes", commas.'


def test_json_lines_name_the_topics_and_the_page() -> None:
    tagged = paper(tags=("wool",))
    found = "".join(rendered(find_format("jsonl"), [tagged], _with_topic(tagged)))

    data = json.loads(found)

    assert (data["topics"], data["page"]) == (["wool"], "papers/hare2024wool/")


def _with_topic(one: Paper) -> Shelfmarks:
    grouped = facets(one, topics=vocabulary("wool"))
    return Shelfmarks.of(catalogue(one).papers, grouped, Urls(True))
