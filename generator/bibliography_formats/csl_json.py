"""Works as CSL-JSON, the fullest of the formats.

Comes in: a reference. Goes out: its CSL item.
"""

from __future__ import annotations

from typing import Any

from generator.model.reference import Reference


def csl_item(reference: Reference) -> dict[str, Any]:
    """Return a work as CSL-JSON, the editors' remark as its `note`."""
    item = dict(reference.csl)
    if reference.note is not None:
        item["note"] = reference.note
    return item
