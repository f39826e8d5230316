"""Slides and their notes, put together from copies. With `slides` and `slide_master` the only door to `pptx`.

The library makes each slide from its layout anew and looks every placeholder up by searching; here it does so once for
each layout, and what it made is copied. The XML is the same.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.util import Pt

from generator.packs.slide_master import LAYOUTS, blank

PARAGRAPH, RUN, LOOK, WORDS, END = (qn(f"a:{name}") for name in ("p", "r", "rPr", "t", "endParaRPr"))
FILL, COLOUR, FONT = (qn(f"a:{name}") for name in ("solidFill", "srgbClr", "latin"))
_BODY = qn("p:txBody")


@dataclass(frozen=True)
class _Form:
    """An empty slide or page of notes, and the places of its frames among its shapes."""

    element: Any
    frames: tuple[int | None, ...]

    def copied(self) -> tuple[Any, tuple[Any, ...]]:
        """Return a copy, and the shapes of its frames."""
        element = copy.deepcopy(self.element)
        shapes = element.cSld.spTree
        return element, tuple(None if place is None else shapes[place] for place in self.frames)


@dataclass(frozen=True)
class NewSlide:
    """A slide without words."""

    part: SlidePart
    title: Any
    """The shape of the title."""
    body: Any
    """The shape of the text below it; none where the layout has none."""
    footer: Any
    """The shape of the footer."""


class Deck:
    """A presentation that slides are added to."""

    def __init__(self) -> None:
        """Begin with no slides."""
        self.made = pptx.Presentation(io.BytesIO(blank()))
        self._layouts = {layout.name: layout.part for layout in self.made.slide_layouts}
        self._slides = self._notes = 0

    def add(self, layout: str) -> NewSlide:
        """Return a new last slide."""
        self._slides += 1
        element, frames = _slide_form(layout).copied()
        part = SlidePart(PackURI(f"/ppt/slides/slide{self._slides}.xml"), CT.PML_SLIDE, self.made.part.package, element)
        part.relate_to(self._layouts[layout], RT.SLIDE_LAYOUT)
        self.made.slides._sldIdLst.add_sldId(self.made.part.relate_to(part, RT.SLIDE))
        return NewSlide(part, *frames)

    def add_notes(self, slide: NewSlide, lines: Iterable[str]) -> None:
        """Give a slide its notes, a paragraph for each line."""
        self._notes += 1
        master = self.made.part.notes_master_part
        element, (frame,) = _notes_form().copied()
        place = PackURI(f"/ppt/notesSlides/notesSlide{self._notes}.xml")
        part = NotesSlidePart(place, CT.PML_NOTES_SLIDE, self.made.part.package, element)
        part.relate_to(master, RT.NOTES_MASTER)
        part.relate_to(slide.part, RT.SLIDE)
        slide.part.relate_to(part, RT.NOTES_SLIDE)
        body = frame.find(_BODY)
        for paragraph in body.findall(PARAGRAPH):
            body.remove(paragraph)
        for line in lines:
            paragraph = new_paragraph(frame)
            if line:
                _append(_append(paragraph, RUN), WORDS).text = line

    def content(self) -> bytes:
        """Return the presentation as a file."""
        out = io.BytesIO()
        self.made.save(out)
        return out.getvalue()


def first_paragraph(shape: Any) -> Any:
    """Return the first paragraph of a shape's text."""
    return shape.find(_BODY).find(PARAGRAPH)


def new_paragraph(shape: Any) -> Any:
    """Return a new last paragraph of a shape's text."""
    return _append(shape.find(_BODY), PARAGRAPH)


def add_run(paragraph: Any, text: str, *, size: float, strong: bool = False, colour: str = "", font: str = "") -> None:
    """Add words of one look to a paragraph; `size` is points."""
    run = paragraph.makeelement(RUN)
    end = paragraph.find(END)
    if end is None:
        paragraph.append(run)
    else:
        end.addprevious(run)
    look = _append(run, LOOK)
    look.set("sz", str(Pt(size).centipoints))
    look.set("lang", "en-GB")
    if strong:
        look.set("b", "1")
    if colour:
        _append(_append(look, FILL), COLOUR).set("val", colour)
    if font:
        _append(look, FONT).set("typeface", font)
    _append(run, WORDS).text = text


def _append(parent: Any, tag: str) -> Any:
    child = parent.makeelement(tag)
    parent.append(child)
    return child


def prepare_forms() -> None:
    """Make every form that slides are copied from."""
    for layout in LAYOUTS:
        _slide_form(layout)
    _notes_form()


@cache
def _slide_form(layout: str) -> _Form:
    """Return an empty slide of a layout: its placeholders, and copies of those at the foot, which the library leaves out."""
    made: Any = pptx.Presentation(io.BytesIO(blank()))
    found = next(known for known in made.slide_layouts if known.name == layout)
    slide = made.slides.add_slide(found)
    tree = slide.shapes._spTree
    foot = None
    for shape in found.placeholders:
        if shape.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            tree.append(copy.deepcopy(shape._element))
    for shape in slide.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            shape.text_frame.text = ""
            foot = tree.index(shape._element)
    body = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1), None)
    at = None if body is None else tree.index(body._element)
    return _Form(slide._element, (tree.index(slide.shapes.title._element), at, foot))


@cache
def _notes_form() -> _Form:
    """Return an empty page of notes."""
    made: Any = pptx.Presentation(io.BytesIO(blank()))
    notes = made.slides.add_slide(made.slide_layouts[0]).notes_slide
    frame = notes.notes_placeholder
    return _Form(notes._element, (notes.shapes._spTree.index(frame._element),))
