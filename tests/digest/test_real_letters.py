"""A mail of real papers with awkward titles, names and abstracts."""

from __future__ import annotations

import re
from email.headerregistry import Address
from pathlib import Path

import pytest

from acl import acl_papers, write_records
from broadsheet.digest.letter import MOST, Typesetter
from broadsheet.digest.message import message
from broadsheet.fetch.merger import merge_all
from broadsheet.language.words import ENGLISH
from broadsheet.records.loader import load_records
from digest.test_letter import contents
from digest.test_message import SENDING, read
from feeds.validity import html_faults

pytestmark = pytest.mark.realdata


def test_awkward_papers_make_a_mail_that_the_strictest_parser_takes(tmp_path: Path) -> None:
    write_records(tmp_path / "papers", acl_papers("acl-quirks.jsonl"))
    papers = merge_all(load_records(tmp_path / "papers", tmp_path).records, {})

    letter = Typesetter(ENGLISH, len(papers)).letter(contents(*papers))
    found = read(message(letter, SENDING, Address("Ada", "ada", "mail.example"), "t0k"))

    html = next(part for part in found.walk() if part.get_content_type() == "text/html")
    assert len(html.as_bytes()) <= MOST + 1_000
    body = re.sub(r' style="[^"]*"', "", letter.html.split("<body", 1)[1])
    assert [fault for fault in html_faults(f"<body{body}") if "link" in fault] == []
    assert found["Subject"] == letter.subject
