"""What the keys of the JSON files mean, one per line: key and meaning; the types stand in the schemas.

Nested keys are joined by dots, lists included: `mappings.theme` is a key of each item of `mappings`.
Shapes that return in many places bear a capital letter (`Place.page`).
"""

from __future__ import annotations

from generator.export.records import QUOTES, REFERENCES, STUDIES, THEMES
from generator.export.study_meanings import STUDY_KEYS
from generator.export.synthesis_records import FINDINGS, MAP

_PLACE = """
Place.page | Page as the journal numbers it; a range as text.
Place.table | Number of the table.
Place.figure | Number of the figure.
Place.row | Row of the table, by its printed number or label.
Place.section | Heading that the passage stands under.
"""

_FACT_AND_RANGE = """
Fact.value | The value that the paper states. Left out where there is none.
Fact.status | Whether the paper states it: `not_reported` means that we looked \
and the paper is silent, `unknown` that we could not look. A missing key says nothing at all.
Fact.where | Where the paper says so.
Fact.note | A remark, in our words.
Range.min | Lower end; left out where it is open.
Range.max | Upper end; left out where it is open.
"""

_QUOTES = """
id | The study's id, a dot, and the quote's id in the study.
study | Id of the study.
text | The words as printed, without the quotation marks around them and without the speaker's label.
speaker | The speaker as printed; null where the paper names nobody.
illustrates | Ids of the study themes that it illustrates, as in `data/themes.json`.
where | Where it is printed.
where_text | The same place in words.
attribution | How sure it is that the words belong to this speaker and these themes.
alternatives | Other readings of the attribution.
emphasis | Spans that the authors printed bold.
same_as | Id of the earlier quote that this one repeats.
excerpt_of | Id of the fuller quote that this fragment is taken from.
form | A fragment is a word or phrase that the authors weave into a sentence of theirs.
note | A remark, in our words.
selector | How to find the words in the text of the paper: a W3C TextQuoteSelector.
selector.type | Always `TextQuoteSelector`.
selector.exact | The words to find. The words around them are not given, since the papers are copyrighted.
url | Where the quote stands on this site, below its address.
verification | Outcome of comparing the words with the text of the paper; left out \
where they have not been compared.
"""

_THEMES = """
study_themes | Every theme, subtheme and code of every study, each tree from the top down.
study_themes.id | The study's id, a dot, and the theme's id in the study.
study_themes.study | Id of the study.
study_themes.label | The label as printed.
study_themes.level | Its level in the study's tree.
study_themes.parent | Id of the theme that it stands under.
study_themes.label_variants | Other wordings of the label in the same paper.
study_themes.label_variants.label | The other wording, as printed.
study_themes.label_variants.where | Where it is printed so.
study_themes.definition | What the paper means by it, in our words.
study_themes.quotes | Ids of the quotes that illustrate it; those of the themes below it stand there.
cross_study_themes | The themes of this knowledge base, in the order of the map.
cross_study_themes.id | Id of the cross-study theme.
cross_study_themes.label | Its name.
cross_study_themes.order | Its place on the map.
cross_study_themes.definition | What it means, in plain language.
cross_study_themes.scope_note | What belongs here and what does not.
cross_study_themes.agreement | Where the studies agree, in our words.
cross_study_themes.disagreement | Where they differ, and why that may be.
cross_study_themes.accounts | What a study says on the theme, in our words.
cross_study_themes.accounts.study | Id of the study.
cross_study_themes.accounts.text | What it says.
cross_study_themes.accounts.where | Where it says so.
cross_study_themes.looked_for | Studies that looked for the theme and did not find it.
cross_study_themes.looked_for.study | Id of the study.
cross_study_themes.looked_for.text | What it says, in our words.
cross_study_themes.looked_for.where | Where it says so.
cross_study_themes.not_applicable | Groups for which the theme makes no sense.
cross_study_themes.not_applicable.axis | Id of the axis, as in `data/map.json`.
cross_study_themes.not_applicable.term | Id of the term on that axis.
cross_study_themes.not_applicable.reason | Why.
cross_study_themes.mappings | The study themes that are held against this one.
cross_study_themes.mappings.study_theme | Id of the study theme, as in `study_themes`.
cross_study_themes.mappings.study | Id of the study.
cross_study_themes.mappings.theme | The theme's id in the study.
cross_study_themes.mappings.predicate | SKOS, read from the study's theme to ours: `exactMatch`, `closeMatch`, \
`broadMatch` (ours is the broader one), `narrowMatch` or `relatedMatch`.
cross_study_themes.mappings.translation | Meta-ethnography: the same \
thing, a contradiction, or a part of one argument (Noblit and Hare 1988).
cross_study_themes.mappings.justification | Why.
cross_study_themes.mappings.supporting_quotes | Ids of the quotes that support it.
cross_study_themes.mappings.contradicting_quotes | Ids of the quotes, of any study, that speak against it.
cross_study_themes.mappings.author | Who made the judgement.
cross_study_themes.mappings.reviewer | Who reviewed it; left out where nobody has.
cross_study_themes.mappings.date | Day of the judgement, YYYY-MM-DD.
cross_study_themes.mappings.confidence | How sure the author is.
no_term_found | Study themes that fit no cross-study theme.
no_term_found.study_theme | Id of the study theme, as in `study_themes`.
no_term_found.study | Id of the study.
no_term_found.theme | The theme's id in the study.
no_term_found.justification | Why it fits none.
no_term_found.author | Who made the judgement.
no_term_found.date | Day of the judgement, YYYY-MM-DD.
"""

