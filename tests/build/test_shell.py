from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bench.fabricate import fabricate
from sites import Site, build_site, files_of, plugins, write_config

_HOSTILE = """
- {id: odd1, title: '<script>x</script> & "quotes"', authors: [O'Hara Ö'Neill], published: 2024}
- {id: odd2, title: "qz{content} {{ page.title }} zq", authors: [Ada "<b>" Crane], published: 2024}
- {id: odd3, title: "A very long title %s", authors: [Bo Example], published: 2024-02-03}
""" % ("of socks " * 40)
_APART = re.compile("each page is rendered by itself: (.*)")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shell")
    fabricate(folder, 16)
    (folder / "content" / "papers" / "odd.yaml").write_text(_HOSTILE, "utf-8")
    return folder


def build(root: Path, render: str, **options: Any) -> Site:
    name = f"site-{render}"
    if isinstance(options.get("theme"), dict):
        options["theme"] = {"name": "material", "font": False} | options["theme"]
    more = options.pop("more", [])
    some = ["search", *plugins(pages={"render": render, "per_page": 3}), *more]
    config = write_config(root, plugins=some, site_dir=name, strict=False, **options)
    (root / "docs" / "links.md").write_text("[one](papers/p000001.md)", "utf-8")
    return build_site(config)


def apart(site: Site) -> str:
    found = filter(None, map(_APART.search, site.log))
    return next((match[1] for match in found), "")


def written(site: Site) -> int:
    found = filter(None, (re.search(r"the shell writes (\d+) pages", line) for line in site.log))
    return next((int(match[1]) for match in found), 0)


def differing(one: Site, other: Site) -> list[str]:
    left, right = dict(files_of(one.folder)), dict(files_of(other.folder))
    return [path for path in sorted({*left, *right}) if left.get(path) != right.get(path)]


@pytest.mark.parametrize(
    "options",
    [
        {"repo_url": "https://git.example/a/b", "edit_uri": "edit/main/docs/"},
        {"use_directory_urls": False},
        {
            "nav": [
                {"Papers": "papers/index.md"},
                {"People": [{"Authors": "authors/index.md"}, {"One": "papers/p000003.md"}]},
                {"Topic": "topics/topic-7.md"},
            ],
            "theme": {"features": ["navigation.tabs", "navigation.path", "content.action.edit"]},
            "repo_url": "https://git.example/a/b",
            "edit_uri": "edit/main/docs/",
        },
        {"site_url": ""},
    ],
    ids=["edit", "files", "nav", "nowhere"],
)
def test_the_shell_writes_what_mkdocs_would(root: Path, options: dict[str, Any]) -> None:
    site = build(root, "shell", **options)
    assert written(site) > 40
    assert differing(site, build(root, "pages", **options)) == []


def test_no_mark_is_left_in_any_file(root: Path) -> None:
    site = build(root, "shell")
    marked = [path for path, text in files_of(site.folder) if re.search(rb"qz[0-9a-f]{24}", text)]
    assert marked == []


def test_the_site_map_names_every_page(root: Path) -> None:
    site = build(root, "shell")
    named = set(re.findall("<loc>https://papers.example/deep/(.*)</loc>", site.text("sitemap.xml")))
    pages = {page.parent.relative_to(site.folder).as_posix() + "/" for page in site.pages}
    assert named == {"" if page == "./" else page for page in pages} - {"404.html"}


def test_links_in_markdown_to_pages_are_checked(root: Path) -> None:
    site = build(root, "shell")
    assert 'href="../papers/p000001/"' in site.text("links/")
    (root / "docs" / "bad.md").write_text("[none](papers/none.md)", "utf-8")
    try:
        assert any("papers/none.md" in line for line in build(root, "shell").log)
    finally:
        (root / "docs" / "bad.md").unlink()


def test_what_the_shell_does_not_know_of_a_page_is_noticed(root: Path) -> None:
    overrides = root / "overrides"
    overrides.mkdir(exist_ok=True)
    (overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}'
        '{{ page.title | default("", true) | length if page }}{% endblock %}',
        "utf-8",
    )
    options = {"theme": {"custom_dir": str(overrides)}}
    site = build(root, "shell", **options)
    assert apart(site).startswith("the theme prints for papers/")
    assert differing(site, build(root, "pages", **options)) == []


def test_a_plugin_that_wants_each_page_gets_it(root: Path) -> None:
    hook = root / "hook.py"
    hook.write_text("def on_post_page(output, page, config):\n    return output + page.url\n")
    site = build(root, "shell", hooks=[str(hook)])
    assert "wants to see each page (on_post_page)" in apart(site)
    assert site.text("papers/p000001/").endswith("papers/p000001/")


def test_pages_that_another_plugin_brings_take_no_others_with_them(root: Path) -> None:
    hook = root / "brings.py"
    hook.write_text(
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        "    for year in range(2016, 2022):\n"
        "        files.append(File.generated(config, f'years/{year}.md', content='# Brought'))\n"
        "    return files\n"
    )
    site = build(root, "shell", hooks=[str(hook)])
    assert "Brought" in site.text("years/2016/")
    assert [year for year in range(2022, 2026) if not site.has(f"years/{year}")] == []


def test_small_sites_are_made_the_plain_way(root: Path) -> None:
    assert written(build(root, "auto")) == 0
