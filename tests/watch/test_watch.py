"""The weekly watch, against servers that answer for the sources and for the links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.fetch.lock import Answer, write_answers
from broadsheet.project import Project
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Notice, Repository
from broadsheet.records.names import parse_name
from broadsheet.watch.links import Fate, due, try_links
from broadsheet.watch.report import report
from broadsheet.watch.watch import Watch, watch
from repositories import commit, init
from servers.stand_in import Answered, Seen, StandIn

TODAY = dt.date(2024, 3, 11)
TITLES = ("Socks", "Wool", "Felt", "Silk")


class Web(StandIn):
    """Pages that are there, have moved for good or for now, are gone, or are unwell."""

    def answer(self, request: Seen) -> Answered:
        match request.path.strip("/").split("/"):
            case ["moved", *_]:
                return self._to("/new/home", 301)
            case ["twice"]:
                return self._to("/moved", 308)
            case ["login"]:
                return self._to("/new/login", 302)
            case ["front"]:
                return self._to("/", 301)
            case ["loop"]:
                return self._to("/loop", 301)
            case ["gone"]:
                return Answered(b"", 404)
            case ["no-head"] if request.method == "HEAD":
                return Answered(b"", 404)
            case ["forbidden"]:
                return Answered(b"", 403)
            case ["ill"]:
                return Answered(b"", 503)
        return Answered(b"a page", content_type="text/html")

    def _to(self, path: str, status: int) -> Answered:
        return Answered(b"", status, headers={"Location": path})


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, web: Web) -> Project:
    """A collection of four preprints, with links that are to break."""
    root = init(tmp_path / "wool")
    records = "".join(
        f"- arxiv: 2401.0000{number}\n  title: {title}\n  authors: [Wilma Hare]\n"
        for number, title in enumerate(TITLES, start=1)
    )
    links = (
        f"  links:\n    # of the authors\n    project: {web.url}moved  # since 2023\n"
        f"    code: https://github.com/wool-lab/silk\n    video: {web.url}gone\n"
        f"    slides: {web.url}fine\n"
    )
    (root / "content" / "papers").mkdir(parents=True)
    (root / "content" / "papers" / "all.yaml").write_text(records + links, "utf-8")
    found = Project(root, root / "content")
    for number, title in enumerate(TITLES, start=1):
        answer(found, "arxiv", f"2401.0000{number}", title=title, version=1)
    answer(found, "openalex", "2401.00001", title="Socks", counts=(Count("citations", 3),))
    commit(root, "Begin")
    return found


def answer(project: Project, source: str, paper: str, **facts: object) -> None:
    """Let a source say something of a paper from now on."""
    said = Facts(
        authors=(parse_name("Wilma Hare"),),
        ids=Identifiers(arxiv=paper),
        **facts,  # type: ignore[arg-type]
    )
    write_answers(project.fetched, source, [Answer(paper, paper, TODAY, said)])


def plant(project: Project) -> None:
    """Let five things happen in the world; the numbers that grow are none of them."""
    notice = Notice("withdrawn", "An error in lemma 2")
    answer(project, "arxiv", "2401.00001", title="Socks", version=1, notices=(notice,))
    answer(project, "crossref", "2401.00002", title="Wool", venue="WOOL 2024")
    repository = Repository(
        "https://github.com/wool-lab/silk", moved_to="https://github.com/silk/silk"
    )
    answer(project, "github", "2401.00004", title="Silk", repositories=(repository,))
    answer(project, "openalex", "2401.00001", title="Socks", counts=(Count("citations", 9),))


def watched(project: Project, **more: int) -> Watch:
    return watch(project, today=TODAY, interval=0.0, **more)


def test_nothing_new_proposes_nothing_but_what_links_say(project: Project, web: Web) -> None:
    found = watched(project, most_links=0)

    assert found.proposals == 0
    assert report(found) == "# Data as of 2024-03-11\n\n0 things to look at.\n"


def test_exactly_the_five_planted_changes_are_proposed(project: Project, web: Web) -> None:
    plant(project)

    found = watched(project)

    news = [(one.kind, one.paper) for one in found.news]
    states = [
        (one.fate, one.url.removeprefix(web.url))
        for one in found.links
        if one.fate is not Fate.FINE
    ]
    assert news == [
        ("withdrawn", "2401.00001"),
        ("published", "2401.00002"),
        ("renamed", "2401.00004"),
    ]
    assert states == [(Fate.GONE, "gone"), (Fate.MOVED, "moved")]
    assert found.proposals == 5
    assert found.changes.renumbered == () or "2401.00001" not in found.changes.renumbered


def test_what_has_one_right_answer_is_written_into_the_record(project: Project, web: Web) -> None:
    before = (project.papers / "all.yaml").read_text("utf-8")
    plant(project)

    watched(project)

    after = before.replace(f"{web.url}moved ", f"{web.url}new/home ")
    after = after.replace("https://github.com/wool-lab/silk", "https://github.com/silk/silk")
    assert (project.papers / "all.yaml").read_text("utf-8") == after
    assert after != before


def test_the_report_says_the_day_and_each_thing(project: Project, web: Web) -> None:
    plant(project)

    text = report(watched(project))

    assert text.startswith("# Data as of 2024-03-11\n\n5 things to look at")
    assert "- `2401.00001` Socks: withdrawn: An error in lemma 2" in text
    assert "- `2401.00002` Wool: WOOL 2024" in text
    assert f"- `{web.url}moved` is `{web.url}new/home` now (changed in the record)" in text
    assert f"- `{web.url}gone` answers 404" in text


def test_a_second_watch_has_nothing_more_to_write(project: Project, web: Web) -> None:
    plant(project)
    watched(project)
    commit(project.root, "Refresh")

    found = watched(project)

    assert (found.news, dict(found.mended)) == ((), {})
    assert found.proposals == 1  # the dead link is still dead


@pytest.mark.parametrize(
    ("path", "fate"),
    [
        ("fine", Fate.FINE),
        ("no-head", Fate.FINE),
        ("moved/x", Fate.MOVED),
        ("twice", Fate.MOVED),
        ("gone", Fate.GONE),
        ("login", Fate.FINE),
        ("front", Fate.FINE),
        ("loop", Fate.UNSURE),
        ("forbidden", Fate.UNSURE),
        ("ill", Fate.UNSURE),
    ],
)
def test_the_fate_of_a_link_is_that_of_its_address(web: Web, path: str, fate: Fate) -> None:
    (state,) = try_links([f"{web.url}{path}"], interval=0.0)

    assert state.fate is fate


def test_a_host_that_does_not_answer_is_no_dead_link() -> None:
    with Web() as web:
        url = f"{web.url}fine"

    assert try_links([url], interval=0.0)[0].fate is Fate.UNSURE


def test_of_many_links_all_have_their_turn() -> None:
    urls = [f"https://wool.example/{number}" for number in range(25)]
    weeks = [due(urls, 10, TODAY + dt.timedelta(weeks=week)) for week in range(3)]

    assert sorted(url for some in weeks for url in some) == sorted(urls)
    assert max(map(len, weeks)) <= 10
