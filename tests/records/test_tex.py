from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.records.tex import (
    UNPRINTABLE,
    Piece,
    plain_text,
    split_formulas,
    tex_to_unicode,
    without_citation_keys,
)

TABLE = [
    # What means itself
    ("", ""),
    ("62% of 100%", "62% of 100%"),
    ("Q&A #1, snake_case, x^2", "Q&A #1, snake_case, x^2"),
    ("it's the models' own", "it's the models' own"),
    ("it's the models' {own}", "it's the models' own"),
    ("`code` stays {so}", "`code` stays so"),
    (r"C:\path\name", r"C:\path\name"),
    ("王伟 and Łukasz", "王伟 and Łukasz"),
    # Signs behind a backslash
    (r"62\% of 3 \& 4 \# 5 \_ 6", "62% of 3 & 4 # 5 _ 6"),
    (r"\{x\}", "{x}"),
    (r"line\\break", "line break"),
    (r"10\,000 and a\ b", "10 000 and a b"),
    ("ends with \\", "ends with"),
    # Money and formulas
    ("costs $5 and $10", "costs $5 and $10"),
    (r"costs \$5 and \$10", "costs $5 and $10"),
    ("from $5-$10 to US$20", "from $5-$10 to US$20"),
    (r"$O(n^2)$ at 5\% for \$3", "$O(n^2)$ at 5% for $3"),
    (r"10$\times$10, $\sim$5 and $>$90\%", r"10$\times$10, $\sim$5 and $>$90%"),
    (r"\(x_1\) and \[y\]", "$x_1$ and $y$"),
    (r"$$\sum_i x_i$$", r"$\sum_i x_i$"),
    (r"\begin{equation}x = 1\end{equation}", "$x = 1$"),
    (r"\ensuremath{x^2}", "$x^2$"),
    ("a $x\n + y$ b", "a $x + y$ b"),
    (r"\textbf{the $x^{2}$ rule} is", "the $x^{2}$ rule is"),
    (r"7\times faster, A \to B \dots c, \beta is", "7× faster, A → B … c, β is"),
    (r"\alpha-synuclein and 25\textdegree C", "α-synuclein and 25°C"),
    # Dashes, quotes, blanks
    ("a -- b --- c, 5--10", "a – b — c, 5–10"),
    ("``quoted'' and `so'", "“quoted” and ‘so’"),
    (r"a \"good\" one", 'a "good" one'),
    (r"\lq\lq x\rq\rq", "‘‘ x’’"),
    ("Fig.~3 of~us", "Fig. 3 of us"),
    ("~60%, (~5), is ~7", "~60%, (~5), is ~7"),
    ("5~10% or 5%~10% of 10~000", "5~10% or 5%~10% of 10~000"),
    (r"\textasciitilde5 and \~{}5", "~5 and ~5"),
    ("a\u00a0b  c\nd\te", "a b c d e"),
    # Accents
    (r"Espl{\`a} and Llu{\'\i}s at l{\'e}tude", "Esplà and Lluís at létude"),
    (r"Schr\"odinger, G\"{o}del, na\"{\i}ve", "Schrödinger, Gödel, naïve"),
    (r"Erd\H{o}s, \L{}ukasz, {\o}re, \'E, \c{c}, \v{s}", "Erdős, Łukasz, øre, É, ç, š"),
    (r"\aa ngstr\"om \ss{} \AE", "ångström ß Æ"),
    ("cafe\u0301", "café"),
    # Commands
    (r"\textit{a \emph{b \textbf{c}}} d", "a b c d"),
    (r"{\em word} {\bf Bold} {\it{Fermi}}", "word Bold Fermi"),
    (r"\texttt{foo_bar} \mbox{GPT-4} \textsc{Bert}", "foo_bar GPT-4 Bert"),
    (r"\textcolor{red}{x} {\color{red} y} \underline{z}", "x y z"),
    (r"10\textsuperscript{5}, 2\textsuperscript{nd}, CO\textsubscript{2}", "10⁵, 2nd, CO₂"),
    (r"\verb|x_y|", "x_y"),
    (r"\LaTeX\ and \eg, \ie, Doe \etal. say", "LaTeX and e.g., i.e., Doe et al. say"),
    (r"\foo{bar} baz", "bar baz"),
    (r"\ours outperforms \foo.", r"\ours outperforms \foo."),
    (r"\begin{itemize}\item a\item b\end{itemize}", "* a * b"),
    (r"a\footnote{b}", "a (b)"),
    (r"\input{/etc/passwd}x", "x"),
    # Citations and references
    (r"shown by~\cite{doe2020} and", "shown by and"),
    (r"so \citep[see][p.~3]{a,b}.", "so."),
    (r"in \ref{fig:1}, \cref{x}", "in,"),
    # Addresses
    (r"at \url{https://example.org/a_b~c%20d#e}.", "at https://example.org/a_b~c%20d#e."),
    (r"{\url{https://example.org/x}}", "https://example.org/x"),
    (r"\href{https://example.org/a%20b}{our \emph{page}}", "our page (https://example.org/a%20b)"),
    (r"\href{https://example.org}{https://example.org}", "https://example.org"),
    (r"https://example.org/~me/a--b and https://example.org/a\_b",
     "https://example.org/~me/a--b and https://example.org/a_b"),
    # Braces
    ("{BERT} and {G}PT", "BERT and GPT"),
    ("{{x}} and {{ y }}", "{{x}} and {{ y }}"),
    (r"{\bf {{x}}}", "{{x}}"),
    ("ternary {-1, 0, 1}", "ternary {-1, 0, 1}"),
    ("open { brace", "open brace"),
    ("close } brace", "close brace"),
    (r"\textbf{never closed", "never closed"),
    (r"$never closed \emph{x}", "$never closed x"),
    # Characters that nobody may see
    ("a\x00b\x07c\x1b[31m", "abc[31m"),
    ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
    ("safe\u202egnp.exe\u2066x", "safegnp.exex"),
    ("private \ue000 \U000f0000 use \ud800", "private use"),
    ("family 👩\u200d👧", "family 👩\u200d👧"),
]  # fmt: skip


