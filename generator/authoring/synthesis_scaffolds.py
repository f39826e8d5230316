"""New files of a theme across studies, a review finding and an orientation pack, with what to fill in.

Comes in: an id, and its place among the others. Goes out: the file's text, with explanations behind `## ` and examples
behind `# `, as in a study's file.
"""

from __future__ import annotations

import re

from generator.authoring.yaml_text import plain_id

_THEME = """\
# yaml-language-server: $schema=../schema/theme.json
## A theme across studies. Lines that begin with "# " are examples: take "# " away and write your own.
id: {id}
label: "{label}"  # the name that readers see
order: {order}  # its place on the map
definition: "Not written yet."  # one or two sentences in plain language
## What belongs here and what does not; where the studies agree; where they differ, and why that may be.
# scope_note: "In your own words."
# agreement: "In your own words."
# disagreement: "In your own words."
## One entry for each theme of a study that belongs here: take [] away and add them below.
## predicate, read from the study's theme to ours: exactMatch, closeMatch, broadMatch (ours is broader),
## narrowMatch (ours is narrower), relatedMatch.
## translation: reciprocal (the same), refutational (against it), line_of_argument (a step further).
mappings: []
#   - study: key-of-the-study
#     theme: theme-of-that-study
#     predicate: closeMatch
#     translation: reciprocal
#     justification: "Why, in a sentence or two that a reader of the paper can follow."
#     supporting_quotes: [key-of-the-study.q01]
#     author: "Your name or initials"
#     date: "2026-01-31"
#     confidence: moderate  # or: high, low
"""

_FINDING = """\
# yaml-language-server: $schema=../schema/finding.json
## A finding across studies. Lines that begin with "# " are examples: take "# " away and write your own.
id: {id}
text: "Not written yet."  # one full sentence, not the title of a theme
order: {order}  # its place on the page
themes: []  # ids of themes across studies
## One entry for each study that contributes: take [] away and add them below.
contributions: []
#   - study: key-of-the-study
#     findings: [f01]
#     themes: [theme-of-that-study]
#     quotes: [q01]
## What speaks against it.
# disagreement: "In your own words."
# contradicting_quotes: [key-of-the-study.q02]
## GRADE-CERQual. It has no default: nobody has judged this finding yet, and until somebody does it is not published.
## level: no_or_very_minor, minor, moderate or serious; above no_or_very_minor it needs an explanation.
# cerqual:
#   methodological_limitations: {{level: minor, explanation: "Why."}}
#   coherence: {{level: no_or_very_minor}}
#   adequacy: {{level: moderate, explanation: "Why."}}
#   relevance: {{level: minor, explanation: "Why.", kind: direct}}  # kind: direct, indirect, partial, unclear
#   overall:
#     level: moderate  # high, moderate, low or very_low
#     explanation: "Why, for a methodologist."
#     plain: "How far to trust it and why, in everyday words."
#   assessed_by: "Your name or initials"
#   method: "One reading, open to review."
#   date: "2026-01-31"
"""

_PACK = """\
# yaml-language-server: $schema=../schema/pack.json
## An orientation pack for one audience. Texts cite as on pages: [@key, p. 3]; words link: [[term leader|leader]].
id: {id}
title: "{label}"
audience: "Not written yet."  # whom it is for
purpose: "Not written yet."  # what it is for, in one sentence
order: {order}  # its place in the list of packs
sections:
  - title: "In short"
    blocks:
      ## own_words: true marks advice of yours. Without it, every paragraph and item needs a citation.
      - paragraph: "Not written yet."
        own_words: true
## A block is one of: paragraph, list, steps, checklist, table, quotes, cards.
#   - title: "What others say"
#     blocks:
#       - list:
#           - "What a study found, in your own words. [@key-of-the-study, p. 3]"
#       - quotes: [key-of-the-study.q01]
"""


def theme_scaffold(identifier: str, order: int) -> str:
    """Return the text of a new cross-study theme's file."""
    return _fill(_THEME, identifier, order)


def finding_scaffold(identifier: str, order: int) -> str:
    """Return the text of a new review finding's file; it has no assessment until somebody makes one."""
    return _fill(_FINDING, identifier, order)


def pack_scaffold(identifier: str, order: int) -> str:
    """Return the text of a new orientation pack's file."""
    return _fill(_PACK, identifier, order)


def _fill(template: str, identifier: str, order: int) -> str:
    label = re.sub(r"[-_]+", " ", identifier)
    return template.format(id=plain_id(identifier), label=label[:1].upper() + label[1:], order=order)
