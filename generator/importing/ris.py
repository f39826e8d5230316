"""RIS records as BibTeX entries, as Zotero, EndNote, Mendeley and publishers write them.

Comes in: tagged records. Goes out: records. RIS gives several tags one meaning and one tag several; where programs
differ, the type of the work decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.importing.dates import medline_date, put_date, ris_date
from generator.importing.people import tagged_name
from generator.importing.record import Record, add_people, bare_doi
from generator.importing.ris_types import SCOPUS_TYPES, TYPES
from generator.importing.tagged import Tag, TaggedRecord

_PARTS = frozenset({"incollection", "inproceedings"})
_SERIAL = frozenset({"article"})
_PLAIN: dict[str, str] = {
    "TI": "title",
    "T1": "title",
    "CT": "title",
    "ST": "shorttitle",
    "J2": "shortjournal",
    "JA": "shortjournal",
    "VL": "volume",
    "VO": "volume",
    "IS": "number",
    "CP": "number",
    "CY": "address",
    "PP": "address",
    "LA": "language",
    "DO": "doi",
    "AB": "abstract",
    "N2": "abstract",
    "UR": "url",
    "LK": "url",
    "L1": "file",
    "L2": "url",
    "PM": "pmid",
    "PMID": "pmid",
    "PMC": "pmcid",
    "PMCID": "pmcid",
}
_LABELS: dict[str, str] = {
    "N1": "",
    "RN": "",
    "AD": "Address",
    "AN": "Accession number",
    "CN": "Call number",
    "DB": "Database",
    "DP": "Database provider",
    "TT": "Translated title",
    "OP": "Original publication",
    "NV": "Number of volumes",
    "RI": "Reviewed item",
    "RP": "Reprint edition",
    "L4": "Figure",
    "CA": "Caption",
    "TA": "Translated author",
    "ID": "ID",
    "LB": "Label",
}
_IGNORED = frozenset({"TY", "ER", "KW", "AU", "A1", "A2", "A3", "A4", "ED", "SP", "EP", "PY", "Y1", "DA", "Y2", "ID"})


def record_from_ris(tagged: TaggedRecord) -> Record:
    """Return the record that a RIS record stands for; without a type its entry type is empty."""
    record = Record(tagged.location)
    given = next(iter(tagged.values("TY")), "")
    kind = SCOPUS_TYPES.get(given, given).upper()
    record.entry_type, genre = TYPES.get(kind, ("misc", kind)) if kind else ("", "")
    if record.entry_type == "inproceedings" and not tagged.values("T2", "C3", "BT", "JF", "JO", "T3"):
        record.entry_type = "proceedings"
    record.key_wish = next(iter(tagged.values("ID", "LB")), "")
    _people(record, tagged)
    for tag in tagged.tags:
        _put(record, tagged, tag)
    record.put("type", genre)
    _dates(record, tagged)
    _pages(record, tagged)
    keywords = tagged.lines("KW")
    record.put("keywords", ("; " if any("," in word for word in keywords) else ", ").join(keywords))
    return record


def _put(record: Record, tagged: TaggedRecord, tag: Tag) -> None:
    """Add the value of one tag to the field that it means in this type of work."""
    special: dict[str, Callable[[Record, TaggedRecord, str], None]] = {
        "BT": _book_title,
        "T2": _container,
        "JF": _container,
        "JO": _journal_name,
        "C3": _proceedings,
        "T3": _series,
        "PB": _publisher,
        "SN": _serial_number,
        "M1": _m1,
        "M3": _m3,
        "C2": _c2,
        "C7": _article_number,
        "ET": _edition,
        "AN": _accession,
    }
    value = " ".join(tag.value.split())
    if not value or tag.name in _IGNORED:
        return
    if tag.name == "UR":
        for line in tag.value.split("\n"):
            record.put("url", line)
    elif tag.name in special:
        special[tag.name](record, tagged, value)
    elif tag.name in ("DO", "DOI"):
        record.put("doi", bare_doi(value) or value)
    elif tag.name in _PLAIN:
        record.put(_PLAIN[tag.name], value)
    else:
        record.put_aside(_LABELS.get(tag.name, tag.name), value)


def _people(record: Record, tagged: TaggedRecord) -> None:
    in_book = record.entry_type in _PARTS or record.entry_type in ("book", "collection", "proceedings")
    if record.entry_type == "collection" and not tagged.values("A2", "ED"):
        add_people(record, "editor", map(tagged_name, tagged.values("AU", "A1")))
    else:
        add_people(record, "author", map(tagged_name, tagged.values("A1", "AU")))
    add_people(record, "editor", map(tagged_name, tagged.values("ED", "A2" if in_book or record.entry_type else "ED")))
    for name, label in (("A3", "Series editor"), ("A4", "Translator")):
        if name == "A4" and in_book:
            add_people(record, "translator", map(tagged_name, tagged.values(name)))
        elif name == "A3" and in_book and "editor" not in record.fields:
            add_people(record, "editor", map(tagged_name, tagged.values(name)))
        else:
            for person in tagged.values(name):
                record.put_aside(label, person)


def _book_title(record: Record, _: TaggedRecord, value: str) -> None:
    record.put("booktitle" if record.entry_type in _PARTS else "title", value)


def _container(record: Record, tagged: TaggedRecord, value: str) -> None:
    if record.entry_type in _SERIAL:
        record.put("journal", value)
    elif record.entry_type in _PARTS and not tagged.values("C3", "BT"):
        record.put("booktitle", value)
    elif record.entry_type in _PARTS:
        record.put("eventtitle" if record.entry_type == "inproceedings" else "series", value)
    elif record.entry_type == "online":
        record.put_aside("Website", value)
    else:
        record.put("series", value)


def _journal_name(record: Record, tagged: TaggedRecord, value: str) -> None:
    """`JO` is the whole name where no other tag has it, and the short one beside `T2` or `JF`."""
    if record.entry_type in _SERIAL and tagged.values("T2", "JF") and value not in tagged.values("T2", "JF"):
        record.put("shortjournal", value)
    else:
        _container(record, tagged, value)


def _proceedings(record: Record, tagged: TaggedRecord, value: str) -> None:
    record.put("booktitle" if record.entry_type in _PARTS else "series", value)


def _series(record: Record, tagged: TaggedRecord, value: str) -> None:
    lacks_book = record.entry_type in _PARTS and not tagged.values("T2", "C3", "BT", "JF", "JO")
    record.put("booktitle" if lacks_book else "series", value)


def _publisher(record: Record, _: TaggedRecord, value: str) -> None:
    names = {"thesis": "school", "techreport": "institution", "online": "organization"}
    record.put(names.get(record.entry_type, "publisher"), value)


def _serial_number(record: Record, tagged: TaggedRecord, value: str) -> None:
    """`SN` is ISSN or ISBN, or the number of a report; EndNote writes several, one a line."""
    numbers = [
        re.sub(r"\s*\((?:ISSN|ISBN|print|electronic|online|linking)\)", "", n, flags=re.I) for n in tagged.lines("SN")
    ]
    plain = re.sub(r"[^0-9Xx]", "", numbers[0])
    if record.entry_type == "techreport" and not re.fullmatch(r"\d{4}-\d{3}[\dXx]", numbers[0]) and len(plain) < 10:
        name = "number"
    else:
        name = "isbn" if len(plain) in (10, 13) else "issn"
    record.fields.setdefault(name, ", ".join(dict.fromkeys(numbers)))


def _m1(record: Record, tagged: TaggedRecord, value: str) -> None:
    if tagged.values("IS", "CP"):
        record.put_aside("", value)
    else:
        record.put("number", value)


def _m3(record: Record, _: TaggedRecord, value: str) -> None:
    """`M3` is the type of a work in words; some publishers write the DOI there."""
    if bare_doi(value):
        record.put("doi", bare_doi(value))
    else:
        record.put("type", value)


def _c2(record: Record, tagged: TaggedRecord, value: str) -> None:
    """EndNote keeps PubMed Central's number here, and Scopus PubMed's."""
    if re.fullmatch(r"PMC\d+", value):
        record.put("pmcid", value)
    elif re.fullmatch(r"\d{1,8}", value) and "Scopus" in tagged.values("DB"):
        record.put("pmid", value)
    else:
        record.put_aside("C2", value)


def _edition(record: Record, _: TaggedRecord, value: str) -> None:
    """An article has no edition: EndNote writes there when it appeared on the web."""
    if record.entry_type in _SERIAL:
        record.put_aside("Epub date", value)
    else:
        record.put("edition", value)


def _article_number(record: Record, tagged: TaggedRecord, value: str) -> None:
    """The number of an article that has no pages stands in their place."""
    if tagged.values("SP", "EP"):
        record.put_aside("Article number", value)
    else:
        record.put("pages", value)


def _accession(record: Record, tagged: TaggedRecord, value: str) -> None:
    """The number in a database; in PubMed's it is the PMID."""
    databases = " ".join(tagged.values("DB", "DP")).casefold()
    if re.fullmatch(r"\d{1,8}", value) and re.search(r"pubmed|medline|nlm", databases):
        record.put("pmid", value)
    else:
        record.put_aside("Accession number", value)


