"""A difference in words for a reviewer: as plain text, or as Markdown for a comment on a pull request.

Comes in: a `Difference`. Goes out: text. In Markdown all words of the content stand in code, where no mark, link or
name of a person is made from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from generator.authoring.changes import Change, Difference, FieldChange

WHOLE = 400
"""Texts up to this length, and quotations of any, are shown whole; of longer ones, what differs."""
AROUND = 60
LONGEST_COMMENT = 60_000
"""GitHub takes comments of 65,536 characters."""
_LINE = re.compile(r"\s+")


def as_text(difference: Difference, base: str) -> str:
    """Return the difference as plain text; `base` is what the reader calls the earlier state."""
    lines = [f"Compared with {base}: {_summary(difference)}"]
    for kind, group in groupby(difference.changes, key=lambda change: change.kind):
        changes = list(group)
        lines += ["", f"{kind}: {_counts(changes)}"]
        for change in changes:
            lines.append(f"  {change.what} {_one_line(change.id)}{_called(change)}")
            for field in change.fields:
                before, after = _shown(change, field)
                lines += [f"      {_words(field.field)}", f"        before: {before}", f"        after:  {after}"]
    lines += ["", *_page_lines(difference)]
    return "\n".join(lines) + "\n"


def as_markdown(difference: Difference, base: str) -> str:
    """Return the difference as Markdown, short enough for a comment."""
    head = [f"### What this change does\n\nCompared with {code(base)}: {_summary(difference)}\n"]
    blocks: list[str] = []
    for kind, group in groupby(difference.changes, key=lambda change: change.kind):
        changes = list(group)
        blocks.append(f"#### {kind}: {_counts(changes)}\n")
        blocks += [_markdown(change) for change in changes]
    pages = "#### Pages\n\n" + "\n".join(f"- {line}" for line in _page_lines(difference, quote=True)) + "\n"
    room = LONGEST_COMMENT - len(head[0]) - len(pages) - 200
    kept: list[str] = []
    for number, block in enumerate(blocks):
        room -= len(block) + 1
        if room < 0:
            kept.append(f"\n{len(blocks) - number} more are not shown here; `evidence-map diff` shows all.\n")
            break
        kept.append(block)
    return "\n".join([*head, *kept, pages])


def code(text: str) -> str:
    """Return text as a code span, whatever stands in it."""
    text = _one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _markdown(change: Change) -> str:
    called = f": {code(_short(change.name))}" if change.name and change.name != change.id else ""
    lines = [f"- **{change.what}** {code(change.id)}{called}"]
    for field in change.fields:
        before, after = _shown(change, field)
        lines += ["", f"  {code(_words(field.field))}", "", "  ````diff"]
        # A line that begins with a sign ends no fence, whatever stands in it.
        lines += [f"  - {before}", f"  + {after}", "  ````"]
    return "\n".join(lines) + "\n"


def _summary(difference: Difference) -> str:
    if not difference.changes and difference.pages and not any(vars(difference.pages).values()):
        return "nothing changes."
    counts = Counter(change.what for change in difference.changes)
    parts = [f"{counts[what]} {what}" for what in ("added", "changed", "renamed", "removed") if counts[what]]
    levels = [c.id for c in difference.changes if any(_is_confidence(field) for field in c.fields)]
    words = [text for c in difference.changes if c.kind == "Quotations" for text in _reworded(c)]
    text = f"{', '.join(parts) or 'no content'}."
    if words:
        text += f" The words of {_number(words, 'quotation')} change: compare them with the paper."
    if levels:
        text += f" Confidence (GRADE-CERQual) changes for {_number(levels, 'finding')}."
    if difference.errors_after:
        text += f" `evidence-map check` finds {_number(range(difference.errors_after), 'error')} now"
        text += f" ({difference.errors_before} before)."
    return text


def _reworded(change: Change) -> Iterator[str]:
    if change.what == "changed" and any(field.field == "text" for field in change.fields):
        yield change.id


def _is_confidence(field: FieldChange) -> bool:
    return field.field.startswith("cerqual.") and field.field.endswith(".level")


def _counts(changes: list[Change]) -> str:
    counts = Counter(change.what for change in changes)
    return ", ".join(f"{number} {what}" for what, number in counts.items())


def _called(change: Change) -> str:
    name = _short(change.name)
    if not name or name == change.id or (change.what == "changed" and change.kind == "Quotations"):
        return ""
    return f": {name}"


def _shown(change: Change, field: FieldChange) -> tuple[str, str]:
    """Return both texts of a field on one line each; of long ones only what differs, with some words around it."""
    before, after = (_one_line(text) for text in (field.before, field.after))
    whole = change.kind == "Quotations" or max(len(before), len(after)) <= WHOLE
    if before == after:
        return "(other white space)", "(other white space)"
    if before and after and not whole:
        start = _common(before, after)
        end = _common(before[start:][::-1], after[start:][::-1])
        before, after = _cut(before, start, end), _cut(after, start, end)
    return before or "(nothing)", after or "(nothing)"


def _common(one: str, other: str) -> int:
    """Return how many characters two texts share at their beginning."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), len(text) - end + AROUND)
    middle = text[first:last]
    if len(middle) > 2 * WHOLE:
        middle = f"{middle[:WHOLE]} […] {middle[-WHOLE:]}"
    return f"{'… ' if first else ''}{middle}{' …' if last < len(text) else ''}"


def _words(field: str) -> str:
    """Return a field's path as a reviewer would say it, e.g. `CERQual: overall, level`."""
    path = field.replace("_", " ").split(".")
    return f"CERQual: {', '.join(path[1:])}" if path[0] == "cerqual" and len(path) > 1 else ", ".join(path)


def _one_line(text: str) -> str:
    """Return text on one line; what cannot be seen, such as a mark that turns the writing round, is made visible."""
    line = _LINE.sub(" ", text).strip()
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def _short(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= 160 else f"{line[:159]}…"


def _page_lines(difference: Difference, *, quote: bool = False) -> Iterator[str]:
    """Yield which pages come, go and change."""
    if difference.pages is None:
        errors = difference.errors_before or difference.errors_after
        why = ": they are made only of content without errors" if errors else ""
        yield f"Pages were not compared{why}."
        return
    pages = difference.pages
    for words, names in (("New", pages.added), ("Gone", pages.removed), ("Changed", pages.changed)):
        if names:
            listed = ", ".join(code(name) if quote else _one_line(name) for name in names[:60])
            more = f" and {len(names) - 60} more" if len(names) > 60 else ""
            yield f"{words} pages ({len(names)}): {listed}{more}"
    if not any(vars(pages).values()):
        yield "No page changes."


def _number(things: list[str] | range, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
