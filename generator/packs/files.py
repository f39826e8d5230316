"""Every pack in every format.

Comes in: handouts. Goes out: the bytes of their files by path below the site.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.link.handout import Handout
from generator.packs.document import write_docx
from generator.packs.pdf import Address, write_pdf
from generator.packs.slides import write_pptx

FOLDER = "orientation"


def pack_paths(pack_id: str) -> tuple[str, str, str]:
    """Return where the PDF, the slides and the document of a pack lie, e.g. `orientation/gp-trainees.pdf`."""
    stem = f"{FOLDER}/{pack_id}"
    return f"{stem}.pdf", f"{stem}.pptx", f"{stem}.docx"


def export_packs(handouts: Iterable[Handout], address: Address) -> dict[str, bytes]:
    """Return a PDF, slides and a document for each handout."""
    files: dict[str, bytes] = {}
    for handout in handouts:
        contents = (write_pdf(handout, address), write_pptx(handout), write_docx(handout, address))
        files.update(zip(pack_paths(handout.id), contents, strict=True))
    return files
