"""What a document needs besides what its library offers: styles, lists that begin anew, fields, header rows.

Comes in: a document of `docx`. Goes out: the same document, changed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

INK, QUIET, PRIMARY, VOICE = (RGBColor.from_string(c) for c in ("1C232B", "4F5A65", "17405A", "94441A"))
SANS, SERIF = "Calibri", "Georgia"
LINE = 17.0
"""Width of the text in centimetres."""

ListKind = Literal["bullets", "boxes", "numbers", "references"]
_LEVELS: dict[ListKind, tuple[str, str, str]] = {
    "bullets": ("bullet", "•", SANS),
    "boxes": ("bullet", "☐", "Segoe UI Symbol"),
    "numbers": ("decimal", "%1", SANS),
    "references": ("decimal", "%1.", SANS),
}
"""Kind to number format, text of the mark, font of the mark."""

_LEFTOVERS = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties")
"""Parts of the template that a handout does not need, by the ends of their relations' names."""

_STYLES: tuple[tuple[str, float, RGBColor, str, dict[str, Any]], ...] = (
    ("Normal", 10.5, INK, SANS, {"after": 5, "line": 1.12}),
    ("Title", 23, PRIMARY, SERIF, {"after": 2}),
    ("Subtitle", 10, VOICE, SANS, {"after": 0, "bold": True}),
    ("Pack Purpose", 12, QUIET, SERIF, {"after": 8, "italic": True}),
    ("Heading 1", 13, PRIMARY, SERIF, {"before": 13, "after": 4, "bold": True, "next": True}),
    ("List Paragraph", 10.5, INK, SANS, {"after": 3.5}),
    ("Quote", 12, INK, SERIF, {"before": 7, "after": 2, "left": 0.5}),
    ("Pack Source", 8.5, QUIET, SANS, {"after": 8, "left": 0.5}),
    ("Pack Question", 10.5, PRIMARY, SANS, {"after": 14, "left": 0.5, "bold": True}),
    ("Caption", 9, QUIET, SANS, {"before": 6, "after": 3, "next": True}),
    ("Pack Small", 8.5, INK, SANS, {"after": 3}),
    ("Pack Cell", 9.5, INK, SANS, {"after": 0}),
    ("Pack Gap", 4, INK, SANS, {"after": 0}),
    ("Header", 8, QUIET, SANS, {"after": 6}),
    ("Footer", 8, QUIET, SANS, {"after": 0}),
)
"""Name, size in points, colour, font, and how its paragraphs stand."""


