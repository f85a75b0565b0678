from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.urls import Urls, relative, source_uri

ROOT = "https://socks.example.org/base/"
FOLDERS, FILES = Urls(is_directory=True), Urls(is_directory=False)
NAME = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,6}[a-z0-9]", fullmatch=True)
PAGE = st.lists(NAME, max_size=4).map("/".join)
LANDING = st.lists(NAME, min_size=1, max_size=3).map(lambda names: "/".join(names) + "/")
KEY = PAGE | LANDING
LAYOUT = st.sampled_from([FOLDERS, FILES])


@pytest.mark.parametrize(
    ("key", "folder", "file"),
    [
        ("", "", "index.html"),
        ("topics/", "topics/", "topics/index.html"),
        ("papers/2405.21018", "papers/2405.21018/", "papers/2405.21018.html"),
        ("topics/wool/page/2", "topics/wool/page/2/", "topics/wool/page/2.html"),
    ],
)
def test_a_page_has_a_path_in_either_layout(key: str, folder: str, file: str) -> None:
    assert (FOLDERS.path(key), FILES.path(key)) == (folder, file)


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("", "index.md"),
        ("topics/", "topics/index.md"),
        ("papers/2405.21018", "papers/2405.21018.md"),
    ],
)
def test_a_page_stands_for_a_markdown_file(key: str, source: str) -> None:
    assert source_uri(key) == source


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("topics/wool/", "papers/a/", "../../topics/wool/"),
        ("", "papers/a/", "../../"),
        ("", "", "./"),
        ("papers/a/", "", "papers/a/"),
        ("papers/a/", "papers/a/", "./"),
        ("papers/b.html", "papers/a.html", "b.html"),
        ("index.html", "topics/wool.html", "../index.html"),
        ("feeds/all.atom", "papers/a/", "../../feeds/all.atom"),
    ],
)
def test_a_link_leads_from_one_page_to_another(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


@given(KEY, KEY, LAYOUT)
def test_a_browser_follows_a_link_to_where_it_should_lead(to: str, at: str, urls: Urls) -> None:
    target, here = urls.path(to), urls.path(at)
    assert urljoin(ROOT + here, relative(target, here)) == ROOT + target


@given(KEY, KEY, LAYOUT)
def test_a_link_never_begins_at_the_hosts_root(to: str, at: str, urls: Urls) -> None:
    assert not relative(urls.path(to), urls.path(at)).startswith("/")
