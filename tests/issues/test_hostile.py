"""Sixty texts that mean harm: each makes a sound record or is refused, and touches nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from broadsheet.errors import BroadsheetError
from broadsheet.issues.intake import take_in
from broadsheet.project import Project
from broadsheet.records.loader import read_records
from broadsheet.review.check import check
from issues.forms import add_form, event, fix_form, form
from samples import write_project

TAGS = "- {tag: socks, label: Socks, description: What feet wear.}\n"
PAPERS = 'arxiv: "2401.00001"\ntitle: On the Pairing of Socks\nauthors: [Wilma Hare]\n'
ID = "2405.21018"
HARM = [
    "../../../etc/passwd",
    "x\n- arxiv: '2409.00001'\n  title: Second",
    "x'\"\ntitle: Other\nabstract: '",
    "*anchor &anchor !!python/object/apply:os.system ['id']",
    "{{ 7*7 }} {% import os %} ${{ github.token }} ${{ secrets.X }}",
    "::error file=a.yaml,line=1::forged\n::add-mask::x\n::set-output name=a::b",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![](https://evil.example/?q)",
    "\x00\x07\x1b[31mred\x1b[0m \u202egnirts \ufeff",
    "--- \n...\n%YAML 1.1\n--- !!map {a: b}",
    "$(touch /tmp/owned) `id` ; rm -rf / && echo | cat > x",
    "@octocat Fixes #1 closes #2",
    "a" * 200_000,
    "\ud83d\ude00 zalgo " + "\u0301" * 500,
]
PATHS = [
    "../../.github/workflows/x.yml",
    "..%2f..%2fmkdocs.yml",
    "https://arxiv.org/abs/../../../etc/passwd",
    "https://doi.org/10.1000/../../../x",
    "10.1000/../../../../tmp/x",
    "C:\\Windows\\x",
    "con",
    "file:///etc/passwd",
    "https://evil.example/2405.21018\n2405.21019",
    "10.1000/" + "a" * 5000,
    "2405.21018; rm -rf /",
    "2405.21018\x00.yaml",
    "${{ github.event.issue.title }}",
    "$(id)",
    "",
]
BODIES = (
    *(add_form(path) for path in PATHS),
    *(add_form(ID, summary=harm) for harm in HARM),
    *(add_form(ID, reason=harm, credit=harm, tags=harm, edition=harm) for harm in HARM),
    *(fix_form("2401.00001", "title", harm) for harm in HARM),
    *(fix_form("2401.00001", field, HARM[0]) for field in ("authors", "doi", "links", "../x")),
    fix_form("2401.00001", "id", "../../x"),
    fix_form("../../mkdocs.yml", "title", "x"),
    fix_form("https://x.example/papers/../../mkdocs/", "title", "x"),
    form(Paper=ID, Paper2="x", **{"Right value": "", "Field": "__class__"}),
    "### Paper",
    "### Paper\n" * 2_000,
    "#" * 100_000,
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "mkdocs.yml").write_text("site_name: Wool\n", "utf-8")
    return write_project(tmp_path / "in" / "side", {"socks.yaml": PAPERS}, TAGS)


def files_below(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_there_are_sixty_of_them() -> None:
    assert len(BODIES) >= 60


@pytest.mark.parametrize("as_event", [False, True], ids=["text", "event"])
@pytest.mark.parametrize("number", range(len(BODIES)))
def test_harm_makes_a_sound_record_or_is_refused(
    project: Project, tmp_path: Path, number: int, as_event: bool
) -> None:
    body = BODIES[number]
    data = (event(body, login="${{x}}") if as_event else body).encode("utf-8", "surrogatepass")
    before = files_below(tmp_path)

    try:
        done = take_in(project, data)
    except BroadsheetError:
        assert files_below(tmp_path) == before
        return

    after = files_below(tmp_path)
    (changed,) = [path for path, text in after.items() if before.get(path) != text]
    assert changed.startswith("in/side/content/papers/")
    assert changed.count("/") == 4
    assert set(before) <= set(after)
    found = read_records(done.path, "a.yaml")
    assert [one for one in found.problems if one.is_error] == []
    assert [record.id for record in found.records] == [done.paper]
    assert not [one for one in check(project) if one.is_error]
    assert yaml.safe_load(done.path.read_text("utf-8"))
    # A message is lines of ours: a title, then trailers whose values cannot start a line.
    lines = done.message.splitlines()
    assert all(line.startswith(("Reason: ", "Added-by: ", "Issue: #")) for line in lines[2:])
    assert all(line.isprintable() for line in lines)


def test_an_event_of_another_shape_is_refused(project: Project) -> None:
    for odd in ("{", "[]", "{}", '{"issue": 1}', '{"issue": {"body": 1}}', '{"issue":' * 2_000):
        with pytest.raises(BroadsheetError):
            take_in(project, odd.encode())


def test_a_file_of_many_megabytes_is_not_read_to_its_end(project: Project) -> None:
    with pytest.raises(BroadsheetError, match="larger than any form"):
        take_in(project, json.dumps({"issue": {"body": "a" * 2_000_000}}).encode())


def test_a_folder_of_papers_that_leads_elsewhere_is_written_through_no_link(
    project: Project, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("ours\n", "utf-8")
    (project.papers / f"{ID}.yaml").symlink_to(outside)

    with pytest.raises(BroadsheetError):
        take_in(project, add_form(ID).encode())

    assert outside.read_text("utf-8") == "ours\n"
