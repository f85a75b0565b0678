"""Formulas: TeX as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from functools import lru_cache

import latex2mathml.converter
import nh3
from markupsafe import Markup

_MATH_TAGS = {
    "math", "menclose", "mfenced", "mfrac", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo",
    "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt",
    "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
    "none",
}  # fmt: skip
_MATH_ATTRIBUTES = {
    "accent", "close", "columnalign", "columnspacing", "depth", "display", "displaystyle", "fence",
    "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "open", "rowspacing", "rspace", "scriptlevel", "separator",
    "stretchy", "symmetric", "width",
}  # fmt: skip
_LONGEST = 4_000
"""Characters: beyond them parsing would take seconds, and nobody writes so much."""
_FUNCTIONS = (
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim",
    "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min",
    "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
)  # fmt: skip
_FUNCTION = re.compile(
    # What stands before it, the element of which it is the base, and what stands behind it.
    r"(?P<before></(?:mi|mn|mrow|msub|msup|msubsup|mfrac|msqrt)>)?(?P<base><(?:msub|msup|msubsup)>)?"
    rf"<m[io]>(?P<name>{'|'.join(_FUNCTIONS)})</m[io]>"
    r"(?P<after>(?=(?:<mrow>)?<mo[^>]*>[(\[{|]|</mrow>|</math>))?"
)


@lru_cache(maxsize=20_000)
def mathml(tex: str) -> Markup:
    """Return a formula as a `math` element; what is not to be read as TeX, as code."""
    if len(tex) > _LONGEST:
        return Markup("<code>{}</code>").format(tex)
    try:
        found = latex2mathml.converter.convert(tex)
    except Exception:  # noqa: BLE001 - the converter raises what it likes on TeX it does not know
        return Markup("<code>{}</code>").format(tex)
    # The converter lets the text of `text` and `href` commands through unescaped.
    clean = nh3.clean(found, tags=_MATH_TAGS, attributes={"*": _MATH_ATTRIBUTES})
    if not clean:
        return Markup("<code>{}</code>").format(tex)
    return Markup(_FUNCTION.sub(_spaced, clean))  # noqa: S704 - sanitised


def _spaced(match: re.Match[str]) -> str:
    """Set a function apart from what it is applied to, as TeX does: `n log n`, yet `log(n)`.

    https://www.w3.org/TR/mathml-core/#operator-fence-separator-or-accent-mo
    """
    before, after = (_space(side) for side in (match["before"], match["after"] is None))
    operator = f'<mo lspace="{before}" rspace="{after}">{match["name"]}</mo>'
    return f"{match['before'] or ''}{match['base'] or ''}{operator}"


def _space(is_wanted: object) -> str:
    return "0.17em" if is_wanted else "0"
