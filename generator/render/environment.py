"""The only door to Jinja: templates in which text from content can never become markup."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbcMapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_MARKING = re.compile(r"""[&<>"'`*_{}\[\]()#+\-!|~:=\\^$@%/\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]""")
"""Characters that HTML, Markdown or one of its extensions may read as a mark."""


def literal(text: str) -> Markup:
    """Return text that reads the same in a paragraph, a table cell, a heading and an attribute.

    Every character that could be a mark becomes a numeric character reference. HTML shows it as
    the character; Markdown, emoji shortcodes, attribute lists and snippets do not see it.
    """
    return Markup(_MARKING.sub(lambda mark: f"&#{ord(mark.group())};", text))


def _finalize(value: Any) -> Any:
    """Make each printed value literal unless it is already markup of ours."""
    if value is None:
        raise ValueError("a template printed None")
    return value if isinstance(value, Markup) else literal(str(value))


def heading(level: int, text: str, anchor: str = "", *classes: str) -> Markup:
    """Return a Markdown heading whose words are literal and whose anchor is given."""
    attributes = " ".join([f"#{anchor}"] * bool(anchor) + [f".{name}" for name in classes])
    return Markup(f"{'#' * level} {literal(text)}" + (f" {{: {attributes} }}" if attributes else ""))


@cache
def environment() -> Environment:
    """Return the one environment of all page templates."""
    made = Environment(
        loader=PackageLoader("generator.render", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["heading"] = heading
    return made


def render_template(name: str, context: AbcMapping[str, Any]) -> str:
    """Return a template's Markdown; runs of blank lines become one."""
    text = environment().get_template(f"{name}.md.jinja").render(context)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip() + "\n"
