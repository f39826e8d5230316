"""A study: one file, one paper, in the field's own words."""

from __future__ import annotations

from typing import Literal

from generator.model.balint import BalintGroup
from generator.model.base import Counted, Fact, Identifier, IsoDate, Many, Model, Places, Range, Text
from generator.model.finding import Finding
from generator.model.quote import Quote
from generator.model.reference import ReferenceList
from generator.model.theme import Theme


class Setting(Model):
    """Where and when."""

    country: Text
    """ISO 3166-1 alpha-2 code, e.g. `IR`."""
    place: Fact[Text] | None = None
    institution: Fact[Text] | None = None
    years: Fact[Text] | None = None
    """When the groups met or the data were collected, e.g. `2019`."""


class SampleGroup(Model):
    """Some of the participants who share profession, career stage and speciality."""

    profession: Identifier
    """Term of the vocabulary, axis `profession`."""
    stage: Identifier
    """Term of the vocabulary, axis `stage`."""
    speciality: Text | None = None
    """In our words, e.g. `psychiatry`."""
    number: Fact[int] | None = None
    where: Places


class Participant(Model):
    """A participant exactly as the paper's table lists them, and no more."""

    label: Text
    """As printed, e.g. `P1`."""
    age: Counted | None = None
    """Years."""
    sex: Text | None = None
    marital_status: Text | None = None
    level: Text | None = None
    """Training level as printed, e.g. `2`."""
    where: Places


class Statement(Model):
    """One place where the paper states how many took part."""

    says: Text
    """What it says, in our words."""
    number: int | None = None
    where: Places


class Sample(Model):
    """Who took part."""

    size: Fact[int] | None = None
    """Participants whose words were analysed."""
    groups: Many[SampleGroup] = ()
    participants: Many[Participant] = ()
    inclusion: Fact[Text] | None = None
    recruitment: Fact[Text] | None = None
    statements: Many[Statement] = ()


class DataCollection(Model):
    """One way in which data were collected."""

    instrument: Text
    """E.g. `focus group`, `individual semi-structured interview`."""
    number: Fact[int] | None = None
    minutes: Fact[Range] | None = None
    recorded: Fact[Text] | None = None
    """How it was recorded, e.g. `audio`."""
    questions: Fact[Text] | None = None
    """What was asked, in our words."""
    where: Places


class Analysis(Model):
    """How the data were analysed."""

    method: Fact[Text] | None = None
    reference: Text | None = None
    """Cite key of the method's source, where the paper cites one."""
    coders: Fact[Text] | None = None
    software: Fact[Text] | None = None
    steps: Fact[Text] | None = None
    """In our words."""


class Rigour(Model):
    """One criterion of rigour and the technique used for it."""

    criterion: Text
    technique: Text
    where: Places


class Limitation(Model):
    """A limitation that the authors state themselves, in our words."""

    text: Text
    where: Places


class ReportingItem(Model):
    """One item of a reporting guideline."""

    item: int
    """Number of the item: COREQ 1 to 32 (Tong 2007), SRQR 1 to 21 (O'Brien 2014)."""
    status: Literal["reported", "partly", "not_reported", "not_applicable"]
    value: Text | None = None
    """What is reported, in our words."""
    where: Places = ()


class Reporting(Model):
    """How far the paper covers two reporting guidelines."""

    coreq: Many[ReportingItem] = ()
    srqr: Many[ReportingItem] = ()


class Methods(Model):
    """How the study was done."""

    approach: Fact[Text] | None = None
    tradition: Fact[Text] | None = None
    data_collection: Many[DataCollection] = ()
    analysis: Analysis | None = None
    sampling: Fact[Text] | None = None
    interviewer: Fact[Text] | None = None
    language: Fact[Text] | None = None
    """Language of the interviews, and who translated."""
    rigour: Many[Rigour] = ()
    ethics: Fact[Text] | None = None
    funding: Fact[Text] | None = None
    conflicts: Fact[Text] | None = None
    limitations: Many[Limitation] = ()
    reporting: Reporting | None = None


class AppraisalItem(Model):
    """One item of the JBI checklist for qualitative research (Lockwood 2015)."""

    item: int
    """1 to 10."""
    judgement: Literal["yes", "no", "unclear", "not_applicable"]
    """In YAML with quotation marks: `"yes"`, `"no"`."""
    explanation: Text
    """A sentence, in our words."""
    where: Places = ()


class Appraisal(Model):
    """JBI's ten items; never a total."""

    items: Many[AppraisalItem]
    assessed_by: Text
    method: Text
    date: IsoDate


class DataNote(Model):
    """An inconsistency in a paper or between papers, shown and not silently repaired."""

    id: Identifier
    """Unique in the study, e.g. `n01`."""
    what: Text
    """What is inconsistent, in our words."""
    where: Places
    handling: Text
    """How this knowledge base treats it."""
    touches: Many[Text] = ()
    """What it is shown beside: a block (`sample`, `balint_group`, `methods`, `setting`, `themes`,
    `quotes`, `references`, `findings`), or the id of a theme, quote or finding of this study."""


class Study(Model):
    """One paper."""

    id: Identifier
    """Cite key of the paper in `references.bib`, and the name of its file."""
    kind: Literal["qualitative_study", "experience_report", "review", "quantitative_study"]
    evidence_type: Literal["narrative", "expert_opinion", "policy"] | None = None
    """JBI's type of textual evidence; for an experience report."""
    short_name: Text
    """What a reader calls it, e.g. `Yahyavi 2020`."""
    title_note: Text | None = None
    aim: Text
    """In our words."""
    summary: Text
    """One plain sentence that says what the paper adds, in our words."""
    setting: Setting
    balint_group: BalintGroup
    sample: Sample
    methods: Methods | None = None
    appraisal: Appraisal | None = None
    themes: Many[Theme] = ()
    quotes: Many[Quote] = ()
    findings: Many[Finding] = ()
    references: ReferenceList
    data_notes: Many[DataNote] = ()
