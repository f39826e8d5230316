"""What is seen in the lines of a YAML file and not in its values: lost words, tabs, where the last word stands.

Comes in: the lines, and how far the parser came. Goes out: problems and places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from generator.diagnostics import Diagnostic, Location, Severity, field_name
from generator.load.limits import MAX_SHOWN
from generator.model.corpus import FieldPath

_LOST_COMMENT = re.compile(r"[ \t]+#(?=[^ \t])")
_TAB = re.compile(r" *\t\s*(?=[^\s#])")


def lost_comment(lines: list[str], at: int, column: int, shown_as: str, path: FieldPath) -> Iterator[Diagnostic]:
    """Yield that words behind an unquoted text, which ends at a line and column from 0, are taken for a comment."""
    found = _LOST_COMMENT.match(lines[at] if at < len(lines) else "", column)
    if found:
        location = Location(shown_as, at + 1, found.end(), field_name(path))
        message = "everything after ` #` is lost, because it begins a comment"
        hint = "Put the whole text in quotation marks; if it is a comment, put a space after `#`."
        yield Diagnostic("yaml-lost-comment", Severity.ERROR, location, message, hint)


def tabs_in_indentation(
    lines: list[str], reached: int, error_line: int, in_texts: Collection[int], shown_as: str
) -> tuple[list[Diagnostic], set[int]]:
    """Return the tabs that indent a line, as far as the parser came and on the line of its complaint.

    With them come their lines, and that of the first tab that is not shown. `reached` and `in_texts`, lines inside of a text, count from 0; `error_line` counts from 1 and is 0 without an error.
    """
    tabbed = (
        number
        for number, line in enumerate(lines)
        if (number < reached or number == error_line - 1) and number not in in_texts and _TAB.match(line)
    )
    numbers = list(islice(tabbed, MAX_SHOWN + 1))
    problems = []
    for number in numbers[:MAX_SHOWN]:
        location = Location(shown_as, number + 1, lines[number].index("\t") + 1)
        more = "; more follow" if len(numbers) > MAX_SHOWN and number == numbers[MAX_SHOWN - 1] else ""
        message = f"a tab stands in the indentation{more}"
        hint = "Indent with spaces, two for each level."
        problems.append(Diagnostic("yaml-tab", Severity.ERROR, location, message, hint))
    return problems, {number + 1 for number in numbers}


def on_a_written_line(lines: list[str], location: Location) -> Location:
    """Return the last line above that holds something, for what is missing at the end of a file."""
    line = min(location.line, len(lines))
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    return location if line == location.line or not line else replace(location, line=line, column=0)
