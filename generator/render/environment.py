"""The only door to Jinja: templates in which text from content can never become markup."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AbcMapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

_MARKS = "&<>\"'`*_{}[]()#+-!|~:=\\^$@%/\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that HTML, Markdown or one of its extensions may read as a mark."""
_REFERENCES = {mark: f"&#{ord(mark)};" for mark in f"{_MARKS}."}
_NAMED = re.compile(r"""\{%-?\s*(?:include|import|from|extends)\s+["']([^"']+)["'](?!\s*~)""")
"""Templates that a template names; where the name is put together from parts, it is found out when it is used."""
_MARKING = re.compile(rf"([{re.escape(_MARKS)}]|\.(?=\.))")
"""Them, and a dot before a dot: three of them are an ellipsis to some extensions."""


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

_FUNCTIONS: dict[str, Any] = {}


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
    # The one dict, not a copy: pages whose functions are registered may be imported later.
    _FUNCTIONS.update(made.globals)
    made.globals = _FUNCTIONS
    return made


def render_template(name: str, context: AbcMapping[str, Any]) -> str:
    """Return a template's Markdown; runs of blank lines become one."""
    text = environment().get_template(f"{name}.md.jinja").render(context)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip() + "\n"


class _Visible(FileSystemLoader):
    """Loads all templates, but lists those alone that do not lie in hidden folders."""

    def list_templates(self) -> list[str]:
        """Return the names of the templates that are not hidden, in order."""
        found: set[str] = set()
        for top in self.searchpath:
            for place, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = os.path.relpath(place, top).replace(os.sep, "/")
                found.update(name if within == "." else f"{within}/{name}" for name in files)
        return sorted(found)


def without_hidden(made: Environment) -> Environment:
    """Return a theme's environment that does not list its thousands of icons, all of which MkDocs would look at and leave out."""
    loader = made.loader
    if type(loader) is FileSystemLoader:
        made.loader = _Visible(loader.searchpath, loader.encoding, loader.followlinks)
    return made


class CompiledTemplates(BytecodeCache):
    """Compiled templates, in memory: what one environment compiled, another one like it need not compile again."""

    def __init__(self, begun: Callable[[], AbcMapping[str, bytes]] = dict) -> None:
        """Begin with what `begun` gives, which is asked when the first template is looked for."""
        self._begun = begun

    @cached_property
    def known(self) -> dict[str, bytes]:
        """The code of each template by its name, its place and the kind of its environment."""
        return dict(self._begun())

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled from this very source before."""
        code = self.known.get(_place(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.known[_place(bucket)] = bucket.bytecode_to_string()


def _place(bucket: Bucket) -> str:
    """Return where a template's code is kept; an extension or a filter more may make another code of the same source."""
    made = bucket.environment
    functions = (
        f"{name} {getattr(use, '__qualname__', '')}"
        for kind in (made.filters, made.tests)
        for name, use in kind.items()
    )
    return "\n".join((bucket.key, *made.extensions, *functions))


def compile_templates(made: Environment, names: Iterable[str]) -> dict[str, bytes]:
    """Return the code of templates and of those that they name, for `CompiledTemplates`; those that fail are left out."""
    cache = CompiledTemplates()
    made = made.overlay(bytecode_cache=cache)
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or made.loader is None:
            continue
        seen.add(name)
        with suppress(TemplateError, OSError):
            made.get_template(name)
            waiting += _NAMED.findall(made.loader.get_source(made, name)[0])
    return cache.known


def compile_own_templates() -> dict[str, bytes]:
    """Return the code of all page templates."""
    return compile_templates(environment(), environment().list_templates())


def use_templates(templates: CompiledTemplates) -> None:
    """Take the code of templates from what was compiled elsewhere."""
    environment().bytecode_cache = templates


def known_templates() -> BytecodeCache | None:
    """Return what was compiled elsewhere, for the theme's environment."""
    return environment().bytecode_cache
