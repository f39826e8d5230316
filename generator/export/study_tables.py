"""Tables on single studies: studies, their themes, quotes, findings, samples and appraisals.

Comes in: a knowledge base. Goes out: tables, rows in the order of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.export.keys import NO_KEYS, Keys
from generator.export.row_groups import by_study
from generator.export.study_facts import FACTS, fact_cells, fact_columns
from generator.export.table import Column, Row, Table, id_column, joined, link_table, text_column
from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import places_in_words
from generator.model.study import Study

URL = text_column("url", "Where it stands on this site, below its address.", required=True)


def study_tables(base: KnowledgeBase, verification: AbcMapping[str, str], keys: Keys = NO_KEYS) -> list[Table]:
    """Return the tables on single studies; `verification` is by qualified quote id."""
    return [
        _studies(base, keys),
        _sample_groups(base, keys),
        _appraisals(base, keys),
        _study_themes(base, keys),
        _quotes(base, verification, keys),
        link_table(
            "quote_themes",
            "Which study themes a quote illustrates.",
            (id_column("quote", "quotes", "Quote."), id_column("study_theme", "study_themes", "Theme of its study.")),
            ((q.id, f"{q.study.id}.{theme}") for q in base.quotes.values() for theme in q.quote.illustrates),
        ),
        _study_findings(base, keys),
        *_study_finding_links(base),
    ]


def _studies(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        text_column("id", "Cite key of the paper, the same as in `references.bib`.", required=True),
        text_column("short_name", "What a reader calls it, e.g. `Yahyavi 2020`.", required=True),
        text_column(
            "kind",
            "What kind of paper it is.",
            required=True,
            values=("qualitative_study", "experience_report", "review", "quantitative_study"),
        ),
        text_column(
            "evidence_type",
            "JBI's type of textual evidence, for an experience report.",
            values=("narrative", "expert_opinion", "policy"),
        ),
        id_column("reference", "works", "Its bibliographic record.", required=False),
        text_column("summary", "What the paper adds, in one plain sentence of ours.", required=True),
        text_column("aim", "The aim, in our words.", required=True),
        text_column("country", "ISO 3166-1 alpha-2 code.", required=True),
        *(column for fact in FACTS for column in fact_columns(fact)),
        text_column(
            "reference_list",
            "Whether the paper's own list of references was at hand.",
            required=True,
            values=("complete", "not_available"),
        ),
        URL,
    )
    rows = by_study(base, keys, lambda study: [_study_row(base, study)])
    return Table(
        "studies", "studies", "One row for each paper: what it is, where, who took part.", ("id",), columns, rows
    )


def _study_row(base: KnowledgeBase, study: Study) -> Row:
    cells: dict[str, Any] = {
        "id": study.id,
        "short_name": study.short_name,
        "kind": study.kind,
        "evidence_type": study.evidence_type,
        "reference": study.id if study.id in base.references else None,
        "summary": study.summary,
        "aim": study.aim,
        "country": study.setting.country,
        "reference_list": study.references.list,
        "url": f"studies/{study.id}/",
    }
    for fact in FACTS:
        cells.update(fact_cells(fact, study))
    return cells


def _sample_groups(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        id_column("study", "studies", "Study."),
        Column("position", "whole number", "Place in the study's list, from 1.", required=True),
        text_column("profession", "Profession, a term of the axis `profession`.", required=True),
        text_column("stage", "Career stage, a term of the axis `stage`.", required=True),
        text_column("speciality", "Speciality, in our words."),
        Column("number", "whole number", "How many they are; empty where the paper does not say.", "participants"),
        text_column("place", "Where the paper says so.", required=True),
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "study": study.id,
                "position": position,
                "profession": group.profession,
                "stage": group.stage,
                "speciality": group.speciality,
                "number": group.number.value if group.number else None,
                "place": places_in_words(group.where),
            }
            for position, group in enumerate(study.sample.groups, 1)
        )

    meaning = "Participants who share profession, career stage and speciality."
    return Table("sample_groups", "", meaning, ("study", "position"), columns, by_study(base, keys, rows))


def _appraisals(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        id_column("study", "studies", "Study."),
        Column("item", "whole number", "Number of the item, 1 to 10.", required=True),
        text_column("judgement", "The judgement.", required=True, values=("yes", "no", "unclear", "not_applicable")),
        text_column("explanation", "Why, in a sentence.", required=True),
        text_column("place", "What it rests on in the paper."),
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "study": study.id,
                "item": item.item,
                "judgement": item.judgement,
                "explanation": item.explanation,
                "place": places_in_words(item.where) or None,
            }
            for item in (study.appraisal.items if study.appraisal else ())
        )

    meaning = "JBI's checklist for qualitative research, item by item; never a total."
    return Table("appraisal_items", "", meaning, ("study", "item"), columns, by_study(base, keys, rows))


def _study_themes(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        text_column("id", "The study's id, a dot, and the theme's id in the study.", required=True),
        id_column("study", "studies", "Study."),
        text_column("label", "The label as printed.", required=True),
        text_column("level", "Its level in the study's tree.", required=True, values=("theme", "subtheme", "code")),
        id_column("parent", "study_themes", "The theme that it stands under; empty at the top.", required=False),
        text_column(
            "construct_order",
            "The participants' own words (first), or the authors' reading of them (second).",
            required=True,
            values=("first", "second"),
        ),
        text_column("definition", "What the paper means by it, in our words."),
        text_column("place", "Where the label is printed."),
        URL,
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "id": linked.id,
                "study": study.id,
                "label": linked.node.label,
                "level": linked.level,
                "parent": f"{study.id}.{linked.ancestors[-1].id}" if linked.ancestors else None,
                "construct_order": linked.node.construct_order,
                "definition": linked.node.definition,
                "place": places_in_words(linked.node.where) or None,
                "url": f"studies/{study.id}/#theme-{linked.node.id}",
            }
            for linked in base.tree(study.id)
        )

    meaning = "Every theme, subtheme and code of every study, as the papers print them."
    return Table("study_themes", "study_themes", meaning, ("id",), columns, by_study(base, keys, rows))


def _quotes(base: KnowledgeBase, verification: AbcMapping[str, str], keys: Keys) -> Table:
    columns = (
        text_column("id", "The study's id, a dot, and the quote's id in the study.", required=True),
        id_column("study", "studies", "Study."),
        text_column("text", "The words as printed, without the quotation marks around them.", required=True),
        text_column("speaker", "The speaker as printed; empty where the paper names nobody."),
        text_column("place", "Where it is printed.", required=True),
        Column("illustrates", "text", "The study themes that it illustrates.", lists="study_themes"),
        text_column(
            "attribution",
            "How sure it is that the words belong to this speaker and these themes.",
            required=True,
            values=("certain", "probable", "ambiguous"),
        ),
        text_column(
            "form",
            "A fragment is a word or phrase that the authors weave into a sentence of theirs.",
            required=True,
            values=("quotation", "fragment"),
        ),
        id_column("same_as", "quotes", "The earlier quote that this one repeats.", required=False),
        id_column("excerpt_of", "quotes", "The fuller quote that this fragment is taken from.", required=False),
        text_column("note", "A remark, in our words."),
        text_column(
            "verification",
            "Outcome of comparing the words with the text of the paper; empty where they have not been compared.",
            values=("verified", "unverified"),
        ),
        URL,
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "id": f"{study.id}.{quote.id}",
                "study": study.id,
                "text": quote.text,
                "speaker": quote.speaker,
                "place": places_in_words(quote.where),
                "illustrates": joined(f"{study.id}.{theme}" for theme in quote.illustrates),
                "attribution": quote.attribution,
                "form": quote.form,
                "same_as": quote.same_as and f"{study.id}.{quote.same_as}",
                "excerpt_of": quote.excerpt_of and f"{study.id}.{quote.excerpt_of}",
                "note": quote.note,
                "verification": verification.get(f"{study.id}.{quote.id}"),
                "url": f"studies/{study.id}/#quote-{quote.id}",
            }
            for quote in study.quotes
        )

    meaning = "Every quotation with speaker, place and the themes that it illustrates."
    return Table("quotes", "quotes", meaning, ("id",), columns, by_study(base, keys, rows))


def _study_findings(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        text_column("id", "The study's id, a dot, and the finding's id in the study.", required=True),
        id_column("study", "studies", "Study."),
        text_column("text", "The finding in one full sentence, in our words.", required=True),
        text_column(
            "credibility",
            "JBI: how well the quotes support the finding.",
            required=True,
            values=("unequivocal", "credible", "not_supported"),
        ),
        text_column("note", "Why this level."),
        Column("themes", "text", "The study's themes that it belongs to.", lists="study_themes"),
        Column("illustrations", "text", "The study's quotes that illustrate it.", lists="quotes"),
        text_column("place", "Where the paper says so.", required=True),
        URL,
    )

    def rows(study: Study) -> Iterable[Row]:
        return (
            {
                "id": f"{study.id}.{finding.id}",
                "study": study.id,
                "text": finding.text,
                "credibility": finding.credibility,
                "note": finding.note,
                "themes": joined(f"{study.id}.{theme}" for theme in finding.themes),
                "illustrations": joined(f"{study.id}.{quote}" for quote in finding.illustrations),
                "place": places_in_words(finding.where),
                "url": f"studies/{study.id}/#finding-{finding.id}",
            }
            for finding in study.findings
        )

    meaning = "What the authors of each study found, with JBI's level of credibility."
    return Table("study_findings", "study_findings", meaning, ("id",), columns, by_study(base, keys, rows))


def _study_finding_links(base: KnowledgeBase) -> Iterator[Table]:
    finding = id_column("study_finding", "study_findings", "Finding of a study.")
    pairs = [(study.id, finding) for study in base.studies.values() for finding in study.findings]
    yield link_table(
        "study_finding_themes",
        "Which of its study's themes a finding belongs to.",
        (finding, id_column("study_theme", "study_themes", "Theme of the same study.")),
        ((f"{study}.{f.id}", f"{study}.{theme}") for study, f in pairs for theme in f.themes),
    )
    yield link_table(
        "study_finding_quotes",
        "Which of its study's quotes illustrate a finding.",
        (finding, id_column("quote", "quotes", "Quote of the same study.")),
        ((f"{study}.{f.id}", f"{study}.{quote}") for study, f in pairs for quote in f.illustrations),
    )
