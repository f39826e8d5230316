"""The table of rules: what each wants, how bad a breach is, and why.

The documentation page of the rules and `evidence-map explain` are made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.rules_reading import READING
from generator.diagnostics import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue."""

    id: str
    title: str
    severity: Severity
    """Default; `mkdocs.yml` may set another."""
    reason: str


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "redirect",
            "An address that has moved leads, in one step, to a page",
            ERROR,
            "Addresses stand in papers and slides; a reader who follows an old one must arrive.",
        ),
        Rule(
            "changelog",
            "A version of the data has a number and a day",
            ERROR,
            "Readers cite a version, and the page and the feed of changes are made from these headings.",
        ),
        Rule("duplicate-id", "An id stands for one thing", ERROR, "Links and addresses are made from ids."),
        Rule(
            "study-reference",
            "A study is in the bibliography",
            ERROR,
            "The bibliography is the one place for bibliographic facts, and a study's page is cited from it.",
        ),
        Rule("reference-key", "A cited work is in the bibliography", ERROR, "A reader must be able to find the work."),
        Rule(
            "reference-number",
            "A complete list is numbered without holes",
            ERROR,
            "A hole in the numbering means that a reference was lost on transcription.",
        ),
        Rule(
            "reference-unused",
            "A work of the bibliography is cited",
            WARNING,
            "A record that no study cites is a slip of the key or a leftover.",
        ),
        Rule(
            "quote-theme", "A quote illustrates themes of its study", ERROR, "The theme tree is built from these links."
        ),
        Rule(
            "quote-link",
            "A quote repeats or is taken from a quote of its study",
            ERROR,
            "Repeats are counted once, which needs the right pointer.",
        ),
        Rule(
            "quote-emphasis",
            "An emphasised span is part of the quote",
            ERROR,
            "Bold words are shown inside the quotation; words that are not in it cannot be.",
        ),
        Rule(
            "quote-alternatives",
            "A doubtful attribution says what else it may be",
            WARNING,
            "Doubt is data; a reader should see the other reading.",
        ),
        Rule(
            "quote-speaker",
            "A speaker is one of the listed participants",
            WARNING,
            "Where the paper lists its participants, a label outside of the list is a slip or needs a data note.",
        ),
        Rule(
            "finding-link",
            "A finding points at themes and quotes of its study",
            ERROR,
            "JBI: an illustration comes from the same study as the finding.",
        ),
        Rule(
            "finding-credibility",
            "Credibility fits the illustrations",
            ERROR,
            "JBI: unequivocal and credible findings have an illustration, findings that are not supported have none.",
        ),
        Rule(
            "note-link",
            "A data note touches something that exists",
            ERROR,
            "The note is shown beside the fact that it touches.",
        ),
        Rule("term-unknown", "A term is in the vocabulary", ERROR, "The axes of the map are made of these terms."),
        Rule(
            "vocabulary-missing",
            "There is a vocabulary where studies use terms",
            ERROR,
            "Without it no term is checked, and the map has no axes.",
        ),
        Rule("mapping-link", "A mapping joins things that exist", ERROR, "The crosswalk is made from these links."),
        Rule(
            "mapping-duplicate", "Two themes are joined once", ERROR, "Two mappings of one pair would be counted twice."
        ),
        Rule(
            "mapping-refutational",
            "A contradiction is `relatedMatch`",
            ERROR,
            "SKOS has no contradiction; a match that is close or exact cannot refute.",
        ),
        Rule(
            "mapping-quote",
            "A mapping's quotes exist; supporting ones are of its study",
            ERROR,
            "A quote of another study cannot show what this study means.",
        ),
        Rule(
            "theme-unmapped",
            "Every leaf theme is accounted for",
            ERROR,
            "A theme without a mapping looks as if nobody had reported it; say `no_term_found` with a reason.",
        ),
        Rule("theme-mapped-twice", "No theme is both mapped and without a term", ERROR, "One of the two is wrong."),
        Rule("theme-account", "An account is of a study that exists", ERROR, "It is shown under that study's name."),
        Rule(
            "review-link",
            "A review finding's contributors exist",
            ERROR,
            "Each is one click away on the findings page.",
        ),
        Rule(
            "cerqual-explained",
            "A concern above very minor is explained",
            ERROR,
            "GRADE-CERQual: a level without its reason cannot be judged by a reader.",
        ),
        Rule(
            "cerqual-overall",
            "Overall confidence fits the concerns",
            ERROR,
            "GRADE-CERQual starts at high and goes down for concerns: serious concerns and high confidence exclude "
            "each other.",
        ),
        Rule(
            "cerqual-sentence",
            "A review finding is a full sentence",
            ERROR,
            "GRADE-CERQual is applied to a finding, not to the title of a theme.",
        ),
        Rule(
            "reporting-item",
            "A reporting item exists in its guideline",
            ERROR,
            "COREQ has 32 items, SRQR 21; each is judged once.",
        ),
        Rule(
            "quote-edited",
            "A quote is not changed after its verification",
            ERROR,
            "A reader must be able to trust every quotation to the letter.",
        ),
        Rule(
            "quote-unverified",
            "A quote was compared with its paper",
            INFO,
            "What was never compared may hold a slip of the pen; its card says so.",
        ),
        Rule(
            "lock-orphan",
            "An entry of the lock has its quote",
            ERROR,
            "A quote was lost or renamed after it was verified.",
        ),
        Rule("lock-missing", "There is a lock on the quotations", INFO, "Without it nothing is verified."),
        Rule("lock-corrupt", "The lock can be read", ERROR, "What cannot be read proves nothing."),
        Rule(
            "synthesis-item",
            "The ENTREQ checklist is whole",
            ERROR,
            "ENTREQ has 21 items; each is answered once, also where the answer is that it was not done.",
        ),
        Rule(
            "page-mark",
            "A mark of a hand-written page can be read",
            ERROR,
            "What cannot be read would be printed as it stands.",
        ),
        Rule(
            "page-citation",
            "A work that a hand-written page cites is in the bibliography",
            ERROR,
            "A reader must be able to find the work.",
        ),
        Rule(
            "page-link",
            "What a hand-written page embeds or links exists",
            ERROR,
            "Quotations are never retyped, and a link must lead somewhere.",
        ),
        Rule(
            "claim-uncited",
            "Each paragraph, table and item of a list in the guide shows its evidence",
            ERROR,
            "A reader must be able to follow every sentence of the guide to a study; our own explanations are marked "
            "`{: .own-words }`.",
        ),
        Rule(
            "pack-mark",
            "A mark in a text of a pack can be read",
            ERROR,
            "What cannot be read would be printed as it stands.",
        ),
        Rule(
            "pack-link",
            "What a pack cites, quotes or links exists",
            ERROR,
            "A handout is printed and passed on; a hole in it cannot be mended any more.",
        ),
        Rule(
            "pack-uncited",
            "Each paragraph, item and row of a pack shows its evidence",
            ERROR,
            "A reader of a handout must be able to follow every sentence to a study; our own explanations and advice "
            "are marked `own_words: true`.",
        ),
        Rule(
            "glossary-link",
            "A term's relatives and sources exist",
            ERROR,
            "A reader who does not know a word must not be sent to nothing.",
        ),
        Rule(
            "appraisal-kind",
            "Only a study is appraised as a study",
            ERROR,
            "An experience report has no methods to appraise; JBI has other tools for textual evidence.",
        ),
    )
}

RULES.update({name: Rule(name, title, Severity(level), reason) for name, level, title, reason in READING})
