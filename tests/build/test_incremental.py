"""What a build leaves after an edit is what a build from nothing makes."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as build_as_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from bench.fabricate import fabricate
from sites import Site, build_site, files_of, plugins, write_config


@pytest.fixture
def root(tmp_path: Path) -> Path:
    fabricate(tmp_path, 14)
    return tmp_path


def build(
    root: Path, site: str = "site", render: str = "shell", jobs: int = 1, **more: Any
) -> Site:
    pages = {"render": render, "jobs": jobs, "per_page": 3, **more.pop("pages", {})}
    overrides = root / "overrides"
    overrides.mkdir(exist_ok=True)
    theme = {"name": "material", "font": False, "custom_dir": str(overrides)}
    ours = {name: more.pop(name, {}) for name in ("exports", "feeds")}
    some = ["search", *plugins(pages=pages, **ours)]
    config = write_config(root, plugins=some, site_dir=site, strict=False, theme=theme, **more)
    return build_site(config)


def clean(root: Path, **options: object) -> dict[str, bytes]:
    """Return the files of a build that knows nothing of those before it."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    shutil.rmtree(root / "clean", ignore_errors=True)
    return dict(files_of(build(root, "clean", **options).folder))  # type: ignore[arg-type]


def records(root: Path) -> list[dict[str, object]]:
    text = (root / "content" / "papers" / "000000.yaml").read_text("utf-8")
    return [json.loads(line.removeprefix("- ")) for line in text.splitlines()]


def rewrite(root: Path, some: list[dict[str, object]]) -> None:
    text = "".join(f"- {json.dumps(record)}\n" for record in some)
    (root / "content" / "papers" / "000000.yaml").write_text(text, "utf-8")


def edit_text(root: Path, chance: random.Random) -> None:
    some = records(root)
    chance.choice(some)[chance.choice(["title", "abstract"])] = f"Socks {chance.random()}"
    rewrite(root, some)


def remove(root: Path, chance: random.Random) -> None:
    some = records(root)
    some.remove(chance.choice(some))
    rewrite(root, some)


def add(root: Path, chance: random.Random) -> None:
    some = records(root)
    new = chance.choice(some) | {"id": f"new{chance.randrange(10**6)}", "featured": "2025-09-02"}
    rewrite(root, [*some, new])


def edit_facts(root: Path, chance: random.Random) -> None:
    some = records(root)
    one = chance.choice(some)
    one |= chance.choice([
        {"venue": "SOCKS 2025"}, {"authors": ["Ada Sock", "Bo Shoe"]}, {"summary": "On socks."},
        {"featured": "2025-09-03"}, {"added_by": "Cy Lace"}, {"tags": ["other"]},
        {"relations": {"extends": [chance.choice(some)["id"]]}},
    ])  # fmt: skip
    rewrite(root, some)


def list_some(root: Path, chance: random.Random) -> None:
    papers = [{"paper": one["id"], "note": "Read."} for one in chance.sample(records(root), 3)]
    path = root / "content" / "collections" / "list.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"title": "A list", "papers": papers}), "utf-8")


def rename_tag(root: Path, chance: random.Random) -> None:
    path = root / "content" / "tags.yaml"
    topics = json.loads(path.read_text("utf-8"))
    chance.choice(topics)["label"] = f"Topic {chance.random()}"
    path.write_text(json.dumps(topics), "utf-8")


