"""Works as BibTeX.

Comes in: references. Goes out: BibTeX, written so that `load.bibliography` reads the same works back, character by
character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.model.reference import Reference

_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "document": "misc",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "thesis",
    "webpage": "online",
}
"""CSL type to entry type, where an entry has what BibTeX asks of it."""

_FIELDS = {
    "container-title": "booktitle",
    "container-title-short": "shortjournal",
    "title-short": "shorttitle",
    "collection-title": "series",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "collection-number": "number",
    "publisher": "publisher",
    "publisher-place": "address",
    "edition": "edition",
    "version": "version",
    "chapter-number": "chapter",
    "event-title": "eventtitle",
    "event-place": "venue",
    "language": "language",
    "genre": "type",
    "medium": "howpublished",
    "abstract": "abstract",
}
"""CSL variable to field, for text that LaTeX reads."""

_BY_TYPE = {
    "article-journal": {"container-title": "journal", "issue": "number"},
    "report": {"publisher": "institution"},
    "thesis": {"publisher": "school"},
    "webpage": {"publisher": "organization"},
}
"""Fields that have another name in entries of a type."""

_ROLES = ("author", "editor", "translator")

_VERBATIM = {"DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid"}
"""CSL variable to field, for text that is never LaTeX."""

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "\0": "{}",
    }
)
"""The last one stands where `_LIGATURES` divides; no text has the character itself."""
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
"""Between characters that LaTeX would read as one."""
_SPECIAL = re.compile(r"[\\{}~&%#$_\0\-`']")
"""What `latex` may change: a text that has none of these stays as it is."""


def to_bibtex(references: Iterable[Reference]) -> str:
    """Return works as BibTeX, in their order."""
    return "\n".join(map(_entry, references))


def _entry(reference: Reference) -> str:
    csl = reference.csl
    names = {**_FIELDS, **_BY_TYPE.get(reference.csl_type, {})}
    fields: dict[str, str] = {role: _people(csl[role]) for role in _ROLES if role in csl}
    fields["title"] = _title(reference.title)
    fields |= {name: latex(csl[variable]) for variable, name in names.items() if variable in csl}
    if "page" in csl:
        fields["pages"] = re.sub(r"(?<=[^\s-])-(?=[^\s-])", "--", latex(csl["page"]))
    fields |= _dates(csl)
    fields |= {name: csl[variable] for variable, name in _VERBATIM.items() if variable in csl}
    if reference.note:
        fields["note"] = latex(reference.note)
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@{_entry_type(reference, fields)}{{{reference.cite_key},\n{''.join(lines)}}}\n"


def _entry_type(reference: Reference, fields: AbcMapping[str, str]) -> str:
    """Return the entry type, a more lenient one where a field that BibTeX asks for is not known."""
    usual = _TYPES[reference.csl_type]
    if usual == "incollection" and "author" not in fields:
        return "inbook"
    if usual == "book" and "publisher" not in fields:
        return "collection" if "editor" in fields else "proceedings"
    if usual == "techreport" and not ({"institution", "year"} <= set(fields) and {"author", "editor"} & set(fields)):
        return "manual"
    if usual == "thesis" and re.search(r"(?i)\bph\.? ?d\b|doctor", reference.csl.get("genre", "")):
        return "phdthesis"
    if usual == "thesis" and re.search(r"(?i)\bmaster|\bm\.? ?(?:sc|a)\b", reference.csl.get("genre", "")):
        return "mastersthesis"
    return usual


def latex(text: str) -> str:
    """Return text that LaTeX, and `load.bibtex_csl.decode_latex`, read as it stands."""
    # Most texts have no such character, which one look tells.
    return _LIGATURES.sub("\0", text).translate(_ESCAPES) if _SPECIAL.search(text) else text


def _title(text: str) -> str:
    """Return a title whose names and abbreviations no style can put into lower case."""
    first, *others = latex(text).split(" ")
    first = f"{{{first}}}" if _has_capital(first[1:]) else first
    return " ".join([first, *(f"{{{word}}}" if _has_capital(word) else word for word in others)])


def _has_capital(word: str) -> bool:
    return any(map(str.isupper, word))


def _people(names: Iterable[AbcMapping[str, str]]) -> str:
    return " and ".join(map(_person, names))


def _person(name: AbcMapping[str, str]) -> str:
    if "literal" in name:
        return "others" if name["literal"] == "et al." else f"{{{latex(name['literal'])}}}"
    family = _name_part(name["family"])
    particle = name.get("non-dropping-particle")
    parts = [f"{latex(particle)} {family}" if particle else family]
    parts += [_name_part(name[part]) for part in ("suffix", "given") if part in name]
    return ", ".join(parts)


def _name_part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would divide it otherwise."""
    words = text.split()
    divides = "," in text or any(word.casefold() == "and" or word[:1].islower() for word in words)
    return f"{{{latex(text)}}}" if divides else latex(text)


def _dates(csl: AbcMapping[str, Any]) -> dict[str, str]:
    """Return year and month for programs that know no others, and the whole date where there is more."""
    fields: dict[str, str] = {}
    issued = csl.get("issued", {}).get("date-parts", [])
    if issued:
        fields["year"] = str(issued[0][0])
        if len(issued[0]) > 1:
            fields["month"] = str(issued[0][1])
        if len(issued) > 1 or len(issued[0]) > 2:
            fields["date"] = _date(issued)
    for variable, name in (("accessed", "urldate"), ("event-date", "eventdate")):
        if variable in csl:
            fields[name] = _date(csl[variable]["date-parts"])
    return fields


def _date(parts: Iterable[Iterable[int]]) -> str:
    return "/".join(
        "-".join(f"{number:0{4 if place == 0 else 2}d}" for place, number in enumerate(day)) for day in parts
    )
