"""Files of tags, one a line: RIS, and MEDLINE as PubMed writes it.

Comes in: text. Goes out: records as tags with the line of each. The reader is our own because rispy 0.10, the one that
is kept, drops a last record without `ER`, joins two records where `ER` is missing between them, keeps the first of two
tags that should stand once, fails on a first line that begins with `TY` and knows no lines; and its MEDLINE is Web of
Science's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.importing.remarks import Remark, inform, warn

_RIS = re.compile(r"([A-Z][A-Z0-9](?=  )|PMID|PMCID|PMC|DOI) {1,2}-(?: (.*)|)")
_RIS_LOOSE = re.compile(r"[ \t]*([A-Z][A-Z0-9]|PMID|PMCID|PMC|DOI)[ \t]*-(?:[ \t]+(.*)|)")
_MEDLINE = re.compile(r"(?=[A-Z0-9 ]{4}-)([A-Z][A-Z0-9]{1,3}) *- ?(.*)")


@dataclass
class Tag:
    """One tag with its value; lines without a tag that follow it are further lines of the value."""

    name: str
    value: str
    line: int


@dataclass
class TaggedRecord:
    """The tags of one work, in the order of the file."""

    location: Location
    tags: list[Tag] = field(default_factory=list)

    def values(self, *names: str) -> list[str]:
        """Return what these tags say, tag after tag, each on one line."""
        return [" ".join(tag.value.split()) for name in names for tag in self.tags if tag.name == name and tag.value]

    def lines(self, *names: str) -> list[str]:
        """Return what these tags say, line after line: EndNote writes one keyword a line behind the first `KW`."""
        return [
            line for name in names for tag in self.tags if tag.name == name for line in tag.value.split("\n") if line
        ]


class _Reader:
    """One pass through the lines of a file."""

    def __init__(self, shown_as: str) -> None:
        self.shown_as = shown_as
        self.records: list[TaggedRecord] = []
        self.outside: list[tuple[int, str]] = []
        self.unended: list[Location] = []
        self._tags: list[Tag] = []

    def add(self, name: str, value: str, line: int) -> None:
        self._tags.append(Tag(name, value.strip(), line))

    def go_on(self, text: str, line: int) -> None:
        if self._tags:
            self._tags[-1].value = f"{self._tags[-1].value}\n{text.strip()}".strip()
        else:
            self.outside.append((line, text.strip()))

    def has(self, name: str) -> bool:
        return any(tag.name == name for tag in self._tags)

    def end(self, *, ended: bool = True) -> None:
        if self._tags:
            at = Location(self.shown_as, self._tags[0].line)
            self.records.append(TaggedRecord(at, self._tags))
            if not ended:
                self.unended.append(at)
        self._tags = []

    def remarks(self) -> Iterator[Remark]:
        if self.outside:
            line, text = self.outside[0]
            count = "1 line" if len(self.outside) == 1 else f"{len(self.outside)} lines"
            yield inform(Location(self.shown_as, line), f"{count} outside of records not read: `{text[:60]}`")
        for at in self.unended:
            message = "this record does not end with `ER`; it was read up to the next one, or to the end of the file"
            yield warn(at, message, "If it is the last one, see whether the file was cut off.")


def read_ris(text: str, shown_as: str) -> tuple[list[TaggedRecord], list[Remark]]:
    """Return the records of a RIS file.

    A record ends at `ER`, or before a second `TY`. Tags may stand before `TY`, as some programs write them.
    """
    lines = text.split("\n")
    # Only a file that writes all its tags so is read so: `GP - the practitioner` is a line of an abstract.
    pattern = _RIS if any(line.startswith("TY  -") for line in lines) else _RIS_LOOSE
    reader = _Reader(shown_as)
    for number, line in enumerate(lines, start=1):
        match = pattern.fullmatch(line.rstrip())
        if match is None:
            if line.strip():
                reader.go_on(line, number)
        elif match[1] == "ER":
            reader.end()
        else:
            if match[1] == "TY" and reader.has("TY"):
                reader.end(ended=False)
            reader.add(match[1], match[2] or "", number)
    reader.end(ended=False)
    return reader.records, list(reader.remarks())


def read_medline(text: str, shown_as: str) -> tuple[list[TaggedRecord], list[Remark]]:
    """Return the records of a MEDLINE file; each begins with `PMID`."""
    reader = _Reader(shown_as)
    for number, line in enumerate(text.split("\n"), start=1):
        match = _MEDLINE.fullmatch(line.rstrip())
        if match is None:
            if line.strip():
                reader.go_on(line, number)
            continue
        if match[1] == "PMID":
            reader.end()
        reader.add(match[1], match[2], number)
    reader.end()
    return reader.records, list(reader.remarks())