_REFERENCES = """
id | Cite key, the same as in `references.bib`.
type | CSL type, e.g. `article-journal`.
title | Title of the work.
title-short | Its short title.
author | Authors.
editor | Editors.
translator | Translators.
issued | When it was published.
accessed | When a web page was seen.
event-date | When a conference was held.
container-title | Journal or book that it stands in.
container-title-short | The journal's abbreviation.
collection-title | Series.
collection-number | Number in the series.
volume | Volume.
issue | Issue.
number | Number of a report.
page | Pages.
chapter-number | Chapter.
edition | Edition.
version | Version.
publisher | Publisher or institution.
publisher-place | Place of publication.
event-title | Conference.
event-place | Place of the conference.
language | Language.
genre | Kind of thesis, report or page.
medium | How it was published.
abstract | Abstract.
DOI | Digital object identifier.
URL | Address.
ISBN | ISBN.
ISSN | ISSN.
PMID | Number in PubMed.
PMCID | Number in PubMed Central.
note | The editors' remark on the record.
Name.family | Family name.
Name.given | Given names.
Name.suffix | E.g. `Jr`.
Name.non-dropping-particle | Particle that stays with the family name, e.g. `van den`.
Name.literal | A group's name, or a name that has no parts.
Date.date-parts | Year, month and day, as far as known; two lists for a range.
"""

_FINDINGS = """
id | Id of the finding.
text | The finding in one full sentence.
order | Sorts the findings on their page.
themes | Ids of the cross-study themes that it belongs to.
contributions | What each study brings to it.
contributions.study | Id of the study.
contributions.findings | Ids of that study's findings.
contributions.themes | Ids of that study's themes, as in `data/themes.json`.
contributions.quotes | Ids of that study's quotes, as in `data/quotes.json`.
disagreement | What speaks against it, where something does.
contradicting_quotes | Ids of quotes, of any study, that speak against it.
cerqual | How far to trust it: GRADE-CERQual (Lewin 2018).
cerqual.methodological_limitations | How well the studies were done.
cerqual.coherence | How well the finding fits the data of the studies.
cerqual.adequacy | How rich the data are, and how many.
cerqual.relevance | How well the studies' setting fits the question.
cerqual.relevance.kind | How they fit.
cerqual.overall | The overall confidence.
cerqual.overall.level | The overall confidence in a word.
cerqual.overall.explanation | Why, for a methodologist.
cerqual.overall.plain | How far to trust the finding and why, in everyday words.
cerqual.assessed_by | Who judged.
cerqual.method | How it was judged.
cerqual.date | Day of the judgement, YYYY-MM-DD.
"""
for _component in ("methodological_limitations", "coherence", "adequacy", "relevance"):
    _FINDINGS += (
        f"cerqual.{_component}.level | Concern about this component.\n"
        f"cerqual.{_component}.explanation | Why; left out where there is no concern.\n"
    )

_MAP = """
axes | The ways of dividing the studies.
axes.id | Id of the axis, e.g. `profession`.
axes.label | Its name.
axes.definition | What it divides by, in one plain sentence.
axes.terms | Its terms, in the order of the map; last `not_reported`, where a paper does not say.
axes.terms.id | Id of the term on this axis, e.g. `psychiatry`.
axes.terms.label | Its name.
axes.terms.definition | What it means, in one plain sentence.
axes.terms.studies | Ids of the studies that belong to it; a study may belong to several.
cells | Each cross-study theme under each term of each axis, empty cells included.
cells.axis | Id of the axis.
cells.term | Id of the term.
cells.theme | Id of the cross-study theme.
cells.studies | Studies of this term that speak to the theme.
cells.studies.study | Id of the study.
cells.studies.quotes | Ids of its distinct quotes on the theme.
cells.studies.refutes | Whether one of its themes speaks against the theme.
cells.participants | Participants of these studies together, as far as the papers say.
cells.uncounted | Ids of those of these studies whose paper does not say how many took part.
cells.gap | Why the cell is empty: nobody of this group was studied; its studies do not mention the theme; a study \
looked for it and did not find it; it makes no sense for this group. Null where there are studies.
cells.reason | Why the theme does not apply, or what the study says that looked for it.
"""


def _table(*texts: str) -> dict[str, str]:
    lines = (line for text in texts for line in text.splitlines() if line)
    return {key: meaning for key, meaning in (line.split(" | ", 1) for line in lines)}


MEANINGS: dict[str, dict[str, str]] = {
    STUDIES: _table(STUDY_KEYS, _PLACE, _FACT_AND_RANGE),
    QUOTES: _table(_QUOTES, _PLACE),
    THEMES: _table(_THEMES, _PLACE),
    FINDINGS: _table(_FINDINGS),
    MAP: _table(_MAP),
    REFERENCES: _table(_REFERENCES),
}
"""By path and key."""
