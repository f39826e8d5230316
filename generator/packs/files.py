"""Every pack in every format.

Comes in: handouts. Goes out: the bytes of their files by path below the site. A pack whose words, works and addresses
are those of an earlier run is taken from the cache.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from pathlib import Path

from pydantic_core import to_json

from generator.cache.beside import Ready
from generator.cache.store import Store, digest
from generator.link.handout import Handout, Link

FOLDER = "orientation"
TABLE = "packs"
"""Of the cache."""
_MADE = "made"
"""In that table, once packs were made: most of them are known at the next build."""

Address = Callable[[Link], str]
"""The address of a thing on the published site; empty where the site has none."""


def pack_paths(pack_id: str) -> tuple[str, str, str]:
    """Return where the PDF, the slides and the document of a pack lie, e.g. `orientation/gp-trainees.pdf`."""
    stem = f"{FOLDER}/{pack_id}"
    return f"{stem}.pdf", f"{stem}.pptx", f"{stem}.docx"


def export_packs(handouts: Iterable[Handout], address: Address, store: Store | None = None) -> dict[str, bytes]:
    """Return a PDF, slides and a document for each handout.

    Args:
        handouts: The packs.
        address: Where a thing is found on the published site.
        store: The cache; without one every file is made anew.
    """
    return begin_packs(handouts, address, store)()


class PackWriters:
    """Two processes, one for slides, one for documents and PDF; which of them has a core is the system's matter."""

    def __init__(self) -> None:
        """Let them import what they need and make the empty files that every pack begins with."""
        self.slides = Ready(_ready_for_slides, _write_slides)
        self.printed = Ready(_ready_for_printed, _write_printed)

    def dismiss(self) -> None:
        """Let them go: there is nothing to write."""
        self.slides.dismiss()
        self.printed.dismiss()


def ready_writers(root: Path, store: Store | None = None) -> PackWriters | None:
    """Return writers who make themselves ready while the content is read, where it is likely that packs will be made."""
    told_of = (store or Store(None)).table(TABLE).get(_MADE)
    return PackWriters() if told_of is None and any((root / "content" / "orientation").glob("*.yml")) else None


def begin_packs(
    handouts: Iterable[Handout], address: Address, store: Store | None = None, writers: PackWriters | None = None
) -> Callable[[], dict[str, bytes]]:
    """Begin to make the files beside what else there is to do; returns what waits for them, as `export_packs` gives them."""
    table = (store or Store(None)).table(TABLE)
    table.get(_MADE)  # Or it would be forgotten.
    known: dict[str, list[str]] = {}
    missing: dict[str, tuple[Handout, dict[Link, str]]] = {}
    keys: list[tuple[Handout, str]] = []
    for handout in handouts:
        addresses = {link: address(link) for link in _links(handout)}
        # The writers know no other input than what the key is made of: a link that is not noted is an error there.
        key = digest(to_json(handout), to_json(sorted(addresses.items())))
        keys.append((handout, key))
        kept: list[str] | None = table.get(key)
        if kept is None:
            missing[key] = (handout, addresses)
        else:
            known[key] = kept
    if missing:
        writers = writers or PackWriters()
        slides, printed = writers.slides.tell(missing), writers.printed.tell(missing)
    elif writers is not None:
        writers.dismiss()

    def result() -> dict[str, bytes]:
        for key in missing:
            pdf, docx = printed()[key]
            known[key] = [base64.b64encode(content).decode() for content in (pdf, slides()[key], docx)]
            table.put(key, known[key])
            table.put(_MADE, True)
        files: dict[str, bytes] = {}
        for handout, key in keys:
            files.update(zip(pack_paths(handout.id), map(base64.b64decode, known[key]), strict=True))
        return files

    return result


# The libraries are imported where they are used: a site whose packs are known, or made in other processes, starts the sooner.


def _ready_for_slides() -> None:
    from generator.packs.slide_parts import prepare_forms

    prepare_forms()


def _write_slides(packs: AbcMapping[str, tuple[Handout, AbcMapping[Link, str]]]) -> dict[str, bytes]:
    from generator.packs.slides import write_pptx

    return {key: write_pptx(handout) for key, (handout, _) in packs.items()}


def _ready_for_printed() -> None:
    from generator.packs import document_parts, pdf

    document_parts.blank()
    pdf.compiler()


def _write_printed(packs: AbcMapping[str, tuple[Handout, AbcMapping[Link, str]]]) -> dict[str, tuple[bytes, bytes]]:
    from generator.packs.document import write_docx
    from generator.packs.pdf import write_pdf

    return {
        key: (write_pdf(handout, addresses.__getitem__), write_docx(handout, addresses.__getitem__))
        for key, (handout, addresses) in packs.items()
    }


def _links(handout: Handout) -> Iterator[Link]:
    """Yield what a handout links to: things in its texts, and the works of its list."""
    for section in handout.sections:
        for block in section.blocks:
            cells = [cell for row in block.table.rows for cell in row] if block.table else []
            for run in (run for runs in (*block.items, *cells) for run in runs):
                if run.link is not None:
                    yield run.link
    for work in handout.works:
        yield "work", work.key
