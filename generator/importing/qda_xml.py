"""XML of a file that nobody has vouched for, as elements that know their line.

Comes in: bytes. Goes out: a tree of plain elements, namespaces taken off, since programs write several for one format
(`codebook:1.0`, `codebook:1:0`, `codebook:0:4`). Python's own expat is enough: a document type declaration is refused
before it is read, and without one there are no entities to expand and nothing outside to fetch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.diagnostics import Location
from generator.importing.remarks import ImportRefused, refuse

MAX_DEPTH = 100
"""Deepest nesting; a project needs about ten, and a codebook as many as it has levels."""
MAX_ELEMENTS = 2_000_000


@dataclass
class Element:
    """One element."""

    name: str
    """Without namespace, e.g. `PlainTextSelection`."""
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """The text directly in it."""

    def all(self, *path: str) -> list[Element]:
        """Return the elements at the end of a path of names, e.g. `CodeBook`, `Codes`, `Code`."""
        found = [self]
        for name in path:
            found = [child for element in found for child in element.children if child.name == name]
        return found

    def get(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return self.attributes.get(name, "").strip()

    def say(self, name: str) -> str:
        """Return the text of a child, on one line, or an empty string."""
        return " ".join(" ".join(child.text for child in self.all(name)).split())

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_xml(raw: bytes, shown_as: str) -> Element:
    """Return the outermost element.

    Raises:
        ImportRefused: It is not well-formed, or not harmless.
    """
    return _Builder(shown_as).read(raw)


class _Builder:
    """One reading."""

    def __init__(self, shown_as: str) -> None:
        self._shown_as = shown_as
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def read(self, raw: bytes) -> Element:
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            at = Location(self._shown_as, error.lineno, error.offset + 1)
            reason = expat.ErrorString(error.code)
            raise refuse(at, f"this XML is not well-formed: {reason}", "Export it again from your program.") from error
        except (ValueError, LookupError) as error:
            raise refuse(Location(self._shown_as), f"this XML cannot be read: {error}", "Export it again.") from error
        if self._root is None:
            raise refuse(Location(self._shown_as), "this XML is empty", "Export it again from your program.")
        return self._root

    def _here(self) -> Location:
        return Location(self._shown_as, self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._stack) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise self._too_much()
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], plain, self._parser.CurrentLineNumber)
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element
        self._stack.append(element)

    def _end(self, _: str) -> None:
        self._stack.pop()

    def _characters(self, text: str) -> None:
        if self._stack:
            self._stack[-1].text += text

    def _too_much(self) -> ImportRefused:
        message = f"this XML is deeper than {MAX_DEPTH} levels, or has more than {MAX_ELEMENTS:,} elements"
        return refuse(self._here(), message, "It is no project of a QDA program.")

    def _doctype(self, *_: object) -> None:
        message = "this XML declares a document type, which REFI-QDA does not have and which can hold entities"
        raise refuse(self._here(), message, "Take it out if you trust the file.")
