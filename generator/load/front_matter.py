"""What stands between two lines `---` at the top of a hand-written page: its title and its description.

Comes in: a page. Goes out: what is wrong. MkDocs reads this block itself, with another reader of YAML, and prints some of
it as it is; so only plain words under known names are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean
from generator.load.located_yaml import LocatedDocument, parse_yaml
from generator.model.handwritten import HandwrittenPage

KEYS = ("title", "description", "hide")
_HIDDEN_PARTS = {"navigation", "toc", "path", "footer"}
_FENCE = re.compile(r"---[ \t]*\n")
_BARE = re.compile(r"[ ]{0,3}(?P<key>title|description|template|hide|search|icon|status|tags|subtitle):", re.I)


def check_front_matter(page: HandwrittenPage) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of a page."""
    if page.body:
        # The first line becomes an empty one, so that the lines are those of the file.
        inside = page.text[: page.body].rstrip("\n").rpartition("\n")[0].partition("\n")[2]
        document = parse_yaml(f"\n{inside}\n", page.path)
        yield from document.diagnostics
        if document.complete and not document.diagnostics:
            yield from _check_keys(document)
        return
    bare = _BARE.match(page.text)
    if _FENCE.match(page.text):
        message = "the front matter that begins here is not closed"
        yield _error(Location(page.path, 1, 1), message, "Put a line `---` below it; for a line across write `***`.")
    elif bare:
        message = f"MkDocs takes a first line that begins with `{bare['key']}:` for front matter"
        yield _error(Location(page.path, 1, 1), message, "Put it between two lines `---`, or an empty line above it.")


def _check_keys(document: LocatedDocument) -> Iterator[Diagnostic]:
    if not isinstance(document.data, dict):
        yield _error(Location(document.shown_as, 1, 1), "this front matter holds no keys", "Write e.g. `title: Words`.")
        return
    for key, value in document.data.items():
        place = document.positions[key,]
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"Known here: {', '.join(f'`{name}`' for name in KEYS)}."
            yield _error(document.key_positions[key,], f"the key `{key}` is not known here", hint)
        elif key == "hide":
            if not isinstance(value, list) or not all(part in _HIDDEN_PARTS for part in value if isinstance(part, str)):
                yield _error(place, "this should be a list of parts of the page", "Write e.g. `[navigation, toc]`.")
        elif not isinstance(value, str) or not value.strip():
            yield _error(place, "this should be text", "If it is meant as text, put it in quotation marks.")
        elif mark := re.search(r"[<>\"]", value):
            message = f"`{mark[0]}` would become HTML here"
            yield _error(place, message, "Use words, or the quotation marks “ and ”.")


def _error(location: Location, message: str, hint: str) -> Diagnostic:
    return Diagnostic("page-front-matter", Severity.ERROR, location, message, hint)
