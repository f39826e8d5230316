"""YAML with the place of every value: the one module that knows the `yaml` library.

Comes in: a file. Goes out: plain Python data, the line and column of every key and value, and all
problems of the file as data. What different readers of YAML read differently is refused, so that
the file means the same to everybody. Nothing is built from aliases, tags or too deep a nesting.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Location, Severity, field_name
from generator.load.decode import Lines, decode_utf8, replace_control_characters
from generator.load.limits import MAX_BYTES, MAX_DEPTH, MAX_SCALAR, MAX_VALUES
from generator.load.places import Outline, Places
from generator.load.plain_scalar import is_text, resolve_plain
from generator.load.syntax_errors import explain_syntax_error
from generator.load.yaml_lines import lost_comment, on_a_written_line, tabs_in_indentation
from generator.model.corpus import FieldPath

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class LocatedDocument:
    """What one file holds, and where."""

    shown_as: str
    """Name of the file in locations, e.g. `content/studies/x.yml`."""
    data: Any = None
    """Plain Python data; None where the file is empty or could not be read to its end."""
    positions: Places = field(default_factory=lambda: Places("", Outline()))
    """Where each value begins; `()` for the whole document."""
    key_positions: Places = field(default_factory=lambda: Places("", Outline()))
    """Where each key of a mapping stands, by the path of its value."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong, in the order of the file."""
    complete: bool = True
    """Whether the file could be read to its end."""


def read_yaml(path: Path, shown_as: str) -> LocatedDocument:
    """Return the data of a YAML file with the places of its fields and all of its problems.

    `shown_as` is the name of the file in locations, e.g. `content/studies/x.yml`.
    """
    raw = read_bytes(path, shown_as)
    return raw if isinstance(raw, LocatedDocument) else parse_bytes(raw, shown_as)


def read_bytes(path: Path, shown_as: str) -> bytes | LocatedDocument:
    """Return the bytes of a file; of one that cannot be read or is too large, the document that says so."""
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            raw = b"" if size > MAX_BYTES else file.readall()
    except OSError as error:
        return _unread(shown_as, "file-unreadable", f"this file cannot be read: {error.strerror}", "")
    if size > MAX_BYTES:
        message = f"this file has {size:,} bytes; {MAX_BYTES:,} is the most"
        return _unread(shown_as, "yaml-too-large", message, "Split it, or take out what is not content.")
    return raw


def parse_bytes(raw: bytes, shown_as: str) -> LocatedDocument:
    """Return what `read_yaml` returns, of the bytes of a file."""
    text, problems = decode_utf8(raw, shown_as)
    if text is None:
        return LocatedDocument(shown_as, diagnostics=tuple(problems), complete=False)
    return parse_yaml(text, shown_as, problems)


def parse_yaml(text: str, shown_as: str, problems: Iterable[Diagnostic] = ()) -> LocatedDocument:
    """Return what `read_yaml` returns, of a text that is at hand; `problems` were found in it before."""
    text, controls = replace_control_characters(text, shown_as)
    reading = _Reading(text, shown_as)
    complete = reading.run()
    found = sorted([*problems, *controls, *reading.problems], key=lambda problem: problem.location)
    return LocatedDocument(
        shown_as,
        reading.documents[0] if complete and reading.documents else None,
        Places(shown_as, reading.outline.packed()),
        Places(shown_as, reading.outline, keys=(reading.key_lines, reading.key_columns)),
        tuple(found),
        complete,
    )


def _unread(shown_as: str, rule: str, message: str, hint: str) -> LocatedDocument:
    problem = Diagnostic(rule, Severity.ERROR, Location(shown_as), message, hint)
    return LocatedDocument(shown_as, diagnostics=(problem,), complete=False)


class _TooMuch(Exception):
    """Raised to leave a file that is too deep or holds too many values; never leaves this module."""


