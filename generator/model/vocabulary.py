"""Controlled terms: the axes of the map."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from generator.model.base import Identifier, Many, Model, Range, Text


class Term(Model):
    """One term of an axis."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$")]
    """E.g. `general_practice`; an ISO 3166-1 alpha-2 code on the axis `country`."""
    label: Text
    definition: Text
    """One plain sentence."""
    bounds: Range | None = None
    """What the term covers, in the unit of the axis's field: from `min` to below `max`; either end may be open."""


class Axis(Model):
    """One way of dividing the studies."""

    id: Identifier
    label: Text
    definition: Text
    field: Identifier | None = None
    """The field of the study's group block that the axis reads where it has another name, e.g. `exposure_months`."""
    terms: Many[Term]
    """In the order of the map."""


class Vocabulary(Model):
    """All axes."""

    axes: Many[Axis]
