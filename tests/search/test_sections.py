from __future__ import annotations

from broadsheet.search.sections import Section, sections


def test_a_page_is_cut_at_its_headings() -> None:
    html = (
        '<h1 id="socks">Socks</h1><p>Of wool.</p>'
        '<h2 id="care">Care<a class="headerlink">¶</a></h2><p>By hand.</p>'
    )
    assert sections(html, "guide/socks/", "Socks") == [
        Section("guide/socks/", "Socks", "Of wool."),
        Section("guide/socks/#care", "Care", "By hand."),
    ]


def test_words_of_neighbouring_cells_stay_apart() -> None:
    (found,) = sections("<table><tr><td>red</td><td>blue</td></tr></table>", "a/", "A")
    assert found.text == "red blue"


def test_what_is_excluded_is_left_out_and_what_follows_is_not() -> None:
    html = "<p data-search-exclude>secret <b>too</b></p><img data-search-exclude><p>open</p>"
    (found,) = sections(html, "a/", "A")
    assert found.text == "open"


def test_scripts_are_no_text() -> None:
    (found,) = sections("<script>var x = '<p>';</script>Text", "a/", "A")
    assert found.text == "Text"
