"""The bibliography as tables: every work once, and who cites it.

Comes in: a knowledge base. Goes out: tables, in the order of `references.bib` and of each paper's list.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.bibliography_formats.names import name_in_words
from generator.export.keys import NO_KEYS, Keys
from generator.export.row_groups import by_study
from generator.export.table import Column, GroupedRows, Row, RowGroup, Table, Value, id_column, text_column
from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import places_in_words
from generator.model.reference import Reference
from generator.model.study import Study

_VARIABLES = {
    "container_title": ("container-title", "Journal or book that it stands in."),
    "volume": ("volume", "Volume."),
    "issue": ("issue", "Issue."),
    "pages": ("page", "Pages."),
    "publisher": ("publisher", "Publisher or institution."),
    "publisher_place": ("publisher-place", "Place of publication."),
    "doi": ("DOI", "Digital object identifier."),
    "pmid": ("PMID", "Number in PubMed."),
    "pmcid": ("PMCID", "Number in PubMed Central."),
    "url": ("URL", "Address."),
    "language": ("language", "Language."),
}
"""Column to CSL variable and meaning."""


def reference_tables(base: KnowledgeBase, keys: Keys = NO_KEYS) -> list[Table]:
    """Return the tables of works and of who cites them."""
    return [_works(base, keys), _citations(base, keys)]


def _works(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        text_column("id", "Cite key, the same as in `references.bib`.", required=True),
        text_column("type", "CSL type, e.g. `article-journal`.", required=True),
        text_column("title", "Title.", required=True),
        text_column("authors", "Authors as `Family, Given`, joined by `; `."),
        text_column("editors", "Editors, in the same way."),
        Column("year", "whole number", "Year of publication; empty where it is not known."),
        *(text_column(name, meaning) for name, (_, meaning) in _VARIABLES.items()),
        text_column("note", "The editors' remark on the record."),
    )
    meaning = "Every work that is cited, one row each."
    rows = GroupedRows([RowGroup(keys.works, lambda: map(_work_row, base.references.values()))])
    return Table("works", "references", meaning, ("id",), columns, rows)


def _work_row(reference: Reference) -> dict[str, Value]:
    csl = reference.csl
    issued = csl.get("issued", {}).get("date-parts")
    return {
        "id": reference.cite_key,
        "type": reference.csl_type,
        "title": reference.title,
        "authors": _people(csl.get("author", ())),
        "editors": _people(csl.get("editor", ())),
        "year": issued[0][0] if issued else None,
        **{name: csl.get(variable) for name, (variable, _) in _VARIABLES.items()},
        "note": reference.note,
    }


def _people(names: Iterable[AbcMapping[str, Any]]) -> str | None:
    return "; ".join(name_in_words(name) for name in names) or None


def _citations(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        id_column("study", "studies", "Study that cites."),
        Column("position", "whole number", "Place in our record of its list, from 1.", required=True),
        Column("number", "whole number", "Number in the paper's own list; empty for a work that the text only names."),
        id_column("work", "works", "Work that is cited; empty where too little is known.", required=False),
        text_column("named_as", "How the text names it."),
        text_column("as_printed", "The entry as printed, only where the paper prints it wrongly."),
        text_column("cited_for", "What the paper cites it for, in our words."),
        text_column("place", "Where in the paper's text it is cited."),
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "study": study.id,
                "position": position,
                "number": entry.number,
                "work": entry.key,
                "named_as": entry.named_as,
                "as_printed": entry.as_printed,
                "cited_for": entry.cited_for,
                "place": places_in_words(entry.where) or None,
            }
            for position, entry in enumerate(study.references.entries, 1)
        )

    meaning = "Who cites what: the studies' reference lists, entry by entry."
    return Table("citations", "citations", meaning, ("study", "position"), columns, by_study(base, keys, rows))
