"""The small types that every object of the model is made of.

Comes in: plain Python data, as a YAML file gives it. Goes out: frozen, validated objects.
Nothing here knows files, pages or other objects.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

T = TypeVar("T")


class Model(BaseModel):
    """A frozen object that refuses unknown keys and never converts one type into another.

    The words under its fields are read where a schema is made (`model/json_schema.py`), not at each start.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _printable(text: str) -> str:
    """Refuse what neither HTML nor XML can hold; an escape such as "\\u0000" brings it into YAML unseen."""
    if text.isprintable():  # As nearly all is, and this is told sooner.
        return text
    found = _UNPRINTABLE.search(text)
    if found is not None:
        raise ValueError(f"the invisible character U+{ord(found[0]):04X} cannot be shown on a page; take it out")
    return text


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S"), AfterValidator(_printable)]
"""Words that are there: at least one character that is not white space, none that cannot be shown."""

Counted = Annotated[int, Field(ge=0)]
"""A number of things."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
"""A stable name: lower-case ASCII letters, digits, single `-` or `_`; at most 80 characters."""

QualifiedId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\.[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=161),
]
"""A study's id, a dot, and an id inside that study, e.g. `yahyavi2020.q01`."""


def _real_day(text: str) -> str:
    """Refuse a day that no calendar has, e.g. 30 February."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None
    return text


IsoDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"), AfterValidator(_real_day)
]
"""A day as YYYY-MM-DD, quoted in YAML, e.g. `"2026-11-21"`."""


def _as_tuple(value: Any) -> Any:
    """Turn a YAML list into a tuple; one mapping alone stands for a list of one."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return (value,)
    return value


Many = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""A sequence of T, written in YAML as a list."""


class Where(Model):
    """A place in a paper, printed the same way everywhere."""

    page: Counted | Text | None = None
    """Page as the journal numbers it, e.g. `137`; a range as text, e.g. `"511-512"`."""
    table: Counted | Text | None = None
    """Number of the table, e.g. `2`."""
    figure: Counted | Text | None = None
    """Number of the figure, e.g. `1`."""
    row: Counted | Text | None = None
    """Row of the table, by its printed number or label, e.g. `1a` or `Digestion`."""
    section: Text | None = None
    """Heading that the passage stands under, e.g. `Methods` or `Results, Fellowship`."""

    @model_validator(mode="after")
    def _says_something(self) -> Where:
        if all(part is None for part in (self.page, self.table, self.figure, self.row, self.section)):
            raise ValueError("a place needs at least one of page, table, figure, row, section")
        return self

    def __str__(self) -> str:
        parts = []
        if self.page is not None:
            many = isinstance(self.page, str) and any(mark in self.page for mark in "-–,")
            parts.append(f"pp. {self.page}" if many else f"p. {self.page}")
        if self.table is not None:
            parts.append(f"Table {self.table}")
        if self.figure is not None:
            parts.append(f"Figure {self.figure}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.section is not None:
            parts.append(self.section)
        return ", ".join(parts)


def places_in_words(places: Iterable[Where]) -> str:
    """Return several places as they are printed, e.g. `p. 137, Table 2; p. 138, Discussion`."""
    return "; ".join(map(str, places))


Places = Many[Where]
"""One place or several; in YAML one mapping or a list of mappings."""


class Fact(Model, Generic[T]):
    """A value that a paper states, with where; or the plain word that it does not state it.

    In YAML `{value: 7, where: {page: 135}}`, or the bare word `not_reported` (we looked, the paper
    does not say) or `unknown` (we could not look). A missing key says nothing at all.
    """

    value: T | None = None
    """The value, in the unit that the field names."""
    status: Literal["reported", "not_reported", "unknown"] = "reported"
    """Whether the paper reports it."""
    where: Places = ()
    """Where the paper says so."""
    note: Text | None = None
    """A remark for the reader, in our words."""

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        if value in ("not_reported", "unknown"):
            return {"status": value}
        if isinstance(value, str | int | float | bool):
            raise ValueError("write `{value: ..., where: {...}}`, or `not_reported`, or `unknown`")
        return value

    @model_validator(mode="after")
    def _value_has_a_place(self) -> Fact[T]:
        if self.status == "reported":
            if self.value is None:
                raise ValueError("a reported fact needs a `value`; write `not_reported` where the paper is silent")
            if not self.where:
                raise ValueError("a reported fact needs `where`: the place in the paper that states it")
        elif self.value is not None:
            raise ValueError(f"a fact that is {self.status} has no `value`")
        return self


class Range(Model):
    """A closed range; one end may be open, e.g. `{min: 18}` for at least eighteen."""

    min: float | int | None = None
    """Lower end, in the unit that the field names."""
    max: float | int | None = None
    """Upper end, in the unit that the field names."""

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.min is None and self.max is None:
            raise ValueError("a range needs `min` or `max`")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("`min` is greater than `max`")
        return self

    def __str__(self) -> str:
        if self.min == self.max:
            return f"{self.min}"
        if self.max is None:
            return f"at least {self.min}"
        if self.min is None:
            return f"up to {self.max}"
        return f"{self.min} to {self.max}"