@pytest.mark.parametrize(("tex", "text"), TABLE)
def test_tex_reads_as_text(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize("text", [text for tex, text in TABLE if r"\{" not in tex])
def test_what_is_text_already_stays_as_it_is(text: str) -> None:
    assert tex_to_unicode(text) == text


_FRAGMENTS = st.sampled_from(
    [r"\emph{", "}", "{", "$", r"\(", r"\)", "%", "~", "``", "''", r"\"", r"\'", r"\cite{", "[",
     "]", r"\url{", r"\href{", "{{", "}}", "--", r"\begin{x}", r"\end{x}", r"\verb|", r"\textbf",
     "\\", r"\frac", r"\item", r"\foo", " ", "a", "1", "_", "^", "&", "#", "\n", "\u202e", "\ue000"]
)  # fmt: skip


def test_a_hint_where_a_word_may_break_leaves_nothing_behind() -> None:
    assert tex_to_unicode(r"in\-vis\-i\--ble") == "invisi-ble"


@settings(max_examples=400)
@given(st.lists(_FRAGMENTS | st.text(max_size=5), max_size=25).map("".join))
def test_whatever_comes_one_clean_line_comes_out(tex: str) -> None:
    text = tex_to_unicode(tex)

    assert text == " ".join(text.split())
    assert not UNPRINTABLE.search(text)
    plain_text(text)
    without_citation_keys(text)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 50_000,
        "}" * 50_000,
        r"\textbf{" * 5_000,
        r"\(" * 25_000,
        r"\begin{equation}" * 3_000,
        "\\" * 50_000,
        "a~" * 25_000,
        "{{" * 25_000,
        "{" + "a," * 25_000,
        "$x " * 20_000,
        "``" * 20_000,
        r"\'" * 20_000,
        r"\cite[" * 10_000,
        " " * 90_000,
        r"\emph{x} y " * 200_000,
    ],
    ids=lambda tex: f"{tex[:12]!r} {len(tex)}",
)
def test_a_huge_text_takes_no_long_time(tex: str) -> None:
    begin = time.monotonic()

    plain_text(tex_to_unicode(tex))
    without_citation_keys(tex)

    assert time.monotonic() - begin < 60  # a cost that grows with the square takes minutes


def test_a_text_too_long_to_parse_still_loses_its_commands() -> None:
    assert tex_to_unicode(r"\emph{x} y " * 20_000).startswith("x y x y")


def test_a_text_is_cut_at_its_formulas() -> None:
    assert split_formulas("in $n$ steps, $5 each") == [
        Piece("in "),
        Piece("n", is_formula=True),
        Piece(" steps, $5 each"),
    ]


@pytest.mark.parametrize("text", [r"\[\\]", r"\(\\)", r"\\[x\]", r"\\(x\)"])
def test_a_break_of_lines_neither_begins_nor_ends_a_formula(text: str) -> None:
    assert not any(piece.is_formula for piece in split_formulas(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("$O(n^2)$ steps", "O(n^2) steps"),
        (r"$\alpha$-socks", "α-socks"),
        (r"broken $\frac{1}$ formula", r"broken \frac{1} formula"),
        ("costs $5", "costs $5"),
    ],
)
def test_a_formula_can_be_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("attacks sock2023fine-- a few", "attacks -- a few"),
        ("as before sock2023fine, shoe2024coarse.", "as before."),
        ("in sock2023fine we", "in we"),
        ("at example.org/sock2023fine", "at example.org/sock2023fine"),
        ("mail sock2023fine@example.org", "mail sock2023fine@example.org"),
        ("the ImageNet2012 set of covid2019", "the ImageNet2012 set of covid2019"),
    ],
)
def test_stray_citation_keys_are_dropped(text: str, clean: str) -> None:
    assert without_citation_keys(text) == clean
