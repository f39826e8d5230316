"""A study's file in YAML, with what an editor has to fill in marked.

Comes in: a tree of themes and quotations. Goes out: text that our loader reads. It is written line by line and not by a
YAML library, because those write no comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from generator.importing.qda_quotes import Quotation
from generator.importing.qda_tree import Node

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")

_FACTS = """\
kind: qualitative_study  # TODO: or experience_report, review, quantitative_study
short_name: {short_name}
aim: "Not filled in yet."  # TODO: one sentence, in your own words
summary: "Not filled in yet."  # TODO: what the paper adds, in one plain sentence
setting:
  country: unknown  # TODO: code of two letters in quotation marks, e.g. "SE"; until then `evidence-map check` fails
  place: unknown
  institution: unknown
  years: unknown
# TODO: `unknown` says that nobody has looked. Write `{{value: ..., where: {{page: ...}}}}`, or `not_reported` where you
# looked and the paper does not say.
balint_group:
  mode: unknown
  membership: unknown
  attendance: unknown
  groups: unknown
  sessions: unknown
  session_minutes: unknown
  frequency: unknown
  exposure_months: unknown
  leaders: {{number: unknown, profile: unknown, accreditation: unknown}}
  group_size: unknown
sample:
  size: unknown
  inclusion: unknown
  recruitment: unknown
methods:
  approach: unknown
  tradition: unknown
  analysis: {{method: unknown, coders: unknown, software: unknown, steps: unknown}}
  sampling: unknown
  interviewer: unknown
  language: unknown
  ethics: unknown
  funding: unknown
  conflicts: unknown
"""


def study_text(
    study: str, short_name: str, made_from: str, themes: Iterable[Node], quotations: Iterable[Quotation]
) -> str:
    """Return the whole file."""
    quotations = list(quotations)
    lines = [
        "# yaml-language-server: $schema=../schema/study.json",
        f"# Made by `evidence-map import qda` from {' '.join(made_from.split())}.",
        "# What the project does not say waits for you behind `TODO`. Take each one out when it is done.",
        f"id: {study}",
        _FACTS.format(short_name=quoted(short_name)).rstrip(),
        *_theme_lines(list(themes)),
        *_quote_lines(quotations),
        "references: {list: not_available}  # TODO: the paper's reference list, by number and cite key",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return text in quotation marks, as YAML and JSON both read it."""
    plain = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _theme_lines(themes: list[Node]) -> Iterator[str]:
    if not themes:
        return
    yield "# TODO: where the paper prints each label (`where: {table: 1}`). Definitions come from the codebook: say them in"
    yield "# your own words."
    yield "themes:"
    for theme in themes:
        yield from _node(theme, 1, ("subthemes", "codes"))


def _node(node: Node, depth: int, below: tuple[str, ...]) -> Iterator[str]:
    margin = "    " * depth
    yield f"{margin[:-2]}- id: {_plain(node.id)}"
    yield f"{margin}label: {quoted(node.label)}"
    if node.definition:
        yield f"{margin}definition: {quoted(node.definition)}"
    if node.children:
        yield f"{margin}{below[0]}:"
        for child in node.children:
            yield from _node(child, depth + 1, below[1:])


def _plain(identifier: str) -> str:
    """Return an id; one that YAML could read as a number or a word of its own in quotation marks."""
    return identifier if re.match(r"[a-z]{2}", identifier) and identifier not in _WORDS else quoted(identifier)


_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})


def _quote_lines(quotations: list[Quotation]) -> Iterator[str]:
    if not quotations:
        return
    yield "# TODO: these are passages of the transcripts. Keep those that the paper prints, and write where it prints them;"
    yield "# see that no speaker and no document is called by a person's name."
    yield "quotes:"
    width = max(2, len(str(len(quotations))))
    for number, quotation in enumerate(quotations, start=1):
        yield f"  - id: q{number:0{width}}"
        yield f"    text: {quoted(quotation.text)}"
        yield f"    speaker: {quoted(quotation.speaker) if quotation.speaker else 'null'}"
        yield f"    where: {{section: {quoted(quotation.place)}}}"
        yield f"    illustrates: [{', '.join(map(_plain, quotation.illustrates))}]"
        if quotation.attribution != "certain":
            yield f"    attribution: {quotation.attribution}"
            yield f"    alternatives: [{', '.join(map(quoted, quotation.alternatives))}]"