def _dates(record: Record, tagged: TaggedRecord) -> None:
    """The fullest of `DA`, `PY` and `Y1` that agree in the year; the others aside."""
    found = [ris_date(text) for text in tagged.values("PY", "Y1", "DA")]
    dates = [date for date, _ in found if date]
    year = dates[0][:4] if dates else ""
    # EndNote's `DA` may be `Mar 3`, without the year.
    found = [
        (whole, "") if not date and (whole := medline_date(f"{year} {rest}")) else (date, rest) for date, rest in found
    ]
    dates = [date for date, _ in found if date]
    if dates:
        put_date(record, "date", max((date for date in dates if date[:4] == year), key=len))
    for date, rest in found:
        if date and date[:4] != year:
            record.put_aside("Date", date)
        record.put_aside("Date as given", rest)
    for text in tagged.values("Y2"):
        date, rest = ris_date(text)
        put_date(record, "urldate", date)
        record.put_aside("Accessed, as given", rest)


def _pages(record: Record, tagged: TaggedRecord) -> None:
    first, last = next(iter(tagged.values("SP")), ""), next(iter(tagged.values("EP")), "")
    if first and last and first != last and not re.search(r"[-–]", first):
        record.put("pages", f"{first}-{last}")
    else:
        record.put("pages", first or last)
    if "pages" in record.fields:
        record.fields["pages"] = re.sub(r"-(?:\{\})?", "-", record.fields["pages"])
