"""Names of people and bodies, as other programs write them, in BibTeX's notation.

Comes in: `Smith, Jane A.`, `Smith JA Jr`, `World Health Organization`, or the parts of a CSL name. Goes out:
`Smith, Jane A.`, `Smith, Jr, J. A.`, `{World Health Organization}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.importing.latex import to_bibtex

_SUFFIX = re.compile(r"(?:Jr|Sr|[IVX]{2,4}|2nd|3rd|4th)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]-?){1,4}")
_OTHERS = re.compile(r"(?:et\.? al\.?|and others|others)", re.IGNORECASE)


def tagged_name(text: str) -> str:
    """Return a name of RIS or MEDLINE: `Family, Given[, Suffix]`; without a comma it is a body, or `Smith JA`."""
    text = " ".join(text.split()).strip(" ;")
    if not text or _OTHERS.fullmatch(text):
        return "others" if text else ""
    family, *rest = [part.strip() for part in text.split(",")]
    rest = [part for part in rest if part]
    if not rest:
        return _without_comma(family, ends_with_comma=text.endswith(","))
    if len(rest) > 2 or not family:
        return body(text)
    given, suffix = rest[0], rest[1] if len(rest) == 2 else ""
    if suffix and not _SUFFIX.fullmatch(suffix):
        return body(text)
    words = given.split()
    if not suffix and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        given, suffix = " ".join(words[:-1]), words[-1]
    return person(family, given, suffix)


def _without_comma(text: str, *, ends_with_comma: bool) -> str:
    """`Smith JA` and `van der Berg JA Jr` are people; EndNote marks a body by a comma at its end."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if not ends_with_comma and len(words) > 1 and _INITIALS.fullmatch(words[-1]) and not text.isupper():
        return person(" ".join(words[:-1]), words[-1], suffix)
    return body(text)


def body(name: str) -> str:
    """Return a body's name, kept whole."""
    return f"{{{to_bibtex(name)}}}" if name.strip() else ""


def person(family: str, given: str = "", suffix: str = "", particle: str = "") -> str:
    """Return a person's name; initials that stand together get points: `JA` becomes `J. A.`."""
    if not given and not suffix and not particle:
        return body(family)
    if _INITIALS.fullmatch(given):
        given = re.sub(r"([^\W\d_])(?=[^\W\d_])", r"\1. ", given).replace("-", ".-") + "."
    if not given:
        return body(" ".join(part for part in (particle, family, suffix) if part))
    if particle and particle != particle.lower():
        family, particle = f"{particle} {family}", ""
    parts = [f"{particle} {_family(family)}".strip(), *([_part(suffix)] if suffix else []), _part(given)]
    return ", ".join(parts)


def _family(text: str) -> str:
    """Return a family name; BibTeX would take `Garcia y` of `Garcia y Vega` for a particle."""
    words = text.split()
    inner = words[0][:1].isupper() and any(word[:1].islower() for word in words[1:-1])
    return f"{{{to_bibtex(text)}}}" if inner else _part(text)


def _part(text: str) -> str:
    """Return a part of a name, in braces where it holds a word that BibTeX takes for its own."""
    value = to_bibtex(text)
    return f"{{{value}}}" if "," in text or re.search(r"(?i)(?:^|\s)and(?:\s|$)", text) else value


def csl_name(name: Mapping[str, str]) -> str:
    """Return a name of CSL-JSON."""
    text = {part: value.strip() for part, value in name.items()}
    if text.get("literal"):
        return "others" if _OTHERS.fullmatch(text["literal"]) else body(text["literal"])
    family, given = text.get("family", ""), text.get("given", "")
    if not family:
        return body(given)
    if dropping := text.get("dropping-particle", ""):
        given = f"{given} {dropping}"
    return person(family, given, text.get("suffix", ""), text.get("non-dropping-particle", ""))
