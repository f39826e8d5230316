"""The words that an editor shows on a key: the model's docstrings, and these where the code needs none.

Comes in: the definitions of a schema. Goes out: the same, each key described.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import Any

COMMON: dict[str, str] = {
    "where": "Where the paper says so: one place, e.g. `{page: 137, table: 2}`, or a list of places.",
    "study": "Id of the study, e.g. `yahyavi2020`.",
    "author": "Who made this judgement.",
    "date": 'Day of this judgement, year-month-day in quotation marks, e.g. `"2026-11-21"`.',
    "assessed_by": "Who made this judgement.",
    "label_variants": "Other wordings of the same label elsewhere in the paper, verbatim.",
    "codes": "The codes below it, in printed order.",
}
"""Words for keys that mean the same wherever they stand."""

WORDS: dict[str, str] = {
    "Analysis.method": "E.g. `thematic analysis`, as the paper names it.",
    "Analysis.coders": "Who coded, and whether more than one person did.",
    "Analysis.software": "Program used, as the paper names it.",
    "Appraisal.items": "The ten items of the JBI checklist, each judged once.",
    "Appraisal.method": "How it was judged, e.g. by two people who agreed.",
    "BalintGroup.mode": "Whether the group met in one room, on screens, or both.",
    "BalintGroup.membership": "`closed`: the same members throughout; `open`: new members may join.",
    "BalintGroup.attendance": "Whether the programme requires its doctors to come.",
    "BalintGroup.leaders": "Who led the groups: number, background, accreditation.",
    "DataCollection.number": "How many interviews, groups or diaries of this kind.",
    "DataCollection.minutes": "How long one of them took, in minutes.",
    "Limitation.text": "What the authors say, in your own words.",
    "Methods.approach": "E.g. `qualitative, thematic analysis`, as the paper names it.",
    "Methods.tradition": "Research tradition, e.g. phenomenology, as the paper names it.",
    "Methods.data_collection": "Each way in which data were collected.",
    "Methods.analysis": "How the data were analysed.",
    "Methods.sampling": "How participants were chosen.",
    "Methods.interviewer": "Who asked, and what tied this person to the participants.",
    "Methods.rigour": "Criteria of rigour that the paper names, with its techniques.",
    "Methods.ethics": "Approval and consent.",
    "Methods.funding": "Who paid.",
    "Methods.conflicts": "Conflicts of interest that the authors declare.",
    "Methods.limitations": "What the authors themselves call limits of their study.",
    "Methods.reporting": "How far the paper covers COREQ and SRQR.",
    "Participant.sex": "As printed.",
    "Participant.marital_status": "As printed.",
    "ReferenceList.entries": "The works, in the paper's own order.",
    "Reporting.coreq": "Items of COREQ (Tong 2007), for interviews and focus groups.",
    "Reporting.srqr": "Items of SRQR (O'Brien 2014), for qualitative research.",
    "ReportingItem.status": "Whether the paper reports it.",
    "Rigour.criterion": "E.g. `credibility`, as the paper names it.",
    "Rigour.technique": "What was done for it, in your own words.",
    "Sample.groups": "Participants by profession, career stage and speciality.",
    "Sample.participants": "The paper's table of participants, one entry each, and no more than it prints.",
    "Sample.inclusion": "Who could take part.",
    "Sample.recruitment": "How participants were found and asked.",
    "Sample.statements": "Each place where the paper says how many took part; they do not always agree.",
    "SampleGroup.number": "How many of the participants belong to this group.",
    "Setting.place": "Town or region, as the paper names it.",
    "Setting.institution": "Hospital, university or training programme, as the paper names it.",
    "Statement.number": "The number that it gives.",
    "Theme.subthemes": "The subthemes below it, in printed order.",
    "Study.kind": "What sort of paper it is; only studies are appraised as studies.",
    "Study.title_note": "A remark on the title or on our text of the paper, for readers.",
    "Study.setting": "Where and when.",
    "Study.balint_group": "The format of the groups: mode, sessions, leaders, size.",
    "Study.sample": "Who took part.",
    "Study.methods": "How the study was done.",
    "Study.appraisal": "The JBI checklist for qualitative research; left out for experience reports.",
    "Study.themes": "The study's own tree of themes, as the paper prints it.",
    "Study.quotes": "Participants' words, to the letter.",
    "Study.findings": "What the authors found, in your own full sentences.",
    "Study.references": "The paper's reference list, in its own numbering.",
    "Study.data_notes": "What does not agree in the paper or between papers; shown and never repaired in silence.",
    "Mapping.reviewer": "Second person who looked at this mapping.",
    "Mapping.confidence": "How sure the author of the mapping is.",
    "CrossStudyTheme.label": "Name of the theme as readers see it.",
    "CrossStudyTheme.accounts": "What a study says on it, in your own words; for reports without themes of their own.",
    "CrossStudyTheme.looked_for": "Studies that looked for it and say that they did not find it.",
    "CrossStudyTheme.not_applicable": "Terms of the map for which this theme makes no sense.",
    "CrossStudyTheme.mappings": "Themes of studies that belong here, each with a reason.",
    "Cerqual.methodological_limitations": "Concern about how the studies were done.",
    "Cerqual.coherence": "Concern about how well the finding fits the data, contradictions included.",
    "Cerqual.adequacy": "Concern about how rich the data are and how many people stand behind them.",
    "Cerqual.relevance": "Concern about how far the studies' settings fit the question.",
    "Cerqual.overall": "Confidence in the finding as a whole.",
    "Confidence.level": "GRADE-CERQual starts at `high` and goes down for concerns.",
    "Contribution.study": "Id of the study that contributes, e.g. `yahyavi2020`.",
    "Relevance.kind": "How the studies' settings fit: directly, indirectly, in part, or unclear.",
    "ReviewFinding.contributions": "What each study brings: its findings, themes and quotations.",
    "ReviewFinding.contradicting_quotes": "Quotations that speak against it, e.g. `nalan2022.q20`.",
    "ReviewFinding.cerqual": "The GRADE-CERQual assessment: four components and the overall confidence.",
    "PackBlock.paragraph": "Sentences; cite as on pages, e.g. `[@omer2010, Table 1]`.",
    "PackBlock.table": "A table of texts.",
    "PackBlock.cards": "Quotations with a question each, for a talk.",
    "PackSection.title": "Heading of the section.",
    "PackSection.blocks": "What stands in it, piece by piece.",
    "Pack.title": "Title of the pack as readers see it.",
    "Pack.sections": "Its parts, in their order.",
    "NoTermFound.theme": "Id of the theme, subtheme or code of that study.",
    "NoTermFound.justification": "Why no cross-study theme fits.",
    "Unmapped.no_term_found": "Themes of studies that fit no cross-study theme, each with the reason.",
    "Axis.id": "E.g. `profession`.",
    "Axis.label": "Name as readers see it.",
    "Axis.definition": "What it divides by, in one plain sentence.",
    "Term.label": "Name as readers see it.",
    "Vocabulary.axes": "Each way of dividing the studies on the map.",
    "Synthesis.items": "The 21 items of ENTREQ, each answered once.",
    "Redirects.redirects": "Pages that have moved, in any order.",
    "Glossary.terms": "The words, in any order.",
}
"""Words for one key of one class of the model, as `Class.field`."""


def add_words(definitions: AbcMapping[str, Any]) -> None:
    """Describe every key that the model leaves without a word."""
    for name, definition in definitions.items():
        for field, value in definition.get("properties", {}).items():
            if "description" not in value:
                value["description"] = WORDS.get(f"{name}.{field}") or COMMON[field]
