from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from broadsheet.pages.markup import inline, metas, paragraphs, plain, prose, shorten, teaser
from pages.reading import Reading

PIECES = st.sampled_from(
    [
        "$", "$$", "\\(", "\\)", "\\[", "\\text{", "\\href{", "\\frac", "^", "{", "}", "<", ">",
        '"', "'", "&", "`", "*", "_", "[", "](", ")", "!", "#", "\n", "\n\n", " ", "    ", "> ",
        "- ", "1. ", "x", "<script>", "</script>", "<img src=x ", "onerror=alert(1)", "<a href=",
        "<math>", "javascript:alert(1)", "</math>", "<mtext>", "<svg>", "<style>", "<!--", "-->",
        "<![CDATA[", "]]>", "<?", "http://a.example/", "&lt;", "&#60;", "\ue010", "0", "\ue011",
        "&#xe010;", "&#xe011;",
    ]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)
RENDERERS = pytest.mark.parametrize("render", [inline, paragraphs, prose])


@pytest.mark.parametrize(
    "title",
    [
        'Socks "at Home"', "Pairs < Heaps", "5 > 3", "Socks & Sons", "{{ config }}", "{% if x %}",
        "*Star* Socks", "snake_case_socks", "`Socks`", "# Socks", "[Socks](http://x)", "100%",
        "a\\b", "Socks <b>bold</b>", "&lt;script&gt;", "&amp;", "<script>alert(1)</script>",
        "Füße 袜子", "“Quotes” – and dashes…", "Worth $5 and $10",
    ],
)  # fmt: skip
def test_a_title_reads_as_it_was_written(title: str) -> None:
    reading = Reading(inline(title))
    assert (reading.text, reading.tags) == (title, set())


def test_a_formula_in_a_title_is_mathml() -> None:
    html = inline("Sorting in $O(n^2)$ Steps")
    assert "<msup><mi>n</mi><mn>2</mn></msup>" in html
    assert Reading(html).text == "Sorting in O(n2) Steps"


def test_a_formula_may_compare() -> None:
    assert Reading(inline("$a < b > c$ & more")).text == "a<b>c & more"


@pytest.mark.parametrize("tex", [r"\begin{x}", "%", r"\frac{", r"\left(", "x" * 5000])
def test_a_formula_that_cannot_be_read_is_shown_as_typed(tex: str) -> None:
    reading = Reading(inline(f"${tex}$"))
    assert (reading.text, reading.tags) == (tex, {"code"})


@RENDERERS
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "![x](http://evil.example/pixel)",
        '[x](http://a.example "onmouseover=alert(1)")',
        '[x](http://a.example/"onmouseover="alert(1))',
        "<b onclick=alert(1)>x</b>",
        "<svg/onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action=http://evil.example><input name=q></form>",
        r"$\text{<script>alert(1)</script>}$",
        r"$\text{</mtext></math><img src=x onerror=alert(1)>}$",
        r"$\text{<mglyph><svg><style><img src=x onerror=alert(1)></style></svg>}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\text{<a href=javascript:alert(1)>x</a>}$",
        r"$\style{background:url(//evil.example)}{x}$",
        "[x](http://a.example/$\\text{\" onmouseover=alert(1) x=\"}$)",
        '<a href="http://a.example/$x$" onclick="alert(1)">x</a>',
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
        "<!--><script>alert(1)</script>-->",
        "http://a.example/\"onmouseover=alert(1)",
        "http://a.example/<script>alert(1)</script>",
    ],
)  # fmt: skip
def test_nothing_hostile_comes_through(render: Callable[[str], Markup], text: str) -> None:
    assert Reading(render(text)).threats == []


@RENDERERS
@given(HOSTILE)
@example("&#xe010;9&#xe011;")
@example("$x$ <![CDATA[ $y$")
@example("[$a$](http://x/$b$)")
def test_whatever_is_written_parses_and_is_harmless(
    render: Callable[[str], Markup], text: str
) -> None:
    reading = Reading(render(text))
    assert reading.threats == []
    assert reading.open == []


@given(HOSTILE)
def test_whatever_is_written_has_a_plain_form_on_one_line(text: str) -> None:
    assert "\n" not in plain(text)


@pytest.mark.parametrize("piece", ["1. ", "- ", "> ", "*a ", "`", "<!--", "{", "\\frac{1}{"])
def test_deep_nesting_is_shown_as_text(piece: str) -> None:
    assert Reading(prose(piece * 1000)).threats == []


