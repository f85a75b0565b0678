from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.offline.strangers import strangers


def found(folder: Path, text: str, name: str = "index.html") -> list[tuple[int, str]]:
    (folder / name).write_text(text, "utf-8")
    return [(one.line, one.message) for one in strangers(folder)]


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://cdn.example/a.js"></script>',
        "<img alt='a > b' src='//cdn.example/a.png'>",
        '<img src="a.png" srcset="b.png 1x, https://cdn.example/a.png 2x">',
        '<LINK REL="stylesheet" HREF="http://cdn.example/a.css">',
        '<link rel="preconnect" href="https://cdn.example">',
        '<video poster="https://cdn.example/a.jpg"></video>',
        '<iframe src=" https://cdn.example/"></iframe>',
        '<svg><image href="https://cdn.example/a.svg"/></svg>',
        '<p style="background: url(https://cdn.example/a.png)">x</p>',
        "<style>@import 'https://cdn.example/a.css';</style>",
    ],
)
def test_what_a_browser_would_load_from_elsewhere_is_named(tmp_path: Path, element: str) -> None:
    ((line, message),) = found(tmp_path, f"<p>one</p>\n{element}")

    assert line == 2
    assert message.startswith("asks another host for ")
    assert "cdn.example" in message


@pytest.mark.parametrize(
    "element",
    [
        '<a href="https://arxiv.org/abs/2401.00001">a paper</a>',
        '<link rel="canonical" href="https://papers.example/">',
        '<link rel="alternate" href="https://papers.example/feed">',
        '<script src="../assets/a.js"></script>',
        '<img src="data:image/png;base64,AAAA">',
        "<code>&lt;script src=&quot;https://cdn.example/a.js&quot;&gt;</code>",
        "<p>url(https://cdn.example/a.png)</p>",
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
    ],
)
def test_links_to_follow_and_files_of_the_site_are_no_strangers(
    tmp_path: Path, element: str
) -> None:
    assert found(tmp_path, element) == []


def test_a_style_sheet_that_loads_from_elsewhere_is_named(tmp_path: Path) -> None:
    text = "a {}\n\n@font-face { src: url('//fonts.example/a.woff2') }"

    assert found(tmp_path, text, "a.css") == [(3, "asks another host for //fonts.example/a.woff2")]
