"""The facts of a study that fit a table: each with its value, or why there is none.

A fact becomes `NAME` and `NAME_status`; a range `NAME_min`, `NAME_max` and `NAME_status`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.export.table import Column, Value, text_column
from generator.model.base import Fact, Range
from generator.model.study import Study


@dataclass(frozen=True)
class FactSpec:
    """A fact that stands in the table of studies."""

    name: str
    meaning: str
    get: Callable[[Study], Fact[object] | None]
    kind: str = "text"
    """`text`, `count` or `range`."""
    unit: str = ""
    values: tuple[str, ...] = ()


def _of(*path: str) -> Callable[[Study], Fact[object] | None]:
    def get(study: Study) -> Fact[object] | None:
        found: object = study
        for name in path:
            found = getattr(found, name) if found is not None else None
        return found if isinstance(found, Fact) else None

    return get


def _group(name: str) -> Callable[[Study], Fact[object] | None]:
    return _of("balint_group", name)


FACTS = (
    FactSpec("place", "Town or region.", _of("setting", "place")),
    FactSpec("institution", "Hospital, university or practice.", _of("setting", "institution")),
    FactSpec("years", "When the groups met or the data were collected.", _of("setting", "years")),
    FactSpec("participants", "Participants whose words were analysed.", _of("sample", "size"), "count", "participants"),
    FactSpec("mode", "How the group met.", _group("mode"), values=("in_person", "virtual", "mixed")),
    FactSpec("membership", "Whether new members could join.", _group("membership"), values=("closed", "open")),
    FactSpec("attendance", "Whether one had to attend.", _group("attendance"), values=("mandatory", "voluntary")),
    FactSpec("groups", "Groups that the participants came from", _group("groups"), "range", "groups"),
    FactSpec("group_size", "Members of one group", _group("group_size"), "range", "members"),
    FactSpec("leaders", "Leaders per group", _of("balint_group", "leaders", "number"), "range", "leaders"),
    FactSpec("sessions", "Sessions held", _group("sessions"), "range", "sessions"),
    FactSpec("session_minutes", "Length of one session", _group("session_minutes"), "range", "minutes"),
    FactSpec("frequency", "How often the group met.", _group("frequency")),
    FactSpec("exposure_months", "How long the participants had attended", _group("exposure_months"), "range", "months"),
    FactSpec("approach", "Approach, e.g. phenomenology.", _of("methods", "approach")),
    FactSpec("sampling", "How participants were chosen.", _of("methods", "sampling")),
    FactSpec("analysis", "Method of analysis by name.", _of("methods", "analysis", "method")),
)


def fact_columns(spec: FactSpec) -> tuple[Column, ...]:
    """Return the columns of a fact."""
    status = text_column(
        f"{spec.name}_status",
        f"Whether the paper states `{spec.name}`: `not_reported` means that we looked and the paper is silent, "
        "`unknown` that we could not look; empty where nobody has recorded it.",
        values=("reported", "not_reported", "unknown"),
    )
    if spec.kind == "range":
        return (
            Column(f"{spec.name}_min", "number", f"{spec.meaning}: lower end; empty where it is open.", spec.unit),
            Column(f"{spec.name}_max", "number", f"{spec.meaning}: upper end; empty where it is open.", spec.unit),
            status,
        )
    if spec.kind == "count":
        return (Column(spec.name, "whole number", spec.meaning, spec.unit), status)
    return (text_column(spec.name, spec.meaning, values=spec.values), status)


def fact_cells(spec: FactSpec, study: Study) -> dict[str, Value]:
    """Return the cells of a fact of one study."""
    fact = spec.get(study)
    value = fact.value if fact is not None else None
    cells: dict[str, Value] = {f"{spec.name}_status": fact.status if fact is not None else None}
    if spec.kind == "range":
        given = value if isinstance(value, Range) else None
        ends = (given.min, given.max) if given else (None, None)
        return {f"{spec.name}_min": ends[0], f"{spec.name}_max": ends[1], **cells}
    return {spec.name: value if isinstance(value, str | int | float) else None, **cells}
