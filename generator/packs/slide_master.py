"""The empty presentation that every pack's slides are made from: 16:9, our fonts and colours, four layouts.

Goes out: a presentation of `pptx` without slides, whose placeholders stand where `slide_plan` has measured.
"""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.util import Pt

from generator.packs.slide_plan import BODY_HEIGHT, BODY_WIDTH, SUBTITLE_HEIGHT, TITLE_HEIGHT, TITLE_WIDTH

WIDTH, HEIGHT = 960.0, 540.0
LEFT, TOP, BODY_TOP, FOOT = 48.0, 30.0, 118.0, 505.0
LAYOUTS = TITLE, TEXT, QUOTATION, TABLE = "Title Slide", "Text", "Quotation", "Table"
INK, QUIET, PRIMARY, VOICE, WASH, PAPER = "1C232B", "4F5A65", "17405A", "94441A", "FBF3EC", "FCFBF8"
SANS, SERIF = "Arial", "Georgia"

_LAYOUTS = {"Title Slide": TITLE, "Title and Content": TEXT, "Section Header": QUOTATION, "Title Only": TABLE}
"""Layouts of the library's own template, and what they become."""
_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": PRIMARY,
    "lt2": PAPER,
    "accent1": PRIMARY,
    "accent2": VOICE,
    "accent3": "0E6A56",
    "accent4": "97306A",
    "accent5": "5A4A9C",
    "accent6": "855200",
    "hlink": PRIMARY,
    "folHlink": PRIMARY,
}
_UNUSED = ("thumbnail", "printerSettings", "extended-properties")
"""Parts of the template that speak of somebody else's slides and printer, by the ends of their relations' names."""


@cache
def blank() -> bytes:
    """Return the empty presentation."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(made.slide_layouts):
        if layout.name in _LAYOUTS:
            layout.name = _LAYOUTS[layout.name]
        else:
            made.slide_layouts.remove(layout)
    _drop_unused(made)
    for holder in (made.slide_master, *made.slide_layouts):
        _set_places(holder)
    _draw(made.slide_master, LEFT, 106, BODY_WIDTH, 0.75, "CFC9BD")
    for layout in made.slide_layouts:
        if layout.name == QUOTATION:
            _draw(layout, LEFT - 20, BODY_TOP, 4, BODY_HEIGHT, VOICE)
        elif layout.name == TITLE:
            layout._element.set("showMasterSp", "0")
            _draw(layout, 0, 0, 18, HEIGHT, PRIMARY)
            _draw(layout, LEFT, 256, 90, 3, VOICE)
    _set_master_text(made.slide_master)
    for part in made.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            part._blob = _themed(part.blob)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _drop_unused(made: Presentation) -> None:
    for relations in (made.part.rels, made.part.package._rels):
        for name in [name for name, found in relations.items() if found.reltype.endswith(_UNUSED)]:
            relations.pop(name)


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _set_places(holder: Any) -> None:
    """Put the placeholders of the master or a layout where the plan wants them."""
    for shape in list(holder.placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
        elif kind == PP_PLACEHOLDER.FOOTER:
            _place(shape, LEFT, FOOT, 720, 22)
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _place(shape, 792, FOOT, 120, 22)
        elif kind == PP_PLACEHOLDER.CENTER_TITLE:
            _place(shape, LEFT, 130, TITLE_WIDTH, 120)
        elif kind == PP_PLACEHOLDER.SUBTITLE:
            _place(shape, LEFT, 276, TITLE_WIDTH, SUBTITLE_HEIGHT)
        elif kind == PP_PLACEHOLDER.TITLE:
            _place(shape, LEFT, TOP, TITLE_WIDTH, TITLE_HEIGHT)
        else:
            _place(shape, LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT)
        _set_frame(shape._element, kind)


def _set_frame(shape: Any, kind: Any) -> None:
    """Let a frame use all its room, and take out what the template says of the looks of its text."""
    body = shape.find(qn("p:txBody"))
    frame = body.find(qn("a:bodyPr"))
    for name in ("lIns", "rIns", "tIns", "bIns"):
        frame.set(name, "0")
    foot = kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    low = kind in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.TITLE)
    frame.set("anchor", "ctr" if foot else "b" if low else "t")
    for child in list(frame):
        frame.remove(child)
    frame.append(frame.makeelement(qn("a:noAutofit"), {}))
    styles = body.find(qn("a:lstStyle"))
    if foot:
        for level in styles.findall(qn("a:lvl1pPr")):
            level.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
        return
    for child in list(styles):
        styles.remove(child)


def _draw(holder: Any, left: float, top: float, width: float, height: float, colour: str) -> None:
    """Draw a bar behind everything; of the master or a layout, it is read out to nobody."""
    tree = holder._element.find(qn("p:cSld")).find(qn("p:spTree"))
    number = max(int(found.get("id")) for found in tree.iter(qn("p:cNvPr"))) + 1
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{Pt(left)}" y="{Pt(top)}"/><a:ext cx="{Pt(width)}" cy="{Pt(height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    tree.insert(2, bar)


def _set_master_text(master: Any) -> None:
    """Set titles in the serif and flush left, texts in the sans, lists with marks of one kind."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    _set_look(title.find(qn("a:defRPr")), 3000, "tx2", "+mj")
    level = styles.find(qn("p:bodyStyle")).find(qn("a:lvl1pPr"))
    for name, value in (("marL", "0"), ("indent", "0"), ("algn", "l")):
        level.set(name, value)
    for child in list(level):
        if child.tag != qn("a:defRPr"):
            level.remove(child)
    level.insert(0, level.makeelement(qn("a:buNone"), {}))
    spacing = level.makeelement(qn("a:spcBef"), {})
    spacing.append(spacing.makeelement(qn("a:spcPts"), {"val": "0"}))
    after = level.makeelement(qn("a:spcAft"), {})
    after.append(after.makeelement(qn("a:spcPts"), {"val": "900"}))
    level.insert(0, after)
    level.insert(0, spacing)
    _set_look(level.find(qn("a:defRPr")), 2000, "tx1", "+mn")
    background = master._element.find(qn("p:cSld")).find(qn("p:bg"))
    if background is not None:
        for colour in background.iter(qn("a:schemeClr")):
            colour.set("val", "bg1")


def _set_look(look: Any, size: int, colour: str, font: str) -> None:
    look.set("sz", str(size))
    look.set("lang", "en-GB")
    for child in list(look):
        look.remove(child)
    fill = look.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:schemeClr"), {"val": colour}))
    look.append(fill)
    for script in ("lt", "ea", "cs"):
        look.append(
            look.makeelement(
                qn({"lt": "a:latin", "ea": "a:ea", "cs": "a:cs"}[script]), {"typeface": f"{font}-{script}"}
            )
        )


def _themed(theme: bytes) -> bytes:
    """Return a theme with our colours and fonts; the template's is plain and names each once."""
    text = theme.decode("utf-8")
    for name, colour in _COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.S)
    for kind, font in (("major", SERIF), ("minor", SANS)):
        text = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", text)
    return text.encode("utf-8")
