"""Every pack in every format.

Comes in: handouts. Goes out: the bytes of their files by path below the site. A pack whose words, works and addresses
are those of an earlier run is taken from the cache.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping

from pydantic_core import to_json

from generator.cache.store import Store, digest
from generator.link.handout import Handout, Link
from generator.packs.document import write_docx
from generator.packs.pdf import Address, write_pdf
from generator.packs.slides import write_pptx

FOLDER = "orientation"


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
    table = (store or Store(None)).table("packs")
    files: dict[str, bytes] = {}
    for handout in handouts:
        addresses = {link: address(link) for link in _links(handout)}
        # The writers know no other input than what the key is made of: a link that is not noted is an error there.
        key = digest(to_json(handout), to_json(sorted(addresses.items())))
        kept: list[str] | None = table.get(key)
        if kept is None:
            contents = _write(handout, addresses)
            table.put(key, [base64.b64encode(content).decode() for content in contents])
        else:
            contents = [base64.b64decode(text) for text in kept]
        files.update(zip(pack_paths(handout.id), contents, strict=True))
    return files


def _write(handout: Handout, addresses: AbcMapping[Link, str]) -> list[bytes]:
    address = addresses.__getitem__
    return [write_pdf(handout, address), write_pptx(handout), write_docx(handout, address)]


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
