"""An example for every rule of the content: what breaks it, and the same mended; `evidence-map explain` prints them."""

from __future__ import annotations

from typing import NamedTuple

from generator.authoring.examples_reading import READING


class Example(NamedTuple):
    """A piece of a file that breaks a rule, and the same piece mended."""

    wrong: str
    right: str


_CONTENT: dict[str, tuple[str, str]] = {
    "duplicate-id": (
        'quotes:\n  - {id: q01, text: "First words", ...}\n  - {id: q01, text: "Other words", ...}',
        'quotes:\n  - {id: q01, text: "First words", ...}\n  - {id: q02, text: "Other words", ...}',
    ),
    "study-reference": (
        "content/studies/gamma2022.yml is there, and references.bib has no entry gamma2022.",
        "@article{gamma2022, author = {...}, title = {...}, journal = {...}, year = {2022}}",
    ),
    "reference-key": (
        "entries:\n  - {number: 1, key: balint1975}",
        "entries:\n  - {number: 1, key: balint1957}  # as in references.bib",
    ),
    "reference-number": (
        "list: complete\nentries:\n  - {number: 1, key: first2001}\n  - {number: 3, key: third2003}",
        "list: complete\nentries:\n  - {number: 1, key: first2001}\n  - {number: 2, key: second2002}\n"
        "  - {number: 3, key: third2003}",
    ),
    "reference-unused": (
        "references.bib has an entry gamma2022 that no study, page or pack cites.",
        "entries:\n  - {number: 7, key: gamma2022}  # in the study that cites it; or take the entry out",
    ),
    "quote-theme": (
        "themes:\n  - {id: defenseless, ...}\nquotes:\n  - {id: q01, illustrates: [defenceless], ...}",
        "themes:\n  - {id: defenseless, ...}\nquotes:\n  - {id: q01, illustrates: [defenseless], ...}",
    ),
    "quote-link": (
        "- {id: q02, excerpt_of: q10, ...}  # there is no q10",
        "- {id: q02, excerpt_of: q01, ...}",
    ),
    "quote-emphasis": (
        'text: "It went very slowly."\nemphasis: ["very quickly"]',
        'text: "It went very slowly."\nemphasis: ["very slowly"]',
    ),
    "quote-alternatives": (
        "attribution: probable",
        'attribution: probable\nalternatives: ["It may be P2: the paper prints no label here."]',
    ),
    "quote-speaker": (
        "participants: [{label: P1, ...}, {label: P2, ...}]\nquotes:\n  - {id: q01, speaker: P12, ...}",
        "participants: [{label: P1, ...}, {label: P2, ...}]\nquotes:\n  - {id: q01, speaker: P2, ...}",
    ),
    "finding-link": (
        "themes: [stream]  # the study's theme is called steam",
        "themes: [steam]",
    ),
    "finding-credibility": (
        "illustrations: []\ncredibility: unequivocal",
        "illustrations: [q01]\ncredibility: unequivocal",
    ),
    "note-link": (
        "touches: [smaple]",
        "touches: [sample]  # a block, or the id of a theme, quote or finding of this study",
    ),
    "term-unknown": (
        "groups:\n  - {profession: psychology, stage: trainee, where: {page: 3}}",
        "groups:\n  - {profession: psychiatry, stage: trainee, where: {page: 3}}  # a term of content/vocabulary.yml",
    ),
    "mapping-link": (
        "- {study: gamma2022, theme: not-there, ...}",
        "- {study: gamma2022, theme: feeling-alone, ...}  # an id in content/studies/gamma2022.yml",
    ),
    "mapping-duplicate": (
        "mappings:\n  - {study: gamma2022, theme: relief, ...}\n  - {study: gamma2022, theme: relief, ...}",
        "mappings:\n  - {study: gamma2022, theme: relief, ...}",
    ),
    "mapping-refutational": (
        "predicate: closeMatch\ntranslation: refutational",
        "predicate: relatedMatch\ntranslation: refutational",
    ),
    "mapping-quote": (
        "study: gamma2022\nsupporting_quotes: [other2020.q01]",
        "study: gamma2022\nsupporting_quotes: [gamma2022.q01]",
    ),
    "theme-unmapped": (
        "A study has a theme noise that stands in no mapping and not in content/unmapped.yml.",
        'no_term_found:\n  - study: gamma2022\n    theme: noise\n    justification: "Nobody else speaks of noise."\n'
        '    author: "Your name or initials"\n    date: "2026-01-31"',
    ),
    "theme-mapped-twice": (
        "The theme noise stands in a mapping, and in content/unmapped.yml too.",
        "The theme noise stands in one of the two.",
    ),
    "theme-account": (
        'accounts:\n  - {study: gama2022, text: "...", where: {page: 3}}',
        'accounts:\n  - {study: gamma2022, text: "...", where: {page: 3}}',
    ),
    "review-link": (
        "contributions:\n  - {study: gamma2022, quotes: [q99]}  # there is no q99",
        "contributions:\n  - {study: gamma2022, quotes: [q09]}",
    ),
    "cerqual-explained": (
        "adequacy: {level: serious}",
        'adequacy: {level: serious, explanation: "One study, with two participants."}',
    ),
    "cerqual-overall": (
        "adequacy: {level: serious, ...}\noverall: {level: high, ...}",
        "adequacy: {level: serious, ...}\noverall: {level: low, ...}",
    ),
    "cerqual-sentence": (
        'text: "Relief"',
        'text: "Doctors feel relief after they have told a case."',
    ),
    "reporting-item": (
        "coreq:\n  - {item: 33, status: not_reported}",
        "coreq:\n  - {item: 32, status: not_reported}  # COREQ: 1 to 32; SRQR: 1 to 21",
    ),
    "quote-edited": (
        'text: "I feel better now."  # verified as: I felt better now.',
        'text: "I felt better now."  # the paper\'s words; after a right correction run `evidence-map verify` again',
    ),
    "quote-unverified": (
        "A quotation was added, and nobody has compared it with the paper's text.",
        "evidence-map verify --sources FOLDER  # with FOLDER/<study>.txt",
    ),
    "lock-orphan": (
        "content/quotes.lock.json names gamma2022.q07, and the study has no q07 any more.",
        "Put the quotation back, or run `evidence-map verify` if it was meant to go.",
    ),
    "lock-missing": (
        "There is no content/quotes.lock.json.",
        "evidence-map verify --sources FOLDER",
    ),
    "lock-corrupt": (
        "content/quotes.lock.json was edited by hand or cut off.",
        "Take the last whole version of the file, or run `evidence-map verify` again.",
    ),
    "synthesis-item": (
        'items:\n  - {item: 1, name: "Aim", text: "..."}\n  - {item: 3, name: "Approach", text: "..."}',
        'items:\n  - {item: 1, name: "Aim", text: "..."}\n  - {item: 2, name: "Synthesis methodology", text: "..."}\n'
        '  - {item: 3, name: "Approach", text: "..."}  # and so on, to 21',
    ),
    "page-mark": (
        "The group meets weekly. [@omer2010 Table 1]",
        "The group meets weekly. [@omer2010, Table 1]",
    ),
    "page-citation": (
        "The group meets weekly. [@omar2010]",
        "The group meets weekly. [@omer2010]",
    ),
    "page-link": (
        "[[quote yahyavi2020.q999]]",
        "[[quote yahyavi2020.q01]]",
    ),
    "claim-uncited": (
        "Groups meet once a week.",
        "Groups meet once a week. [@omer2010, Sligo experience]\n\nOr, where it is your own explanation:\n\n"
        "Come a little early.\n{: .own-words }",
    ),
    "pack-mark": (
        '- paragraph: "A term: [[term leader|the leader]."',
        '- paragraph: "A term: [[term leader|the leader]]."\n  own_words: true',
    ),
    "pack-link": (
        "- quotes: [yahyavi2020.q999]",
        "- quotes: [yahyavi2020.q01]",
    ),
    "pack-uncited": (
        '- paragraph: "Groups meet once a week."',
        '- paragraph: "Groups meet once a week. [@omer2010, Sligo experience]"',
    ),
    "changelog": (
        "## Version 1.2 of 21 November\n\n### Data\n\n- One more study.",
        "## 1.2.0, 2026-11-21\n\n### Data\n\n- One more study.",
    ),
    "redirect": (
        "redirects:\n  - {old: studies/gamma2021/, new: studies/gama2022/}",
        "redirects:\n  - {old: studies/gamma2021/, new: studies/gamma2022/}  # the address of a page that is there",
    ),
    "glossary-link": (
        "see: [leeder]",
        "see: [leader]",
    ),
    "appraisal-kind": (
        "kind: experience_report\nappraisal: {...}",
        "kind: experience_report  # and no appraisal",
    ),
}

EXAMPLES: dict[str, Example] = {rule: Example(*pair) for rule, pair in (_CONTENT | READING).items()}
"""Rule to example."""


def explanation(rule: str, title: str, severity: str, reason: str) -> str:
    """Return what a rule wants, why, and an example, as `evidence-map explain` prints it."""
    lines = [f"{rule} ({severity})", "", f"What it wants: {title}.", f"Why: {reason}"]
    example = EXAMPLES.get(rule)
    if example is not None:
        lines += ["", "Wrong:", *_indented(example.wrong), "", "Right:", *_indented(example.right)]
    return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.splitlines()]
