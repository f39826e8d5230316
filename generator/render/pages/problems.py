"""The page that a preview shows in the place of every other one while the content has errors."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic
from generator.render.environment import literal
from generator.render.page import Page

TITLE = "The content needs mending"


def render_problems(summary: str, problems: Iterable[Diagnostic], uris: Iterable[str]) -> dict[str, Page]:
    """Return the list of problems as a page, once for each address.

    Args:
        summary: How many problems there are.
        problems: Each with its place and what to do.
        uris: The `src_uri` of each page that shows it.
    """
    items = "\n".join(
        f"<li><p><code>{literal(str(d.location))}</code></p><p>{literal(d.message)} "
        f"<em>{literal(d.hint)}</em> ({literal(d.rule)})</p></li>"
        for d in problems
    )
    markdown = (
        f"# {TITLE}\n\n"
        f"<p>{literal(summary)}. This page heals itself when the files are saved without errors.</p>\n\n"
        f'<ol class="em-problems">\n{items}\n</ol>\n'
    )
    return {uri: Page(uri, TITLE, "", markdown, "content", frozenset()) for uri in sorted(uris)}
