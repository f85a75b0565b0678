from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.tex import UNPRINTABLE


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<i>Socks</i> and <b>Shoes</b>", "Socks and Shoes"),
        ("<jats:italic>Socks</jats:italic> of <JATS:P>wool</JATS:P>", "Socks of wool"),
        ("H<sub>2</sub>O and 10<sup>-3</sup> m<sup>2</sup>", "H₂O and 10⁻³ m²"),
        ("[Ru(bpy)<sub>3</sub>]<sup>2+</sup> luminophore", "[Ru(bpy)₃]²⁺ luminophore"),
        ("the 2<sup>nd</sup> sock of <i>T</i><sub>max</sub>", "the 2nd sock of Tmax"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One.<br/>Two.<br>Three.", "One. Two. Three."),
        ('<a href="https://example.org">Socks</a>', "Socks"),
        ("A<!-- no --> sock <?xml no?><![CDATA[of]]> wool", "A sock of wool"),
        ("Socks<script>alert(1)</script>", "Socks"),
        ("Socks <i>and shoes", "Socks <i>and shoes"),
        ("Socks</sub> and <sup>", "Socks and"),
        ("<i>Socks <b>and</i> shoes</b>", "Socks and shoes"),
    ],
)
def test_markup_becomes_text(marked: str, text: str) -> None:
    assert markup_to_text(marked) == text


@pytest.mark.parametrize(
    "text",
    [
        "the <unk> token and <mask>",
        "from <s> to </s>",
        "p<0.05 and a < b > c",
        "<subject, predicate, object>",
        "what <b> means",
        "1+1>2",
        "R&D at AT&T, Q&A; x?a=1&para=2",
        "$5 and $10",
        "C:\\ and 50% of {0, 1} #1",
        "L'été, « même » : oui ; non",
        "王 伟の靴下",
    ],
)
def test_what_a_writer_means_stays(text: str) -> None:
    assert markup_to_text(text) == text


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("Socks &amp; Shoes", "Socks & Shoes"),
        ("Socks &amp;amp;amp; Shoes", "Socks & Shoes"),
        ("&lt;i&gt;Socks&lt;/i&gt;", "Socks"),
        ("&amp;lt;sub&amp;gt;2&amp;lt;/sub&amp;gt;", "₂"),
        ("p &lt; 0.05", "p < 0.05"),
        ("&#8220;Socks&#x201D;&nbsp;&hellip;", "“Socks” …"),
        ("Socks&#0;&#8;&#xFFFFFF;", "Socks\ufffd\ufffd"),
        ("&nosuchentity; &;", "&nosuchentity; &;"),
    ],
)
def test_entities_are_characters(escaped: str, text: str) -> None:
    assert markup_to_text(escaped) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("of <tex-math>$$ x^2 $$</tex-math> socks", "of $x^2$ socks"),
        (r"<tex-math>\documentclass{a}\begin{document}$a_1$\end{document}</tex-math>", "$a_1$"),
        (
            "<inline-formula><alternatives><tex-math>x</tex-math><mml:math><mml:mi>x</mml:mi>"
            "</mml:math></alternatives></inline-formula>",
            "$x$",
        ),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation>"
            "</semantics></math>",
            "$x$",
        ),
        ("<tex-math>x</tex-math>2 <tex-math>y</tex-math><tex-math>z</tex-math>", "$x$ 2 $y$ $z$"),
        ("costs $5 and <tex-math>x</tex-math>", "costs $5 and $x$"),
        ("the $\\alpha$-<i>sock</i>", "the $\\alpha$-sock"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup> <mo>+</mo> <mi>y</mi></math>", "x²+y"),
        ("<math><msub><mi>x</mi><mi>ij</mi></msub></math>", "x_ij"),
        ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mn>+1</mn></mrow></mfrac></math>", "a/(b+1)"),
        ("<math><msqrt><mn>2</mn></msqrt></math>", "√2"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>", "x₁²"),
        ("<tex-math></tex-math>none<tex-math>\\</tex-math>", "none"),
    ],
)  # fmt: skip
def test_formulas_are_tex_where_there_is_some(marked: str, text: str) -> None:
    assert markup_to_text(marked) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Socks\n   and\tshoes\r\n", "Socks and shoes"),
        ("<i>Women in Socks</i>\n      .", "Women in Socks."),
        ("detecting\n  <i>SOCK</i>\n  /\n  <i>SHOE</i>\n  pairs", "detecting SOCK / SHOE pairs"),
        ("such as<i>Phaser</i>can and 1<i>H</i>-indole", "such as Phaser can and 1H-indole"),
        ("Socks\x00 and\x07 sho\u200bes\ufeff", "Socks and shoes"),
        ("e\u0301te\u0301", "été"),
        (r"Schr\"odinger's \emph{cat} and 62\%", "Schrödinger's cat and 62%"),
    ],
)
def test_lines_and_characters_are_mended(raw: str, text: str) -> None:
    assert markup_to_text(raw) == text


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ("SchrÃ¶dinger", "Schrödinger"),
        ("the viewerâ€™s socks â€“ all", "the viewer’s socks – all"),
        ("\u00e2\u0080\u009csocks\u00e2\u0080\u009d", "“socks”"),
        ("10Â\xa0°C", "10 °C"),
        ("Ünïcödé Ã", "Ünïcödé Ã"),
    ],
)
def test_letters_of_a_wrong_encoding_are_mended(wrong: str, text: str) -> None:
    assert markup_to_text(wrong) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We sort.</jats:p>", "We sort."),
        ("<jats:title>RÉSUMÉ</jats:title>\n<jats:p>On trie.</jats:p>", "On trie."),
        (
            "<jats:sec><jats:title>Aims</jats:title><jats:p>To sort.</jats:p></jats:sec>"
            "<jats:sec><jats:title>Why?</jats:title><jats:p>So.</jats:p></jats:sec>",
            "Aims: To sort. Why? So.",
        ),
        ("Abstract We sort.", "We sort."),
        ("Abstract: Socks.", "Socks."),
        ("ABSTRACT Socks.", "Socks."),
        ("Abstract Meaning Representation is", "Abstract Meaning Representation is"),
        ("Abstract", "Abstract"),
        ("", ""),
    ],
)
def test_the_word_before_an_abstract_goes(marked: str, text: str) -> None:
    assert abstract_to_text(marked) == text


@given(st.text(alphabet=st.sampled_from("<>/&;$\\{}^_ \nabpis2xé'\"=-"), max_size=60))
def test_any_text_is_one_clean_line_and_stays_what_it_is(text: str) -> None:
    once = markup_to_text(text)

    assert "\n" not in once
    assert not UNPRINTABLE.search(once)


@given(st.lists(st.sampled_from(["<i>", "</i>", "<sub>", "</sub>", "&lt;", "&amp;", "a", " "])))
def test_what_was_read_reads_the_same_again(parts: list[str]) -> None:
    once = markup_to_text("".join(parts))

    assert markup_to_text(once) == once


@pytest.mark.parametrize(
    "text",
    ["<" * 50_000, "<i>" * 50_000, "<i>" * 20_000 + "</i>" * 20_000, "&lt;" * 50_000,
     "<i>a</i>" * 20_000, "<!--" * 20_000, "<![CDATA[" * 20_000, "<tex-math>" * 20_000,
     "$<sub>" * 20_000, "a<i>" * 20_000],
    ids=lambda text: text[:9],
)  # fmt: skip
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begin = time.monotonic()

    markup_to_text(text)

    assert time.monotonic() - begin < 30  # a cost that grows with the square takes minutes
