from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from markupsafe import Markup

from broadsheet.pages.render import Renderer
from broadsheet.pages.urls import Urls

URLS = Urls(is_directory=True)


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    """A renderer whose site brings some templates of its own."""
    folder = tmp_path / "broadsheet"
    folder.mkdir()
    (folder / "papers.html").write_text("Ours: {{ view }}", encoding="utf-8")
    (folder / "lost.html").write_text("{{ view }} {{ nowhere }}", encoding="utf-8")
    (folder / "links.html").write_text(
        "{{ link('topics/') }} {{ file('feeds/all.atom') }}", encoding="utf-8"
    )
    (folder / "more.html").write_text("{{ welcome }}", encoding="utf-8")
    (folder / "part.html").write_text(
        '{% from "macros.html" import outer %}{{ outer(view) }}', encoding="utf-8"
    )
    return Renderer(URLS, [tmp_path])


def test_a_template_of_the_site_replaces_ours_by_name(renderer: Renderer) -> None:
    assert renderer.render("papers.html", "x", "") == "Ours: x"


def test_a_template_of_the_site_may_use_parts_of_ours(renderer: Renderer) -> None:
    view = {"kind": "code", "url": "https://a.example", "label": "Code"}
    assert 'href="https://a.example"' in renderer.render("part.html", view, "")


def test_without_a_folder_of_the_site_ours_are_used(tmp_path: Path) -> None:
    view = {"count": 0, "cards": [], "pager": [], "current": 1}
    html = Renderer(URLS, [tmp_path]).render("papers.html", view, "papers/")
    assert "All papers" in html


def test_values_are_escaped(renderer: Renderer) -> None:
    assert renderer.render("papers.html", "<b>", "") == "Ours: &lt;b&gt;"


def test_markup_is_not_escaped_again(renderer: Renderer) -> None:
    assert renderer.render("more.html", None, "", welcome=Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


def test_a_variable_that_is_not_there_fails(renderer: Renderer) -> None:
    with pytest.raises(UndefinedError, match="nowhere"):
        renderer.render("lost.html", "x", "")


def test_a_template_that_is_not_there_fails(renderer: Renderer) -> None:
    with pytest.raises(TemplateNotFound, match="gone"):
        renderer.render("gone.html", "x", "")


def test_links_and_files_lead_from_the_page_that_is_rendered(renderer: Renderer) -> None:
    html = renderer.render("links.html", None, "papers/a/")
    assert html == "../../topics/ ../../feeds/all.atom"
