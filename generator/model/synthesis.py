"""How this knowledge base itself was made: the 21 ENTREQ items (Tong 2012)."""

from __future__ import annotations

from generator.model.base import Many, Model, Text


class EntreqItem(Model):
    """One item of ENTREQ, answered."""

    item: int
    """1 to 21."""
    name: Text
    """Name of the item."""
    text: Text
    """What was done, and plainly what was not."""


class Synthesis(Model):
    """The whole checklist."""

    items: Many[EntreqItem]
