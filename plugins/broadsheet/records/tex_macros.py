r"""How TeX commands read in a title or abstract: `\href{...}{...}`, `\texttt{...}`, `\eg`.

pylatexenc knows accents, symbols and structure; here is what it drops or sets in another way than
a reader of an abstract wants. https://pylatexenc.readthedocs.io/en/latest/latex2text/
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any, TypeAlias

from pylatexenc import latex2text, latexwalker
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.macrospec import std_macro

Node: TypeAlias = Any
"""A node of pylatexenc, which has no types."""

# Switches and spacing say nothing to a reader.
_SILENT = (  # noqa: SIM905 (a list of seventy lines says less)
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge bf it rm sf tt sc "
    "sl em cal bfseries itshape rmfamily sffamily ttfamily scshape slshape upshape mdseries "
    "normalfont centering noindent indent par newline linebreak pagebreak newpage clearpage hfill "
    "vfill hspace vspace smallskip medskip bigskip protect relax xspace boldmath unboldmath "
    "displaystyle textstyle selectfont maketitle left right big Big bigg Bigg color newcommand "
    "renewcommand providecommand def input include usepackage includegraphics bibliography "
    "bibliographystyle cite citet citep citealt citealp ref cref Cref autoref eqref pageref label"
).split()
_WORDS = {
    "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "vs": "vs.", "wrt": "w.r.t.",
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LaTeXe": "LaTeX2e",
    "lq": "‘", "rq": "’", "textless": "<", "textgreater": ">", "textbar": "|", "slash": "/",
    "copyright": "©", "pounds": "£", "euro": "€", "S": "§", "P": "¶",
}  # fmt: skip
_SYMBOL = re.compile("[\u00b1\u00d7\u00f7\u0370-\u03ff\u2026\u2190-\u22ff\u27f0-\u27ff]")
"""Signs of arithmetic, Greek letters, dots, arrows and operators."""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


# It warns of every `\frac{1}`, as if that were a mistake in its settings.
logging.getLogger("pylatexenc.latex2text").setLevel(logging.CRITICAL)


class _Strict(LatexNodes2Text):  # type: ignore[misc]  # pylatexenc has no types
    """Fails where a command lacks an argument, instead of printing its template: `%s/%s`."""

    def macro_node_to_text(self, node: Node) -> str:
        text = str(super().macro_node_to_text(node))
        # TeX drops the blank of `7\times faster`; who writes that outside of a formula wants it.
        return f"{text} " if node.macro_post_space and _SYMBOL.fullmatch(text) else text

    def apply_simplify_repl(self, node: Node, simplify_repl: Any, what: str) -> str:  # noqa: ANN401
        text = str(super().apply_simplify_repl(node, simplify_repl, what))
        if text == simplify_repl and len(text) > 1 and "%" in text:
            raise ValueError(f"{what} lacks an argument")
        return text


@cache
def formula_converter() -> LatexNodes2Text:
    """Return what turns the TeX of a formula into plain characters."""
    return _Strict(math_mode="verbatim", strict_latex_spaces=True)


@cache
def text_converter() -> _TextConverter:
    """Return what turns TeX outside of formulas into Unicode; build it once, it costs 10 ms."""
    return _TextConverter()


class _TextConverter:
    def __init__(self) -> None:
        self.arguments = latexwalker.get_default_latex_context_db()
        self.arguments.add_context_category(
            "broadsheet",
            macros=[
                std_macro("href", "{{"),
                std_macro("color", "[{"),
                std_macro("textsuperscript", "{"),
                std_macro("textsubscript", "{"),
                *(std_macro(name, "") for name in _WORDS),
            ],
            prepend=True,
        )
        context = latex2text.get_default_latex_context_db()
        context.add_context_category("broadsheet", macros=_readings(), prepend=True)
        context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_unknown))
        self.texts = _Strict(latex_context=context, math_mode="verbatim", strict_latex_spaces=True)

    def latex_to_text(self, text: str, **options: bool) -> str:
        walker = latexwalker.LatexWalker(text, latex_context=self.arguments, **options)
        return str(self.texts.nodelist_to_text(walker.get_latex_nodes()[0]))


def _readings() -> list[MacroTextSpec]:
    return [
        *(MacroTextSpec(name, simplify_repl="") for name in _SILENT),
        *(MacroTextSpec(name, simplify_repl=_word) for name in _WORDS),
        MacroTextSpec("href", simplify_repl=_href),
        MacroTextSpec("footnote", simplify_repl=" (%(2)s)"),
        MacroTextSpec("textsuperscript", simplify_repl=_raised),
        MacroTextSpec("textsubscript", simplify_repl=_lowered),
    ]


def _word(node: Node) -> str:
    word = _WORDS[node.macroname]
    return (word[:-1] if word.endswith(".") and _behind(node) == "." else word) + _blank(node)


def _href(node: Node, l2tobj: LatexNodes2Text) -> str:
    url, text = (_argument(node, index, l2tobj).strip() for index in (0, 1))
    return f"{text} ({url})" if text and text != url else url


def _raised(node: Node, l2tobj: LatexNodes2Text) -> str:
    return _shifted(_argument(node, 0, l2tobj), _RAISED)


def _lowered(node: Node, l2tobj: LatexNodes2Text) -> str:
    return _shifted(_argument(node, 0, l2tobj), _LOWERED)


def _shifted(text: str, table: dict[int, int]) -> str:
    """Raise or lower all of a text or nothing: 10⁵, but 2nd."""
    return text.translate(table) if all(ord(one) in table for one in text) else text


def _unknown(node: Node, l2tobj: LatexNodes2Text) -> str:
    """Keep what an unknown command holds; one that holds nothing stands for a word, so it stays."""
    if any(node.nodeargd.argnlist if node.nodeargd else ()):
        indices = range(len(node.nodeargd.argnlist))
        return "".join(_argument(node, index, l2tobj) for index in indices)
    if _behind(node) == "{" or not node.macroname.isalpha():
        return ""
    return f"\\{node.macroname}{_blank(node)}"


def _argument(node: Node, index: int, l2tobj: LatexNodes2Text) -> str:
    argument = node.nodeargd.argnlist[index]
    if argument is None or getattr(argument, "delimiters", ("{",))[0] == "[":
        return ""
    return str(l2tobj.nodelist_to_text([argument]))


def _behind(node: Node) -> str:
    end = node.pos + node.len
    return str(node.parsing_state.s[end : end + 1])


def _blank(node: Node) -> str:
    return " " if node.macro_post_space else ""
