"""Dates of RIS, MEDLINE and CSL-JSON as fields.

Comes in: `2021/08/17/`, `2021 Jul-Aug`, date-parts. Goes out: `year`, and `date` where more than the year is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.importing.decoding import visible
from generator.importing.record import Record
from generator.load.bibtex_csl import parse_date, parse_month

_SEASONS = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}


def put_date(record: Record, name: str, date: str) -> None:
    """Add an ISO date or a range of them; `date` brings its `year`, and stands for itself where it says more."""
    if name != "date":
        record.put(name, date)
        return
    record.put("year", date[:4])
    if len(date) > 4:
        record.put("date", date)


def ris_date(text: str) -> tuple[str, str]:
    """Return an ISO date and what is over, e.g. `Summer`, of `2021/08/17/Summer`, `2021//`, `2021-08-17` or `2021`."""
    text = text.strip()
    match = re.fullmatch(r"(\d{4})(?:[/.-](\d{1,2})?(?:[/.-](\d{1,2})?(?:[/.-](.*))?)?)?", text, flags=re.S)
    if match is None:
        date = medline_date(text.replace("/", " ").strip())
        year_alone = text[:4] if re.match(r"[12]\d{3}(?!\d)", text) else ""
        return (date, "") if date else (year_alone, text)
    year, month, day, rest = match[1], match[2], match[3], (match[4] or "").strip("/ ")
    date = year + (f"-{int(month):02}" if month else "") + (f"-{int(day):02}" if month and day else "")
    if parse_date(date) is None or date == "0000":
        return (year, text) if parse_date(year) else ("", text)
    if re.fullmatch(r"[\d:]+", rest) or (rest and medline_date(rest)):
        rest = ""  # Zotero adds the time; others repeat the date in words.
    return date, rest


def medline_date(text: str) -> str:
    """Return an ISO date of `2021 Aug 17`, `2021 Aug`, `2021 Jul-Aug` or `2021`; empty for anything else."""
    match = re.fullmatch(r"(\d{4})(?:\s+([A-Za-z]{3,9})\.?(?:-([A-Za-z]{3,9})\.?)?(?:\s+(\d{1,2}))?)?", text.strip())
    if match is None:
        return ""
    year, first, last, day = match.groups()
    if not first:
        return str(year) if parse_date(year) else ""
    months = [parse_month(word) for word in (first, last) if word]
    if None in months or (last and day):
        return ""
    date = f"{year}-{months[0]:02}" + (f"-{int(day):02}" if day else "")
    date += f"/{year}-{months[1]:02}" if last else ""
    return date if parse_date(date) else ""


def put_csl_date(record: Record, name: str, date: Any) -> None:
    """Add a date variable of CSL-JSON: parts, raw or literal text, a season."""
    if not isinstance(date, Mapping):
        return
    parts = date.get("date-parts")
    days = [_iso(day) for day in parts if isinstance(day, list)] if isinstance(parts, list) else []
    text = "/".join(day for day in days if day)
    given = visible(str(date.get("raw") or date.get("literal") or ""))
    if not text and given:
        text, rest = ris_date(given)
        record.put_aside(f"{name} as given", rest)
    if text and parse_date(text):
        put_date(record, name, text)
    elif text:
        record.put_aside(f"{name} as given", text)
    if season := date.get("season"):
        record.put_aside("Season", _SEASONS.get(str(season), visible(str(season))))


def _iso(day: list[Any]) -> str:
    numbers = [str(part) for part in day if str(part).strip().isdecimal()]
    return "-".join(number.zfill(4 if position == 0 else 2) for position, number in enumerate(numbers[:3]))
