"""Escaping: what templates print is escaped as Jinja does it, but looked at first.

Few values hold anything to escape, and to make markup of each takes longer than all else about a
page. https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment.code_generator_class
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Expr
from markupsafe import Markup, escape

_holds_special = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:  # noqa: ANN401 - whatever a template prints
    """Return what a template prints of a value: the text that `escape` returns."""
    if type(value) is Markup or (type(value) is str and not _holds_special(value)):
        return value
    return escape(value)


class _Compiler(CodeGenerator):
    def _output_child_pre(self, node: Expr, frame: Any, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and not finalize.src:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Escaping(Environment):
    """An environment for templates that escape all that they print."""

    code_generator_class = _Compiler
    escaped = staticmethod(escaped)
