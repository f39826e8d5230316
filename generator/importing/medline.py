"""MEDLINE records as BibTeX entries, as PubMed exports them.

Comes in: tagged records. Goes out: records. The tags are those of
https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

from __future__ import annotations

import re

from generator.importing.dates import medline_date, put_date
from generator.importing.people import body, tagged_name
from generator.importing.record import Record, add_people, bare_doi
from generator.importing.tagged import TaggedRecord

_PLAIN = {
    "TI": "title",
    "JT": "journal",
    "TA": "shortjournal",
    "VI": "volume",
    "IP": "number",
    "AB": "abstract",
    "PMC": "pmcid",
    "PMID": "pmid",
    "BTI": "booktitle",
    "PB": "publisher",
    "EN": "edition",
    "CTI": "series",
}
_LABELS = {
    "AD": "Address",
    "TT": "Original title",
    "GN": "",
    "OAB": "Other abstract",
    "GR": "Grant",
    "COIS": "Conflicts of interest",
    "CIN": "Comment in",
    "CON": "Comment on",
    "EIN": "Erratum in",
    "EFR": "Erratum for",
    "RIN": "Retraction in",
    "ROF": "Retraction of",
    "UIN": "Update in",
    "UOF": "Update of",
    "RPI": "Republished in",
    "CRI": "Corrected and republished in",
    "IR": "Investigator",
    "FIR": "Investigator",
    "SI": "Data bank",
    "AUID": "Author's identifier",
}
_BOOKKEEPING = frozenset(
    [
        "OWN",
        "STAT",
        "DCOM",
        "LR",
        "SB",
        "JID",
        "EDAT",
        "MHDA",
        "CRDT",
        "PST",
        "SO",
        "PHST",
        "DA",
        "IRAD",
        "OCI",
        "OID",
        "OTO",
        "RF",
        "NM",
        "RN",
        "LA",
        "PL",
        "DEP",
        "SFM",
        "GS",
        "CDAT",
        "CTDT",
    ]
)
"""Tags of the database about its own work on the record, and those that are read elsewhere."""
_READ = frozenset(["AU", "FAU", "ED", "FED", "DP", "PG", "IS", "LID", "AID", "MH", "OT", "PT", "ISBN", "CN"])
_LANGUAGES = {
    "ara": "ar", "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl", "eng": "en", "fin": "fi", "fre": "fr", "ger": "de",
    "gre": "el", "heb": "he", "hrv": "hr", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nor": "no", "per": "fa",
    "pol": "pl", "por": "pt", "rum": "ro", "rus": "ru", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr",
}  # fmt: skip
"""MEDLINE's language codes as BCP 47, which CSL and HTML use."""
_BOOK_TYPES = {"Book": "book", "Book Chapter": "incollection"}


def record_from_medline(tagged: TaggedRecord) -> Record:
    """Return the record that a MEDLINE record stands for."""
    record = Record(tagged.location, entry_type=_entry_type(tagged))
    _people(record, tagged)
    for tag in tagged.tags:
        if tag.name in _PLAIN:
            value = " ".join(tag.value.split())
            record.put(_PLAIN[tag.name], _without_point(value) if tag.name in ("TI", "BTI") else value)
        elif tag.name not in _READ and tag.name not in _BOOKKEEPING:
            record.put_aside(_LABELS.get(tag.name, tag.name), tag.value)
    if record.entry_type == "book" and "title" not in record.fields and "booktitle" in record.fields:
        record.fields["title"] = record.fields.pop("booktitle")
    _identifiers(record, tagged)
    _date(record, tagged)
    pages = next(iter(tagged.values("PG")), "")
    record.put("pages", re.sub(r"\s*[-–]\s*", "-", pages.split(";")[0].split(",")[0]) if pages else "")
    if re.search(r"[,;]", pages):
        record.put_aside("Pages as given", pages)
    record.put("language", ", ".join(_LANGUAGES.get(code, code) for code in tagged.values("LA")))
    keywords = list(dict.fromkeys(tagged.values("MH", "OT")))
    record.put("keywords", ("; " if any("," in word for word in keywords) else ", ").join(keywords))
    _publication_types(record, tagged)
    return record


def _entry_type(tagged: TaggedRecord) -> str:
    for kind in tagged.values("PT"):
        if kind in _BOOK_TYPES:
            return _BOOK_TYPES[kind]
    if tagged.values("BTI"):
        return "incollection" if tagged.values("TI") else "book"
    return "article" if tagged.values("JT", "TA", "PT") else ""


def _people(record: Record, tagged: TaggedRecord) -> None:
    """Full names where there are as many as short ones; a group that is an author stands after the people."""
    for role, full, short in (("author", "FAU", "AU"), ("editor", "FED", "ED")):
        names = tagged.values(full)
        if len(names) < len(tagged.values(short)):
            names = tagged.values(short)
        add_people(record, role, map(tagged_name, names))
    add_people(record, "author", map(body, tagged.values("CN")))


def _without_point(title: str) -> str:
    """NLM ends every title with a point."""
    title = title.strip()
    if title.endswith((".]", "?]", "!]")):
        return title[:-2] + "]" if title[-2] == "." else title
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _identifiers(record: Record, tagged: TaggedRecord) -> None:
    for text in tagged.values("LID", "AID"):
        value, _, kind = text.rpartition(" ")
        if kind == "[doi]":
            record.put("doi", bare_doi(value) or value)
        else:
            record.put_aside("Identifier", text)
    # One ISSN each for print, web and linking; the kinds stand behind.
    numbers = list(dict.fromkeys(text.split(" ")[0] for text in tagged.values("IS")))
    record.put("isbn" if record.entry_type == "book" else "issn", ", ".join(numbers))
    record.put("isbn", ", ".join(text.split(" ")[0] for text in tagged.values("ISBN")))


def _date(record: Record, tagged: TaggedRecord) -> None:
    given = next(iter(tagged.values("DP")), "")
    date = medline_date(given)
    if date:
        put_date(record, "date", date)
    elif given:
        record.put("year", given[:4])
        record.put_aside("Date as given", given)


def _publication_types(record: Record, tagged: TaggedRecord) -> None:
    kinds = [kind for kind in tagged.values("PT") if kind not in ("Journal Article", *_BOOK_TYPES)]
    for kind in kinds:
        record.put_aside("Publication type", kind)
    if "Retracted Publication" in kinds or tagged.values("RIN"):
        record.warn(f"{record.name} was retracted, says PubMed", "Decide whether it should be cited, and say so there.")
