"""A new study's file: what is known from the bibliography, every fact as `unknown`, and what to fill in, in plain words.

Comes in: the work, and the schema of a study, whose words become comments. Goes out: the file's text. Lines that begin
with `## ` are explanations; lines that begin with `# ` are examples that become content when `# ` is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.authoring.schema_shapes import DEFINITIONS
from generator.authoring.yaml_text import one_line, plain_id, quoted
from generator.model.reference import Reference
from generator.model.vocabulary import Vocabulary

NOT_WRITTEN = "Not written yet."

_HEAD = """\
##
## How to fill in this file
##   A fact names its value and its place:   frequency: {{value: "monthly", where: {{page: 135}}}}
##   A number has a lower and an upper end:  sessions: {{value: {{min: 7, max: 7}}, where: {{page: 135, table: 1}}}}
##   You looked and the paper is silent:     frequency: not_reported
##   Nobody has looked yet:                  frequency: unknown
## Lines that begin with "# " and no second # are examples: take "# " away and write the paper's own.
## Never guess. Take explanations away when you are done. `evidence-map check` says what is still wrong.
id: {id}
kind: qualitative_study  # or: {kinds}
## For an experience report only: narrative, expert_opinion or policy.
# evidence_type: narrative
short_name: {short_name}
aim: "{not_written}"  # one sentence, in your own words
summary: "{not_written}"  # what the paper adds, in one plain sentence of your own
"""

_SAMPLE = """\
## Participants by profession, career stage and speciality. Professions: {professions}. Stages: {stages}.
#   groups:
#     - {{profession: {profession}, stage: {stage}, speciality: "psychiatry", where: {{page: 3}}}}
## The paper's table of participants, if it prints one, and no more than it prints.
#   participants:
#     - {{label: "P1", age: 30, sex: "Female", where: {{table: 1}}}}
## Each place where the paper says how many took part; they do not always agree.
#   statements:
#     - {{says: "Ten took part.", number: 10, where: {{page: 3}}}}
"""

_METHODS = """\
## Each way in which data were collected.
#   data_collection:
#     - instrument: "individual interview"
#       number: {value: 10, where: {page: 3}}
#       minutes: {value: {min: 30, max: 60}, where: {page: 3}}
#       where: {page: 3}
## Criteria of rigour, and limits that the authors state themselves.
#   rigour:
#     - {criterion: "credibility", technique: "what they did, in your own words", where: {page: 3}}
#   limitations:
#     - {text: "what they say, in your own words", where: {page: 9}}
## Reporting guidelines: COREQ has 32 items, SRQR 21.
#   reporting:
#     coreq:
#       - {item: 1, status: reported, value: "what the paper says", where: {page: 3}}
#     srqr:
#       - {item: 1, status: not_reported}
"""

_REST = """\
## The study's own themes, as its main table or figure prints them. A theme without subthemes may have codes.
# themes:
#   - id: first-theme
#     label: "As the paper prints it"
#     where: {table: 2}
#     subthemes:
#       - id: first-subtheme
#         label: "As the paper prints it"
#         where: {table: 2}
#         codes:
#           - {id: first-code, label: "As the paper prints it", where: {table: 2}}
## Participants' words, to the letter, printing errors included, without the quotation marks around them.
## speaker: as the paper labels the person, e.g. "P3"; null where it names nobody.
# quotes:
#   - id: q01
#     text: "The words, to the letter"
#     speaker: "P1"
#     where: {page: 5}
#     illustrates: [first-code]
## What the authors found, in your own full sentences.
# findings:
#   - id: f01
#     text: "A full sentence of your own."
#     where: {page: 5}
#     themes: [first-theme]
#     illustrations: [q01]
#     credibility: unequivocal  # or: credible, not_supported
## The JBI checklist: items 1 to 10. "yes" and "no" need quotation marks. Leave it out for an experience report.
# appraisal:
#   items:
#     - {item: 1, judgement: "unclear", explanation: "A sentence, in your own words.", where: {page: 3}}
#   assessed_by: "Your name or initials"
#   method: "One reading, open to review."
#   date: "2026-01-31"
## The paper's reference list, in its own numbering; `complete` when every entry is here.
references:
  list: not_available  # or: complete