@pytest.mark.parametrize("piece", ["[", "[a](", "![", "a<b "])
def test_text_longer_than_any_summary_is_not_parsed_as_markdown(piece: str) -> None:
    # Markdown would take minutes.
    assert Reading(prose(piece * 50_000)).tags == {"p"}


def test_prose_has_emphasis_links_lists_and_code() -> None:
    reading = Reading(prose("A *b* **c** [d](https://e.example) `f`\n\n- g\n- h"))
    assert reading.tags == {"p", "em", "strong", "a", "code", "ul", "li"}
    assert reading.links == ["https://e.example"]


def test_prose_without_text_is_nothing() -> None:
    assert prose("") == ""


def test_headings_and_pictures_are_not_for_summaries() -> None:
    assert Reading(prose("# Big\n\n![x](http://a.example/x.png)")).tags == {"p"}


def test_a_formula_in_markdown_is_mathml_and_its_underscores_are_its_own() -> None:
    html = prose("Here $a_1 * b_1$ and *there* $a_2$.")
    assert html.count("<math") == 2
    assert html.count("<em>") == 1


def test_a_formula_in_an_address_stays_as_typed() -> None:
    reading = Reading(prose('[x](http://a.example/$y$ "a $z<$ b")'))
    assert reading.elements[1] == (
        "a", {"href": "http://a.example/$y$", "title": "a $z<$ b", "rel": "noopener"},
    )  # fmt: skip


def test_what_looks_like_a_holder_of_a_formula_is_not_one() -> None:
    assert "<math" not in prose("\ue0100\ue011 &#xe010;0&#xe011; $5")


@pytest.mark.parametrize("text", ["`&lt;b&gt;`", "&amp;lt;b&amp;gt;"])
def test_escaped_text_is_not_unescaped(text: str) -> None:
    assert Reading(prose(text)).text == "&lt;b&gt;"
    assert plain(text) == "&lt;b&gt;"


def test_the_plain_form_has_no_markup_and_no_entities() -> None:
    assert plain("A *b* & [c](http://d.example),\n\n- e < f") == "A b & c, e < f"


def test_the_plain_form_keeps_formulas_that_look_like_tags() -> None:
    assert plain("If $a<b>c$ holds") == "If a<b>c holds"


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("one\ntwo\n \nthree") == "<p>one\ntwo</p>\n<p>three</p>"


def test_no_text_has_no_paragraphs() -> None:
    assert paragraphs(" \n\n ") == ""


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("https://a.example/?a=1&b=2, so", "https://a.example/?a=1&b=2"),
        ("“https://a.example/”", "https://a.example/"),
        ("http://a.example", "http://a.example"),
    ],
)
def test_a_web_address_becomes_a_link_without_what_follows_it(text: str, link: str) -> None:
    reading = Reading(paragraphs(text))
    assert (reading.links, reading.text) == ([link], text)


def test_other_schemes_are_text() -> None:
    assert Reading(paragraphs("javascript:alert(1) and ftp://a.example")).links == []


def test_a_short_text_is_not_cut() -> None:
    assert shorten("All of it.", 10) == "All of it."


def test_a_long_text_is_cut_between_words() -> None:
    assert shorten("We pair socks, by hand", 16) == "We pair socks…"


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_cut_text_is_never_longer_than_told(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


def test_a_teaser_does_not_cut_a_formula() -> None:
    assert teaser("It takes $O(n^2)$ steps", 14) == "It takes …"


def test_a_teaser_keeps_the_formulas_it_reaches() -> None:
    html = paragraphs(teaser("It takes $O(n)$ steps and $m$ more", 22))
    assert Reading(html).text == "It takes O(n) steps…"


@given(HOSTILE, st.integers(min_value=1, max_value=60))
def test_a_teaser_is_about_as_long_as_told(text: str, longest: int) -> None:
    assert len(teaser(text, longest)) <= longest + 1 + text.count("$") * 4 + text.count("\\") * 4


def test_metas_stand_a_line_each_and_those_that_say_nothing_not_at_all() -> None:
    values = [("title", "Socks"), ("publisher", ""), ("language", "en")]
    assert metas("name", values) == (
        '<meta name="title" content="Socks">\n<meta name="language" content="en">'
    )


@given(HOSTILE)
def test_what_a_meta_says_stays_in_it(text: str) -> None:
    (element,) = Reading(metas("name", [("title", f"a{text}")])).elements
    assert element == ("meta", {"name": "title", "content": f"a{text}"})
