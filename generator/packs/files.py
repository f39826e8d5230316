"""Every pack in every format.

Comes in: handouts. Goes out: the bytes of their files by path below the site. A pack whose words, works and addresses
are those of an earlier run is taken from the cache.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from functools import cache

from pydantic_core import to_json

from generator.cache.beside import beside
from generator.cache.store import Store, digest
from generator.link.handout import Handout, Link

FOLDER = "orientation"

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


def begin_packs(
    handouts: Iterable[Handout], address: Address, store: Store | None = None
) -> Callable[[], dict[str, bytes]]:
    """Begin to make the files beside what else there is to do; returns what waits for them, as `export_packs` gives them."""
    table = (store or Store(None)).table("packs")
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

    # Two processes, each with the libraries that it needs: which of them has a core is the system's matter.
    begin = beside if missing else cache
    slides = begin(lambda: {key: _write_slides(handout) for key, (handout, _) in missing.items()})
    printed = begin(lambda: {key: _write_printed(*pack) for key, pack in missing.items()})

    def result() -> dict[str, bytes]:
        for key in missing:
            pdf, docx = printed()[key]
            known[key] = [base64.b64encode(content).decode() for content in (pdf, slides()[key], docx)]
            table.put(key, known[key])
        files: dict[str, bytes] = {}
        for handout, key in keys:
            files.update(zip(pack_paths(handout.id), map(base64.b64decode, known[key]), strict=True))
        return files

    return result


def _write_slides(handout: Handout) -> bytes:
    # Imported where it is used, as the others below: a site whose packs are known starts the sooner.
    from generator.packs.slides import write_pptx

    return write_pptx(handout)


def _write_printed(handout: Handout, addresses: AbcMapping[Link, str]) -> tuple[bytes, bytes]:
    from generator.packs.document import write_docx
    from generator.packs.pdf import write_pdf

    address = addresses.__getitem__
    return write_pdf(handout, address), write_docx(handout, address)


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