class _Reading:
    """One pass through the events of one text."""

    def __init__(self, text: str, shown_as: str) -> None:
        self.documents: list[Any] = []
        self.outline = Outline()
        self.key_lines: list[int] = []
        """By the outline's values, from 0; -1 where a value has no key."""
        self.key_columns: list[int] = []
        self.problems: list[Diagnostic] = []
        self._shown_as = shown_as
        self._text = text
        self._loader = _LOADER(text)
        # How far the parser came matters to tabs alone, and most files have none.
        self._next = self._follow if "\t" in text else self._loader.get_event
        self._reached = 0
        self._may_lose = " #" in text or "\t#" in text
        self._scalar_lines: set[int] = set()
        self._in_first = True
        self._count = 0
        self._last_quoted: Any = None
        self._words: dict[str, str] = {}
        """Keys that were found good before; each is kept once."""
        self._path: FieldPath | None = None
        """That of the block or list that is being read; None outside of all."""
        self._depth = 0

    @cached_property
    def _lines(self) -> list[str]:
        return Lines(self._text).texts

    def run(self) -> bool:
        """Read to the end and return whether that was possible."""
        complete = False
        error_line = 0
        try:
            for event in iter(self._loader.get_event, None):
                if isinstance(event, yaml.DocumentStartEvent):
                    self._document(event)
            complete = True
        except yaml.YAMLError as error:
            error_line = self._syntax_error(error)
        except _TooMuch:
            pass
        finally:
            self._loader.dispose()
        if "\t" in self._text:
            self._tabs(len(self._lines) if complete else self._reached, error_line)
        return complete

    def _document(self, event: Any) -> None:
        if event.version or event.tags:
            self._add("yaml-directive", event.start_mark, (), "a line that begins with `%` is not needed", "Delete it.")
        if self.documents:
            self._in_first = False
            message = "a second document begins here; a file holds one"
            self._add("yaml-documents", event.start_mark, (), message, "Take the line `---` away, or make two files.")
        self.documents.append(self._value(self._next(), ""))

    def _follow(self) -> Any:
        event = self._loader.get_event()
        # The end of the stream never comes inside a document: the parser complains before.
        self._reached = event.end_mark.line
        return event

    def _value(self, event: Any, part: str | int, key_mark: Any = None) -> Any:
        """Return the value that begins with an event; `part` is its key or index, empty for a whole document."""
        if self._in_first:
            self._remember(event.start_mark, part, key_mark)
        self._count += 1
        if self._count > MAX_VALUES:
            message = f"this file holds more than {MAX_VALUES:,} values; it was not read further"
            self._add("yaml-too-many", event.start_mark, (), message, "Split it, or take out what is not content.")
            raise _TooMuch
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._alias(event, self._at(part), f"`*{event.anchor}` stands for a text elsewhere (an alias)")
            return None
        if event.anchor is not None or event.tag is not None:
            self._properties(event, self._at(part))
        if kind is yaml.ScalarEvent:
            return self._scalar(event, part)
        path = self._at(part)
        if len(path) >= MAX_DEPTH:
            message = f"the nesting is deeper than {MAX_DEPTH} levels; the file was not read further"
            self._add("yaml-depth", event.start_mark, path, message, "Check the brackets and the indentation.")
            raise _TooMuch
        outside, self._path = self._path, path
        self._depth += 1
        value = self._mapping() if kind is yaml.MappingStartEvent else self._sequence()
        self._path = outside
        self._depth -= 1
        return value

    def _at(self, part: str | int) -> FieldPath:
        """Return the path of a part of the block or list that is being read."""
        return () if self._path is None else (*self._path, part)

    def _remember(self, mark: Any, part: str | int, key_mark: Any) -> None:
        """Note where a value and its key stand."""
        outline = self.outline
        outline.parts.append(part)
        outline.depths.append(self._depth)
        outline.lines.append(mark.line)
        outline.columns.append(mark.column)
        if key_mark is None:
            self.key_lines.append(-1)
            self.key_columns.append(-1)
        else:
            self.key_lines.append(key_mark.line)
            self.key_columns.append(key_mark.column)

    def _properties(self, event: Any, path: FieldPath) -> None:
        if event.anchor is not None:
            self._alias(event, path, f"`&{event.anchor}` gives a name to a text (an anchor)")
        if event.tag is not None:
            message = f"the tag `{event.tag}` asks for another type"
            hint = "Take it away; if the text itself begins with `!`, put it in quotation marks."
            self._add("yaml-tag", event.start_mark, path, message, hint)

    def _alias(self, event: Any, path: FieldPath, message: str) -> None:
        hint = "Write the text out; if it begins with `*` or `&` itself, put it in quotation marks."
        self._add("yaml-alias", event.start_mark, path, message, hint)

    def _sequence(self) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, len(items)))
        return items

    def _mapping(self) -> dict[str, Any]:
        items: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event)
            if key is None or key in items:
                if key is not None:
                    self._repeated(event, self._at(key), first_lines[key])
                self._discard(self._next(), "?")
                continue
            mark = event.start_mark
            first_lines[key] = mark.line + 1
            items[key] = self._value(self._next(), key, mark)
        return items

    def _repeated(self, event: Any, path: FieldPath, line: int) -> None:
        message = f"the key `{path[-1]}` stands here a second time; the first is on line {line}"
        self._add("yaml-duplicate-key", event.start_mark, path, message, "Join the two, or take one away.")

    def _discard(self, event: Any, part: str) -> None:
        """Read a value for its problems only, so that it does not move the places of others."""
        before, self._in_first = self._in_first, False
        self._value(event, part)
        self._in_first = before

    def _key(self, event: Any) -> str | None:
        """Return a key as text; where it is not one, say so, and return None if nothing can be made of it."""
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            text: str = event.value
            known = self._words.get(text)
            if known is not None or event.style:
                return known or text
        return self._unusual_key(event)

    def _unusual_key(self, event: Any) -> str | None:
        """Return what `_key` returns, of a key that was not met before."""
        if not isinstance(event, yaml.ScalarEvent):
            message = "a key must be a plain word, not a list or a block"
            hint = "Put text that begins with a bracket in quotation marks."
            self._add("yaml-key", event.start_mark, self._path or (), message, hint)
            self._discard(event, "?")
            return None
        text: str = event.value
        path = self._at(text)
        self._properties(event, path)
        if event.style:
            return text
        if text == "<<":
            self._alias(event, self._path or (), "`<<` takes keys over from elsewhere (a merge key)")
            return None
        value, refusal = resolve_plain(text)
        if refusal is not None:
            self._add(refusal.rule, event.start_mark, path, refusal.message, refusal.hint)
        elif not isinstance(value, str):
            message = f"the key `{text}` is not text" if text else "a key is missing before this colon"
            hint = "Put it in quotation marks." if text else "Write the key, or put the text in quotation marks."
            self._add("yaml-key", event.start_mark, path, message, hint)
        else:
            self._words[text] = text
        return text

    def _scalar(self, event: Any, part: str | int) -> Any:
        text: str = event.value
        style = event.style
        if style and event.start_mark.line != event.end_mark.line:
            self._remember_lines(event)
        if len(text) > MAX_SCALAR:
            message = f"this text has {len(text):,} characters; {MAX_SCALAR:,} is the most"
            hint = "Shorten it, or look for a missing quotation mark."
            self._add("yaml-too-long", event.start_mark, self._at(part), message, hint)
            return text
        if style:
            return text
        if self._may_lose:
            end = event.end_mark
            self.problems += lost_comment(self._lines, end.line, end.column, self._shown_as, self._at(part))
        if is_text(text) or event.tag:
            return text
        value, refusal = resolve_plain(text)
        if refusal is not None:
            self._add(refusal.rule, event.start_mark, self._at(part), refusal.message, refusal.hint)
        return value

    def _remember_lines(self, event: Any) -> None:
        """Note on which lines a leading tab belongs to a text, not to the indentation; of a text of several lines."""
        start, end = event.start_mark.line, event.end_mark.line
        if event.style in "'\"":
            self._last_quoted = event
        # The end of a block scalar is put behind the indentation of the line that follows it.
        last = end < len(self._lines) and bool(self._lines[end][: event.end_mark.column].strip())
        self._scalar_lines.update(range(start + 1, end + last))

    def _tabs(self, reached: int, error_line: int) -> None:
        found, tabbed = tabs_in_indentation(self._lines, reached, error_line, self._scalar_lines, self._shown_as)
        self.problems = [
            problem
            for problem in [*self.problems, *found]
            if problem.rule != "yaml-syntax" or problem.location.line not in tabbed
        ]

    def _syntax_error(self, error: yaml.YAMLError) -> int:
        """Add a parser's complaint and return the line, from 1, where the parser stopped."""
        context, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or str(error)
        noticed = getattr(error, "problem_mark", None)
        explanation = explain_syntax_error(context, problem)
        began = getattr(error, "context_mark", None)
        mark = (began if explanation.at_start else None) or noticed or began
        quoted = self._last_quoted
        behind = quoted is not None and noticed is not None and noticed.line == quoted.end_mark.line
        if behind and mark is noticed:
            # A text that goes over several lines and is followed by what does not fit: its first mark is not closed,
            # and the one that begins the next text has closed it.
            mark, explanation = quoted.start_mark, explain_syntax_error("quoted scalar", "found unexpected")
        location = on_a_written_line(self._lines, self._location(mark, ()))
        self.problems.append(Diagnostic("yaml-syntax", Severity.ERROR, location, explanation.message, explanation.hint))
        return noticed.line + 1 if noticed else 0

    def _location(self, mark: Any, path: FieldPath) -> Location:
        if mark is None:
            return Location(self._shown_as, field=field_name(path))
        return Location(self._shown_as, mark.line + 1, mark.column + 1, field_name(path))

    def _add(self, rule: str, mark: Any, path: FieldPath, message: str, hint: str) -> None:
        self.problems.append(Diagnostic(rule, Severity.ERROR, self._location(mark, path), message, hint))
