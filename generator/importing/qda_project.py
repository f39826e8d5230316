"""A REFI-QDA project or codebook as it stands in the XML, with what it holds beyond codes and quotations counted.

Comes in: an archive. Goes out: codes as a tree, text sources with their coded passages, cases. The standard is
REFI-QDA 1.5 (https://www.qdasoftware.org); GUIDs are compared without braces and case, as programs differ in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.importing.qda_archive import Archive
from generator.importing.qda_xml import Element, read_xml
from generator.importing.remarks import refuse


@dataclass
class QdaCode:
    """One code of the codebook."""

    guid: str
    name: str
    description: str
    line: int
    children: list[QdaCode] = field(default_factory=list)

    def walk(self) -> Iterator[QdaCode]:
        """Yield this code and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Selection:
    """A passage of a text source by its positions."""

    guid: str
    name: str
    start: int
    end: int
    codes: list[str]
    """GUIDs, in the order of the file."""
    line: int


@dataclass
class TextSource:
    """A document whose text can be read."""

    guid: str
    name: str
    address: str
    """E.g. `internal://GUID.txt`; empty where the text stands in the XML itself."""
    inline: str
    selections: list[Selection]
    values: dict[str, str]
    """What variables say of it, by GUID of the variable."""
    line: int


@dataclass
class Case:
    """A case, most often a participant."""

    name: str
    sources: set[str]
    selections: set[str]


@dataclass
class QdaProject:
    """What a file holds."""

    shown_as: str
    origin: str
    is_codebook: bool
    codes: list[QdaCode] = field(default_factory=list)
    sources: list[TextSource] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    """Names by GUID."""
    left: Counter[str] = field(default_factory=Counter)
    """How many things of each kind are not carried over, e.g. `memo|memos`, singular and plural."""


_COUNTED = {
    "PictureSource": "picture|pictures",
    "AudioSource": "audio recording|audio recordings",
    "VideoSource": "video recording|video recordings",
    "PictureSelection": "part of a picture|parts of pictures",
    "AudioSelection": "part of an audio recording|parts of audio recordings",
    "VideoSelection": "part of a video recording|parts of video recordings",
    "PDFSelection": "passage marked on a PDF page|passages marked on PDF pages",
    "TranscriptSelection": "passage of a transcript marked by time|passages of transcripts marked by time",
    "Note": "memo|memos",
    "Link": "link|links",
    "Set": "set of codes or documents|sets of codes or documents",
    "Graph": "graph|graphs",
    "Variable": "variable|variables",
}


def read_project(archive: Archive) -> QdaProject:
    """Return the project or codebook of a file.

    Raises:
        ImportRefused: It is neither.
    """
    root = read_xml(archive.xml, archive.xml_name)
    if root.name not in ("Project", "CodeBook"):
        hint = "Export a REFI-QDA project (.qdpx) or codebook (.qdc) from your program."
        raise refuse(Location(archive.xml_name, root.line), f"`{root.name}` is no REFI-QDA project or codebook", hint)
    is_codebook = root.name == "CodeBook"
    project = QdaProject(archive.xml_name, root.get("origin"), is_codebook)
    codes = root.all("Codes", "Code") if is_codebook else root.all("CodeBook", "Codes", "Code")
    project.codes = [_code(element) for element in codes]
    project.variables = {guid(one.get("guid")): one.get("name") for one in root.all("Variables", "Variable")}
    project.cases = [_case(element) for element in root.all("Cases", "Case")]
    project.sources = [_source(element) for element in _text_sources(root)]
    _count(root, project)
    return project


def guid(text: str) -> str:
    """Return a GUID as it is compared."""
    return text.strip().strip("{}").casefold()


def _code(element: Element) -> QdaCode:
    # Some programs nest codes in a list of their own.
    children = [*element.all("Code"), *element.all("Codes", "Code"), *element.all("SubCodes", "Code")]
    name = " ".join(element.get("name").split())
    return QdaCode(
        guid(element.get("guid")), name, element.say("Description"), element.line, [_code(child) for child in children]
    )


def _case(element: Element) -> Case:
    return Case(
        " ".join(element.get("name").split()),
        {guid(one.get("targetGUID")) for one in element.all("SourceRef")},
        {guid(one.get("targetGUID")) for one in element.all("SelectionRef")},
    )


def _text_sources(root: Element) -> Iterator[Element]:
    """Yield each document with a plain text: a text, the text of a PDF, the description of a picture."""
    for source in root.all("Sources"):
        for element in source.children:
            if element.name == "TextSource":
                yield element
            for inner in (*element.all("Representation"), *element.all("TextDescription")):
                inner.attributes = {**inner.attributes, "name": element.get("name") or inner.get("name")}
                yield inner


def _source(element: Element) -> TextSource:
    return TextSource(
        guid(element.get("guid")),
        " ".join(element.get("name").split()),
        element.get("plainTextPath"),
        "".join(content.text for content in element.all("PlainTextContent")),
        [_selection(one) for one in element.all("PlainTextSelection")],
        {
            guid(ref.get("targetGUID")): _value(one)
            for one in element.all("VariableValue")
            for ref in one.all("VariableRef")
        },
        element.line,
    )


def _selection(element: Element) -> Selection:
    codes = [guid(ref.get("targetGUID")) for ref in element.all("Coding", "CodeRef")]
    return Selection(
        guid(element.get("guid")),
        element.get("name"),
        _number(element.get("startPosition")),
        _number(element.get("endPosition")),
        list(dict.fromkeys(codes)),
        element.line,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1


def _value(element: Element) -> str:
    return " ".join(next((child.text for child in element.children if child.name.endswith("Value")), "").split())


def _count(root: Element, project: QdaProject) -> None:
    """Count what is not carried over."""
    # ATLAS.ti marks a passage of a PDF twice, on the page and in the text, under one GUID.
    as_text = {selection.guid for source in project.sources for selection in source.selections} - {""}
    for element in root.walk():
        if element.name in _COUNTED and guid(element.get("guid")) not in as_text:
            project.left[_COUNTED[element.name]] += 1
        if element.name == "PDFSource" and not element.all("Representation"):
            project.left["PDF without its text|PDFs without their text"] += 1
        if element.name.endswith("Source") and element.all("Coding"):
            project.left["code on a whole document|codes on whole documents"] += len(element.all("Coding"))
        if element.name == "PlainTextSelection" and element.all("Description"):
            project.left["comment on a passage|comments on passages"] += bool(element.say("Description"))
    project.left["code on a case|codes on cases"] += sum(len(case.all("CodeRef")) for case in root.all("Cases", "Case"))
    coders = {guid(coding.get("creatingUser")) for coding in root.walk() if coding.name == "Coding"} - {""}
    if len(coders) > 1:
        project.left["name of a coder|names of coders"] += len(coders)
