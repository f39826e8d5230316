"""The only door to Jinja: templates in which text from content can never become markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as AbcMapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

_MARKS = "&<>\"'`*_{}[]()#+-!|~:=\\^$@%/\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that HTML, Markdown or one of its extensions may read as a mark."""
_REFERENCES = {mark: f"&#{ord(mark)};" for mark in _MARKS}
_MARKING = re.compile(f"([{re.escape(_MARKS)}])")


@lru_cache(maxsize=8192)
def literal(text: str) -> Markup:
    """Return text that reads the same in a paragraph, a table cell, a heading and an attribute.

    Every character that could be a mark becomes a numeric character reference. HTML shows it as
    the character; Markdown, emoji shortcodes, attribute lists and snippets do not see it.
    """
    parts = _MARKING.split(text)
    parts[1::2] = map(_REFERENCES.__getitem__, parts[1::2])
    return Markup("".join(parts))


def _finalize(value: Any) -> Markup:
    """Make each printed value literal unless it is already markup of ours."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise ValueError("a template printed None")
    return literal(str(value))


class _LiteralCode(CodeGenerator):
    """Compiles templates whose every printed value is `_finalize`d and nothing more: Jinja's escaping would find nothing."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(finalize.src or "")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class _LiteralEnvironment(Environment):
    """An environment whose templates print through `_finalize` alone."""

    code_generator_class = _LiteralCode


FunctionT = TypeVar("FunctionT", bound=Callable[..., Markup])

_FUNCTIONS: dict[str, Callable[..., Markup]] = {}


def template_function(function: FunctionT) -> FunctionT:
    """Let templates call a function by its name; what it prints of content, it makes `literal` itself."""
    _FUNCTIONS[function.__name__] = function
    return function


@template_function
def heading(level: int, text: str, anchor: str = "", *classes: str) -> Markup:
    """Return a Markdown heading whose words are literal and whose anchor is given."""
    attributes = " ".join([f"#{anchor}"] * bool(anchor) + [f".{name}" for name in classes])
    return Markup(f"{'#' * level} {literal(text)}" + (f" {{: {attributes} }}" if attributes else ""))


@cache
def environment() -> Environment:
    """Return the one environment of all page templates."""
    made = _LiteralEnvironment(
        loader=PackageLoader("generator.render", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(_FUNCTIONS)
    return made


def render_template(name: str, context: AbcMapping[str, Any]) -> str:
    """Return a template's Markdown; runs of blank lines become one."""
    text = environment().get_template(f"{name}.md.jinja").render(context)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip() + "\n"


class CompiledTemplates(BytecodeCache):
    """The theme's compiled templates, in memory: a preview builds again and again, each time with a new environment."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled from this very source before."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._known[bucket.key] = bucket.bytecode_to_string()