def change_template(root: Path, chance: random.Random) -> None:
    (root / "overrides" / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}' + str(chance.random()) + "{% endblock %}"
    )


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    edit_text, edit_facts, list_some, remove, add, rename_tag, change_template,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_site_is_that_of_a_clean_build(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    build(root)
    for _ in range(3):
        for edit in chance.choices(EDITS, k=2):
            edit(root, chance)
        site = build(root)
    assert dict(files_of(site.folder)) == clean(root)


def test_only_what_depends_on_an_edit_is_written(root: Path) -> None:
    site = build(root).folder
    for name, _ in files_of(site):
        os.utime(site / name, (1, 1))
    some = records(root)
    some[3]["abstract"] = "Another abstract, of the same length or not."
    rewrite(root, some)
    build(root)
    pages = {page for page in site.rglob("index.html") if page.stat().st_mtime > 1}
    papers = {page.parent.name for page in pages if page.parent.parent.name == "papers"}
    assert "p000003" in papers
    assert len(papers) < 14


def disguise(page: Path) -> bytes:
    """Change a page so that only its bytes tell; return those that it had."""
    before, moment = page.read_bytes(), page.stat().st_mtime_ns
    page.write_bytes(before.swapcase())
    os.utime(page, ns=(moment, moment))
    return before


def test_pages_that_nothing_happened_to_are_not_made_again(root: Path) -> None:
    site = build(root).folder
    near, far = (site / "papers" / name / "index.html" for name in ("p000003", "p000009"))
    before = disguise(near), disguise(far)
    some = records(root)
    some[3]["summary"] = "Socks, and where they go."
    rewrite(root, some)
    build(root)
    assert b"where they go" in near.read_bytes()
    assert far.read_bytes() == before[1].swapcase()


@pytest.mark.parametrize(
    "change",
    [
        {"site_name": "Other Papers"},
        {"repo_url": "https://github.com/example/papers"},
        {"pages": {"curators": "Others"}},
        {"exports": {"styles": ["ieee"]}},
        {"template": "<p>Another page.</p>"},
    ],
    ids=["name", "repository", "option", "styles", "template"],
)
def test_what_all_pages_are_made_of_makes_all_anew(root: Path, change: dict[str, Any]) -> None:
    before = disguise(build(root).folder / "papers" / "p000009" / "index.html")
    if template := change.pop("template", ""):
        (root / "overrides" / "broadsheet").mkdir()
        (root / "overrides" / "broadsheet" / "related.html").write_text(template)
    site = build(root, **change).folder
    after = (site / "papers" / "p000009" / "index.html").read_bytes()
    assert before.swapcase() != after


@pytest.mark.parametrize("options", [{"render": "pages"}, {"jobs": 2}], ids=["pages", "jobs"])
def test_other_ways_to_build_give_the_same_bytes(root: Path, options: dict[str, object]) -> None:
    assert clean(root) == clean(root, **options)


def test_a_build_that_fails_leaves_the_site_as_it_was(root: Path) -> None:
    before = dict(files_of(build(root).folder))
    (root / "overrides" / "broadsheet.html").write_text("{% nonsense")
    with pytest.raises(Exception, match="nonsense"):
        build(root)
    assert dict(files_of(root / "site")) == before
    assert not (root / ".site-next").exists()


@pytest.mark.parametrize(
    "wrong", [{"exports": {"styles": ["shouting"]}}, {"feeds": {"authors_from": 0}}]
)
def test_a_wrong_option_is_met_before_anything_is_written(
    root: Path, wrong: dict[str, Any]
) -> None:
    before = dict(files_of(build(root).folder))
    edit_text(root, random.Random(0))
    with pytest.raises((Abort, PluginError)):
        build(root, **wrong)
    assert dict(files_of(root / "site")) == before


@pytest.mark.parametrize("path", ["feeds/all.atom", "exports/papers.bib"])
def test_a_file_by_hand_stands_for_one_of_ours(root: Path, path: str) -> None:
    for _ in range(2):
        by_hand = root / "docs" / path
        by_hand.parent.mkdir(parents=True, exist_ok=True)
        by_hand.write_text("By hand.")
        assert (build(root).folder / path).read_text() == "By hand."
        assert (root / "site" / "feeds" / "all.json").exists()


def test_two_that_serve_do_not_wait_for_each_other(root: Path) -> None:
    config = load_config(str(write_config(root, strict=False)))
    config.plugins.on_startup(command="serve", dirty=False)
    build_as_mkdocs(config)
    assert not list((root / ".cache" / "broadsheet").glob("*.lock"))
