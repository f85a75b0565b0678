"""The page to subscribe and the front page's way in."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort, PluginError

from pages.reading import Reading
from sites import Site, build_site, write_config

PAPERS = "- {arxiv: '2401.00001', title: Socks, authors: [Ada Example], featured: 2024-01-20}"


def built(root: Path, mail: str = "") -> Site:
    config = write_config(root)
    (root / "content" / "papers" / "a.yaml").write_text(PAPERS, "utf-8")
    (root / "docs" / "index.md").write_text("---\ntemplate: front.html\n---\nHello.", "utf-8")
    if mail:
        (root / "site_config").mkdir()
        (root / "site_config" / "digest.yaml").write_text(mail, "utf-8")
    return build_site(config)


def test_with_nothing_set_feeds_are_explained_and_no_mail_is_promised(tmp_path: Path) -> None:
    site = built(tmp_path)

    html = site.text("subscribe/")

    assert '<a href="../feeds/all.atom" type="application/atom+xml"' in html
    assert '<a href="../feeds/all.opml" type="text/x-opml" download>' in html
    assert "This site sends no mail." in html
    assert "bs-join__form" not in html
    assert site.dead_links() == []


def test_a_form_is_on_the_page_and_on_the_front_page(tmp_path: Path) -> None:
    site = built(tmp_path, "subscribe: {form: 'https://lists.example/join?l=1', field: EMAIL}")

    for page in ("subscribe/", ""):
        html = site.text(page)
        assert 'action="https://lists.example/join?l=1" method="post"' in html
        assert '<input type="email" name="EMAIL" required' in html


@pytest.mark.parametrize(
    ("mail", "link"),
    [
        ("subscribe: {address: join+a@lists.example}", "mailto:join%2Ba%40lists.example?"),
        ("subscribe: {page: 'https://lists.example/papers'}", "https://lists.example/papers"),
    ],
)
def test_an_address_or_a_page_elsewhere_is_linked(tmp_path: Path, mail: str, link: str) -> None:
    site = built(tmp_path, mail)
    assert f'href="{link}' in site.text("subscribe/")
    assert f'href="{link}' in site.text("")


def test_settings_that_are_wrong_end_the_build_at_their_line(tmp_path: Path) -> None:
    with pytest.raises((Abort, PluginError)) as stopped:
        built(tmp_path, "\nsubscribe: {form: 'javascript:alert(1)'}")
    assert "site_config/digest.yaml:2:13: error" in stopped.value.__notes__[0]


def test_the_page_speaks_german(tmp_path: Path) -> None:
    config = write_config(tmp_path, theme={"name": "material", "font": False, "language": "de"})
    (tmp_path / "content" / "papers" / "a.yaml").write_text(PAPERS, "utf-8")

    site = build_site(config)

    assert "Im Feedreader" in site.text("subscribe/")
    feed = site.text("feeds/editions.atom")
    assert "<title>The Sample: Ausgaben</title>" in feed
    assert "Samstag, 20. Januar 2024: 1 Artikel" in feed


def test_the_way_in_is_whole_html(tmp_path: Path) -> None:
    html = built(tmp_path, "subscribe: {form: 'https://lists.example'}").text("")
    block = '<section class="bs-join"' + html.split('<section class="bs-join"', 1)[1]
    block = block.split("</section>", 1)[0] + "</section>"
    assert Reading(block).open == []