#   entries:
#     - {number: 1, key: null, named_as: "Author, title", where: {page: 2}}
## What does not agree in the paper. It is shown to readers, and never repaired in silence.
# data_notes:
#   - id: n01
#     what: "The text says ten took part, the table lists nine."
#     where: {page: 3}
#     handling: "We follow the table."
#     touches: [sample]
"""


def study_scaffold(work: Reference, schema: dict[str, Any], vocabulary: Vocabulary | None) -> str:
    """Return the text of a new study's file."""
    kinds = [kind for kind in schema["properties"]["kind"]["enum"] if kind != "qualitative_study"]
    terms = {axis.id: [term.id for term in axis.terms] for axis in vocabulary.axes} if vocabulary else {}
    countries = ", ".join(terms.get("country", ())) or "code of two letters"
    professions, stages = terms.get("profession") or ["psychiatry"], terms.get("stage") or ["trainee"]
    head = _HEAD.format(
        id=plain_id(work.cite_key),
        kinds=", ".join(kinds),
        short_name=quoted(_short_name(work)),
        not_written=NOT_WRITTEN,
    )
    sample = _SAMPLE.format(
        professions=", ".join(professions), stages=", ".join(stages), profession=professions[0], stage=stages[0]
    )
    lines = [
        "# yaml-language-server: $schema=../schema/study.json",
        *(f"## {line}" for line in _about(work)),
        *head.splitlines(),
        "setting:",
        f"  country: unknown  # {countries}; new ones go into content/vocabulary.yml first",
        *_facts(schema, "Setting"),
        "balint_group:",
        *_facts(schema, "BalintGroup"),
        "## What differs from a classical group, in your own words.",
        '#   adaptations: [{value: "what differs", where: {page: 2}}]',
        "sample:",
        *_facts(schema, "Sample"),
        *sample.splitlines(),
        "methods:",
        *_facts(schema, "Methods"),
        *_METHODS.splitlines(),
        *_REST.splitlines(),
    ]
    return "\n".join(lines) + "\n"


def _about(work: Reference) -> Iterator[str]:
    """Yield what the bibliography says of a work, one line each."""
    people = "; ".join(_person(name) for name in work.csl.get("author", ()))
    if people:
        yield one_line(people)
    yield one_line(f"{work.title} ({_year(work)})")
    if work.csl.get("container-title"):
        yield one_line(str(work.csl["container-title"]))
    if work.csl.get("DOI"):
        yield one_line(f"https://doi.org/{work.csl['DOI']}")
    yield "These lines are for you; the facts themselves stand in references.bib."


def _person(name: dict[str, Any]) -> str:
    return str(name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family")))))


def _year(work: Reference) -> str:
    parts = work.csl.get("issued", {}).get("date-parts", [[""]])
    return str(parts[0][0]) or "no year"


def _short_name(work: Reference) -> str:
    authors = work.csl.get("author", [])
    name = authors[0].get("family") or authors[0].get("literal") if authors else work.title
    return one_line(f"{name} {_year(work)}") if _year(work) != "no year" else one_line(str(name))


def _facts(schema: dict[str, Any], name: str, margin: str = "  ") -> Iterator[str]:
    """Yield every fact of a block of the model as `unknown`, with the schema's words behind it."""
    for field, prop in schema["definitions"][name]["properties"].items():
        names = [kind["$ref"].removeprefix(DEFINITIONS) for kind in prop.get("anyOf", ()) if "$ref" in kind]
        if len(names) != 1 or any(kind.get("type") == "array" for kind in prop["anyOf"]):
            continue
        if names[0].startswith("FactOf"):
            yield f"{margin}{field}: unknown  # {_words(schema, names[0], prop)}"
        elif facts := list(_facts(schema, names[0], f"{margin}  ")):
            yield f"{margin}{field}:  # {prop['description']}"
            yield from facts


def _words(schema: dict[str, Any], fact: str, prop: dict[str, Any]) -> str:
    value = schema["definitions"][f"{fact}Written"]["properties"]["value"]
    terms = [term for kind in value.get("anyOf", ()) for term in kind.get("enum", ())]
    return f"{', '.join(terms)}. {prop['description']}" if terms else str(prop["description"])