@cache
def blank() -> bytes:
    """Return an empty document with the styles of a handout and no others."""
    document = docx.Document()
    _make_styles(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _drop_leftovers(document: Document) -> None:
    """Take out what the library's template says of another document, its lists and its editing."""
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, found in relations.items() if found.reltype.endswith(_LEFTOVERS)]:
            relations.pop(name)
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    settings = document.settings.element
    for tag in ("w:rsids", "w:attachedTemplate"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            # Of Word 2013 and later; with less, Word opens a document as one of an old program.
            mode.set(qn("w:val"), "15")
    for part in (document.element, document.styles.element):
        for element in list(part.iter()):
            for name in [name for name in element.attrib if "}rsid" in name]:
                del element.attrib[name]
            if element.tag == qn("w:rsid"):
                element.getparent().remove(element)


def _make_styles(document: Document) -> None:
    _drop_leftovers(document)
    _drop_styles(document)
    for name, size, colour, font, how in _STYLES:
        style = _style(document, name)
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), colour, font
        _set_fonts(style.element.get_or_add_rPr(), font)
        style.font.bold, style.font.italic = how.get("bold", False), how.get("italic", False)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(how.get("before", 0)), Pt(how.get("after", 0))
        layout.left_indent, layout.keep_with_next = Cm(how.get("left", 0)), how.get("next", False)
        layout.line_spacing = how.get("line", 1.08)
    for name in ("Header", "Footer"):
        properties = _style(document, name).element.get_or_add_pPr()
        for tabs in properties.findall(qn("w:tabs")):
            properties.remove(tabs)
    # On the words alone: programs join the lines of paragraphs that follow each other, and two voices would be one.
    _add_border(_style(document, "Quote").element.get_or_add_pPr(), "left", "94441A", 18, 8)
    _remove_border(document, "Title")
    _make_table_style(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _drop_styles(document: Document) -> None:
    """Take out the template's styles that a handout does not use; what is left is found faster."""
    kept = {name for name, *_ in _STYLES} | {"Default Paragraph Font", "Normal Table", "No List"}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    known = {style.style_id for style in document.styles}
    for tag in ("w:link", "w:next", "w:basedOn"):
        for link in list(document.styles.element.iter(qn(tag))):
            if link.get(qn("w:val")) not in known:
                link.getparent().remove(link)


def _style(document: Document, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _set_fonts(properties: Any, font: str) -> None:
    """Name one font for every script; the template's theme fonts would win otherwise."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _remove_border(document: Document, name: str) -> None:
    properties = _style(document, name).element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _add_border(properties: Any, side: str, colour: str, eighths: int, space: int) -> None:
    """Draw a line beside a paragraph, `eighths` of a point wide."""
    borders = OxmlElement("w:pBdr")
    line = _element(f"w:{side}", val="single", sz=str(eighths), space=str(space), color=colour)
    borders.append(line)
    # The schema fixes the order of a paragraph's properties.
    properties._insert_pBdr(borders) if hasattr(properties, "_insert_pBdr") else _insert_border(properties, borders)


def _insert_border(properties: Any, borders: Any) -> None:
    before = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr")}
    before |= {qn(f"w:{name}") for name in ("widowControl", "numPr", "suppressLineNumbers")}
    at = sum(1 for child in properties if child.tag in before)
    properties.insert(at, borders)


def set_tab(paragraph: Paragraph) -> None:
    """Let the one tab of a header or footer lead to the right margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(LINE), WD_TAB_ALIGNMENT.RIGHT)


def draw_line(paragraph: Paragraph, side: Literal["top", "bottom"]) -> None:
    """Draw a thin line above or below a paragraph."""
    _add_border(paragraph._p.get_or_add_pPr(), side, "CFC9BD", 4, 4)


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _make_table_style(document: Document) -> None:
    style = document.styles.add_style("Pack Table", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    style.font.size = Pt(9.5)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    borders.append(_element("w:bottom", val="single", sz="4", space="0", color="CFC9BD"))
    borders.append(_element("w:insideH", val="single", sz="4", space="0", color="CFC9BD"))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "70"), ("bottom", "20"), ("right", "70")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties.append(margins)
    style.element.append(properties)


@dataclass
class NumberedList:
    """One list of a document, which counts from 1."""

    number: int
    """Of its definition."""

    def add(self, paragraph: Paragraph) -> None:
        """Make a paragraph the next item."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.number


def new_list(document: Document, kind: ListKind) -> NumberedList:
    """Return a list of a kind with a definition of its own, so that it counts anew."""
    numbering = document.part.numbering_part.element
    form, mark, font = _LEVELS[kind]
    known = [int(found.get(qn("w:abstractNumId"))) for found in numbering.findall(qn("w:abstractNum"))]
    shape = _element("w:abstractNum", abstractNumId=str(max(known, default=0) + 1))
    shape.append(_element("w:multiLevelType", val="singleLevel"))
    level = _element("w:lvl", ilvl="0")
    for tag, value in (("start", "1"), ("numFmt", form), ("lvlText", mark), ("lvlJc", "left")):
        level.append(_element(f"w:{tag}", val=value))
    layout = OxmlElement("w:pPr")
    layout.append(_element("w:ind", left="400", hanging="400"))
    level.append(layout)
    look = OxmlElement("w:rPr")
    look.append(_element("w:rFonts", ascii=font, hAnsi=font, cs=font, eastAsia=font, hint="default"))
    if kind != "references":
        look.append(_element("w:b", val="1" if kind == "numbers" else "0"))
        look.append(_element("w:color", val="94441A"))
    level.append(look)
    shape.append(level)
    # All shapes stand before all lists.
    first = numbering.find(qn("w:num"))
    numbering.insert(list(numbering).index(first) if first is not None else len(numbering), shape)
    return NumberedList(numbering.add_num(int(shape.get(qn("w:abstractNumId")))).numId)


def add_field(paragraph: Paragraph, name: Literal["PAGE", "NUMPAGES"]) -> None:
    """Add a number that the reader's program counts."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            run._r.append(_element("w:fldChar", fldCharType=kind))
        elif not kind:
            instruction = OxmlElement("w:instrText")
            instruction.text = name
            run._r.append(instruction)


def describe_table(table: Table, words: str) -> None:
    """Say what a table shows to those who do not see it."""
    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        properties.append(_element(tag, val=words))


def mark_header_row(table: Table) -> None:
    """Say that the first row names the columns; it is printed again on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="1"))


def keep_row(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="1"))


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Set the widths of the columns in centimetres, for programs that read the grid and for those that read cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
