"""The types of works in RIS and what they are in BibTeX; a table and nothing else."""

from __future__ import annotations

TYPES: dict[str, tuple[str, str]] = {
    "JOUR": ("article", ""),
    "EJOUR": ("article", ""),
    "JFULL": ("article", ""),
    "INPR": ("article", ""),
    "ABST": ("article", ""),
    "MGZN": ("article", "Magazine article"),
    "NEWS": ("article", "Newspaper article"),
    "BOOK": ("book", ""),
    "EBOOK": ("book", ""),
    "EDBOOK": ("collection", ""),
    "CHAP": ("incollection", ""),
    "ECHAP": ("incollection", ""),
    "ENCYC": ("incollection", ""),
    "DICT": ("incollection", ""),
    "CONF": ("inproceedings", ""),
    "CPAPER": ("inproceedings", ""),
    "THES": ("thesis", ""),
    "RPRT": ("techreport", ""),
    "GOVDOC": ("techreport", ""),
    "STAND": ("techreport", "Standard"),
    "ELEC": ("online", ""),
    "BLOG": ("online", "Blog post"),
    "ICOMM": ("online", ""),
    "UNPB": ("unpublished", ""),
    "MANSCPT": ("unpublished", ""),
    "PAMP": ("booklet", ""),
    "SER": ("book", ""),
    "DATA": ("misc", "Data set"),
    "COMP": ("misc", "Computer program"),
    "PAT": ("misc", "Patent"),
    "VIDEO": ("misc", "Video recording"),
    "SOUND": ("misc", "Sound recording"),
    "SLIDE": ("misc", "Presentation"),
    "PCOMM": ("misc", "Personal communication"),
    "GEN": ("misc", ""),
}
"""RIS type to entry type, and what the type says beyond it; every other type is `@misc` with its RIS name."""

SCOPUS_TYPES: dict[str, str] = {
    "label.ris.referenceType.BOOK_CHAPTER": "CHAP",
    "label.ris.referenceType.BOOK": "BOOK",
    "label.ris.referenceType.JOURNAL": "JOUR",
}
"""Names that Scopus writes where it should write a type."""
