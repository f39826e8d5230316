"""What every key of the JSON files means, for the page on data.

Nested keys are joined by dots, lists included: `mappings.theme` is a key of each item of `mappings`.
Shapes that return in many places bear a capital letter (`Place.page`) and are explained once per
file, after the file's own keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.export.records import QUOTES, REFERENCES, STUDIES, THEMES
from generator.export.study_dictionary import STUDY_KEYS


@dataclass(frozen=True)
class KeyDoc:
    """One key of a file."""

    key: str
    """E.g. `references.number`, `Place.page`."""
    type: str
    """E.g. `text`, `list of Place`, `text or null`."""
    meaning: str
    """One or two sentences."""


_PLACE = """
Place.page | number or text | Page as the journal numbers it; a range as text.
Place.table | number or text | Number of the table.
Place.figure | number or text | Number of the figure.
Place.row | number or text | Row of the table, by its printed number or label.
Place.section | text | Heading that the passage stands under.
"""

_FACT_AND_RANGE = """
Fact.value | as the type says | The value that the paper states. Left out where there is none.
Fact.status | reported, not_reported or unknown | Whether the paper states it: `not_reported` means that we looked \
and the paper is silent, `unknown` that we could not look. A missing key says nothing at all.
Fact.where | list of Place | Where the paper says so.
Fact.note | text | A remark, in our words.
Range.min | number | Lower end; left out where it is open.
Range.max | number | Upper end; left out where it is open.
"""

_QUOTES = """
id | text | The study's id, a dot, and the quote's id in the study.
study | text | Id of the study.
text | text | The words as printed, without the quotation marks around them and without the speaker's label.
speaker | text or null | The speaker as printed; null where the paper names nobody.
illustrates | list of text | Ids of the study themes that it illustrates, as in `data/themes.json`.
where | list of Place | Where it is printed.
where_text | text | The same place in words.
attribution | certain, probable or ambiguous | How sure it is that the words belong to this speaker and these themes.
alternatives | list of text | Other readings of the attribution.
emphasis | list of text | Spans that the authors printed bold.
same_as | text or null | Id of the earlier quote that this one repeats.
excerpt_of | text or null | Id of the fuller quote that this fragment is taken from.
form | quotation or fragment | A fragment is a word or phrase that the authors weave into a sentence of theirs.
note | text or null | A remark, in our words.
selector | object | How to find the words in the text of the paper: a W3C TextQuoteSelector.
selector.type | text | Always `TextQuoteSelector`.
selector.exact | text | The words to find. The words around them are not given, since the papers are copyrighted.
url | text | Where the quote stands on this site, below its address.
verification | verified, absent or cannot_check | Outcome of comparing the words with the text of the paper; left out \
where they have not been compared.
"""

_THEMES = """
study_themes | list of objects | Every theme, subtheme and code of every study, each tree from the top down.
study_themes.id | text | The study's id, a dot, and the theme's id in the study.
study_themes.study | text | Id of the study.
study_themes.label | text | The label as printed.
study_themes.level | theme, subtheme or code | Its level in the study's tree.
study_themes.parent | text or null | Id of the theme that it stands under.
study_themes.label_variants | list of objects | Other wordings of the label in the same paper.
study_themes.label_variants.label | text | The other wording, as printed.
study_themes.label_variants.where | list of Place | Where it is printed so.
study_themes.definition | text or null | What the paper means by it, in our words.
study_themes.quotes | list of text | Ids of the quotes that illustrate it; those of the themes below it stand there.
cross_study_themes | list of objects | The themes of this knowledge base, in the order of the map.
cross_study_themes.id | text | Id of the cross-study theme.
cross_study_themes.label | text | Its name.
cross_study_themes.order | number | Its place on the map.
cross_study_themes.definition | text | What it means, in plain language.
cross_study_themes.scope_note | text | What belongs here and what does not.
cross_study_themes.agreement | text | Where the studies agree, in our words.
cross_study_themes.disagreement | text | Where they differ, and why that may be.
cross_study_themes.accounts | list of objects | What a study says on the theme, in our words.
cross_study_themes.accounts.study | text | Id of the study.
cross_study_themes.accounts.text | text | What it says.
cross_study_themes.accounts.where | list of Place | Where it says so.
cross_study_themes.mappings | list of objects | The study themes that are held against this one.
cross_study_themes.mappings.study_theme | text | Id of the study theme, as in `study_themes`.
cross_study_themes.mappings.study | text | Id of the study.
cross_study_themes.mappings.theme | text | The theme's id in the study.
cross_study_themes.mappings.predicate | text | SKOS, read from the study's theme to ours: `exactMatch`, `closeMatch`, \
`broadMatch` (ours is the broader one), `narrowMatch` or `relatedMatch`.
cross_study_themes.mappings.translation | reciprocal, refutational or line_of_argument | Meta-ethnography: the same \
thing, a contradiction, or a part of one argument (Noblit and Hare 1988).
cross_study_themes.mappings.justification | text | Why.
cross_study_themes.mappings.supporting_quotes | list of text | Ids of the quotes that support it.
cross_study_themes.mappings.contradicting_quotes | list of text | Ids of the quotes, of any study, that speak against it.
cross_study_themes.mappings.author | text | Who made the judgement.
cross_study_themes.mappings.reviewer | text | Who reviewed it; left out where nobody has.
cross_study_themes.mappings.date | text | Day of the judgement, YYYY-MM-DD.
cross_study_themes.mappings.confidence | high, moderate or low | How sure the author is.
no_term_found | list of objects | Study themes that fit no cross-study theme.
no_term_found.study_theme | text | Id of the study theme, as in `study_themes`.
no_term_found.study | text | Id of the study.
no_term_found.theme | text | The theme's id in the study.
no_term_found.justification | text | Why it fits none.
no_term_found.author | text | Who made the judgement.
no_term_found.date | text | Day of the judgement, YYYY-MM-DD.
"""

_REFERENCES = """
id | text | Cite key, the same as in `references.bib`.
type | text | CSL type, e.g. `article-journal`.
title | text | Title of the work.
title-short | text | Its short title.
author | list of Name | Authors.
editor | list of Name | Editors.
translator | list of Name | Translators.
issued | Date | When it was published.
accessed | Date | When a web page was seen.
event-date | Date | When a conference was held.
container-title | text | Journal or book that it stands in.
container-title-short | text | The journal's abbreviation.
collection-title | text | Series.
collection-number | text | Number in the series.
volume | text | Volume.
issue | text | Issue.
number | text | Number of a report.
page | text | Pages.
chapter-number | text | Chapter.
edition | text | Edition.
version | text | Version.
publisher | text | Publisher or institution.
publisher-place | text | Place of publication.
event-title | text | Conference.
event-place | text | Place of the conference.
language | text | Language.
genre | text | Kind of thesis, report or page.
medium | text | How it was published.
abstract | text | Abstract.
DOI | text | Digital object identifier.
URL | text | Address.
ISBN | text | ISBN.
ISSN | text | ISSN.
PMID | text | Number in PubMed.
PMCID | text | Number in PubMed Central.
note | text | The editors' remark on the record.
Name.family | text | Family name.
Name.given | text | Given names.
Name.suffix | text | E.g. `Jr`.
Name.non-dropping-particle | text | Particle that stays with the family name, e.g. `van den`.
Name.literal | text | A group's name, or a name that has no parts.
Date.date-parts | list of lists of numbers | Year, month and day, as far as known; two lists for a range.
"""


def _table(*texts: str) -> list[KeyDoc]:
    return [_key_doc(line) for line in "".join(texts).splitlines() if line]


def _key_doc(line: str) -> KeyDoc:
    key, of_type, meaning = line.split(" | ", 2)
    return KeyDoc(key, of_type, meaning)


DATA_DICTIONARY: dict[str, list[KeyDoc]] = {
    STUDIES: _table(STUDY_KEYS, _PLACE, _FACT_AND_RANGE),
    QUOTES: _table(_QUOTES, _PLACE),
    THEMES: _table(_THEMES, _PLACE),
    REFERENCES: _table(_REFERENCES),
}
"""By path: every key that can occur, in the order of the file."""
