"""Facts of a study as rows of a table: label, value in words, where, remark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.base import Fact, Model, Range, places_in_words

UNITS = {"session_minutes": "minutes", "minutes": "minutes", "exposure_months": "months", "group_size": "members"}

LABELS = {
    "mode": "Meeting mode",
    "session_minutes": "Length of a session",
    "exposure_months": "Time in the group",
    "group_size": "Members of one group",
    "sessions": "Sessions held",
    "groups": "Groups",
    "frequency": "How often",
    "size": "Number of participants",
    "inclusion": "Who could take part",
    "years": "When",
    "sampling": "How participants were chosen",
    "coders": "Who coded",
    "method": "Analysis",
    "steps": "Steps of the analysis",
    "software": "Software",
    "ethics": "Ethics approval and consent",
    "conflicts": "Conflicts of interest",
    "number": "Number",
    "profile": "Leaders' background",
    "accreditation": "Leaders' accreditation",
    "tradition": "Research tradition",
}

WORDS = {
    "in_person": "in person",
    "virtual": "online",
    "mixed": "partly online",
    "mandatory": "required by the programme",
    "voluntary": "voluntary",
    "closed": "closed: the same members throughout",
    "open": "open: new members may join",
}


@dataclass(frozen=True)
class FactRow:
    """One fact, ready to print."""

    label: str
    value: str
    """In words; for a fact that is not reported, the sentence that says so."""
    reported: bool
    where: str
    note: str


def months_in_words(value: Range) -> str:
    """Return a time in months as people say it, e.g. `3 to 15 years`, `at least 1.5 years`."""
    ends = [end for end in (value.min, value.max) if end is not None]
    if min(ends) < 18 and not all(end % 12 == 0 for end in ends):
        return _with_unit(str(value), "month", max(ends))
    years = Range(
        min=None if value.min is None else _plain(value.min / 12),
        max=None if value.max is None else _plain(value.max / 12),
    )
    return _with_unit(str(years), "year", max(ends) / 12)


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else round(number, 1)


def _with_unit(text: str, unit: str, highest: float) -> str:
    return f"{text} {unit}" if highest == 1 else f"{text} {unit}s"


def value_in_words(field: str, value: Any) -> str:
    """Return a fact's value as a reader would say it."""
    if field == "exposure_months" and isinstance(value, Range):
        return months_in_words(value)
    text = WORDS.get(value, value) if isinstance(value, str) else str(value)
    return f"{text} {UNITS[field]}" if field in UNITS else str(text)


def row(field: str, fact: Fact[Any], label: str = "") -> FactRow:
    """Return one fact as a row."""
    if fact.status == "reported":
        value = value_in_words(field, fact.value)
    else:
        value = "The paper does not say" if fact.status == "not_reported" else "Not known to us"
    return FactRow(
        label=label or LABELS.get(field, field.replace("_", " ").capitalize()),
        value=value,
        reported=fact.status == "reported",
        where=places_in_words(fact.where),
        note=fact.note or "",
    )


def rows(block: Model | None) -> Iterator[FactRow]:
    """Yield the facts of a block, its leaders' and those of its lists included, in the model's order."""
    if block is None:
        return
    for name in type(block).model_fields:
        value = getattr(block, name)
        if isinstance(value, Fact):
            yield row(name, value)
        elif name == "leaders" and isinstance(value, Model):
            for field in type(value).model_fields:
                fact = getattr(value, field)
                if fact is not None:
                    yield row(field, fact, "Leaders in a group" if field == "number" else "")
        elif isinstance(value, tuple) and value and isinstance(value[0], Fact):
            for i, fact in enumerate(value):
                yield row(name, fact, name.replace("_", " ").capitalize() if i == 0 else "")
