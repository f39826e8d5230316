"""Names of people as reference managers write them.

Comes in: a name as CSL holds it. Goes out: one string.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import Any


def name_in_words(name: AbcMapping[str, Any]) -> str:
    """Return a CSL name as `van Family, Given, Jr`; a group's name as it is."""
    if "literal" in name:
        return str(name["literal"])
    family = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if part in name)
    return ", ".join([family, *(str(name[part]) for part in ("given", "suffix") if part in name)])
