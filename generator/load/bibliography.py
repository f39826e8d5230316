"""Read `references.bib`: the one place for bibliographic facts, and the one door to `bibtexparser`.

Comes in: a `.bib` file in UTF-8. Goes out: references as CSL-JSON items, the place of each entry, and
everything that is wrong, in one run; an entry with an error is left out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.bibtex_csl import decode_latex, reference_from
from generator.load.bibtex_faults import NAME_FIELDS, find_faults
from generator.load.bibtex_file import read_bibtex
from generator.load.bibtex_text import BibEntry, BibField, BibStrings, BibText, Piece, name_of_field, split_value
from generator.load.bibtex_works import Work, positions_of
from generator.load.limits import MAX_BIB_MARKS
from generator.model.reference import Reference

ET_AL = "et al."
"""BibTeX's `and others` as a CSL literal name.

CSL has no word for a list that its source cut short. As the last name it prints rightly wherever names
are joined by commas ("Smith J, Doe B, et al."), in any CSL program; `render.citation` removes APA's "&".
"""

# The parser logs each problem that we report ourselves.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_LOST = re.compile(
    r"^[ \t]*(?:@|[A-Za-z]+[ \t]*[{(][^\s,{}]*[ \t]*,|[A-Za-z]+[ \t]*=[ \t]*[{\"\d]|[,}])",
    re.MULTILINE,
)
_WORDS = re.compile(r"^[ \t]*[^\s%]", re.MULTILINE)
_COMMAS_MISSED = 20
"""After so many commas missing in one value the rest of it is not looked at."""
_NEXT_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*=\s*")


def load_bibliography(path: Path, shown_as: str) -> tuple[list[Reference], dict[str, Location], list[Diagnostic]]:
    """Return the references of a `.bib` file, the place of each by cite key, and what is wrong.

    `shown_as` is the path as messages print it, e.g. `references.bib`.
    """
    text, problems = read_bibtex(path, shown_as)
    if text is None:
        return [], {}, problems
    references, positions, found = parse_references(text, shown_as)
    return references, positions, sorted([*problems, *found], key=lambda problem: (problem.location, problem.rule))


def parse_entries(text: str, shown_as: str) -> tuple[list[BibEntry], list[Diagnostic]]:
    """Return the entries of a text, only the faults of their notation noted in them, and what is wrong outside.

    Plain words between entries, such as other programs write at the top of a file, are no fault here.
    """
    entries, problems = _parse(BibText(text, shown_as))
    return entries, [problem for problem in problems if problem.rule != "bib-stray-words"]


def parse_references(text: str, shown_as: str) -> tuple[list[Reference], dict[str, Location], list[Diagnostic]]:
    """Return what `load_bibliography` returns, of a text that is at hand."""
    works, problems = parse_works(text, shown_as)
    return [work.reference for work in works], *positions_of(works, problems)


def parse_works(text: str, shown_as: str) -> tuple[list[Work], list[Diagnostic]]:
    """Return the works of a text, and what is wrong with its notation or with one entry."""
    entries, problems = _parse(BibText(text, shown_as))
    works: list[Work] = []
    marks = 0
    for entry in entries:
        own_marks = sum(field.value.count("\\") + field.value.count("{") for field in entry.fields.values())
        marks += own_marks
        if marks > MAX_BIB_MARKS:
            message = f"up to here the fields hold more than {MAX_BIB_MARKS:,} backslashes and braces"
            problems += entry.faults
            problems.append(_error("bib-string-too-long", entry.location, message, "Write the characters themselves."))
            break
        find_faults(entry)
        people = {role: _people(entry, role) for role in NAME_FIELDS if entry.text(role)}
        if not entry.faults:
            works.append(Work(reference_from(entry, people), entry.location, own_marks))
        problems += entry.faults
    return works, problems


def _parse(source: BibText) -> tuple[list[BibEntry], list[Diagnostic]]:
    """Return the entries, faults of their own noted in them, and the problems outside of entries."""
    blocks = list(_blocks_with_offsets(source))
    strings, problems = _strings(source, blocks)
    entries: list[BibEntry] = []
    seen: dict[str, BibEntry] = {}
    after_failure = False
    for block, offset in blocks:
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(inner, Entry):
            entry = _entry(source, inner, offset, strings)
            _check_twice(entry, seen)
            entries.append(entry)
        elif isinstance(block, ImplicitComment):
            if not after_failure:
                problems += _lost_text(source, block, offset, entries)
        elif isinstance(block, ParsingFailedBlock) and not isinstance(inner, String):
            problems.append(_failure(source, block, offset))
        after_failure = isinstance(block, ParsingFailedBlock) and inner is None
    return entries, problems


def _blocks_with_offsets(source: BibText) -> Iterator[tuple[Block, int]]:
    """Yield each block with where it begins; the parser itself knows lines only, and counts from 0."""
    cursor = 0
    for block in parse_string(source.text, parse_stack=[]).blocks:
        found = source.text.find((block.raw or "").strip("\n"), cursor)
        cursor = found if found >= 0 else cursor
        yield block, cursor
        # What looks like the next entry may stand in the text of this one.
        cursor += len(block.raw or "") if isinstance(block, Entry) else 1


def _strings(source: BibText, blocks: list[tuple[Block, int]]) -> tuple[BibStrings, list[Diagnostic]]:
    """Return the abbreviations of a file, and those that are defined twice or cannot be resolved."""
    strings, problems = BibStrings(), []
    for block, offset in blocks:
        inner = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if not isinstance(inner, String):
            continue
        at, name = source.at(offset), inner.key.casefold()
        if name in strings.definitions:
            message = f"@string `{inner.key}` is defined on line {strings.definitions[name][1].line} already"
            problems.append(_error("bib-duplicate-string", at, message, "Remove one of them."))
            continue
        pieces = list(split_value(inner.value))
        if any(piece.kind == "junk" for piece in pieces):
            message = f"the value of @string `{inner.key}` cannot be read"
            hint = 'Write `@string{name = "value"}`.'
            problems.append(_error("bib-syntax", at, message, hint))
        strings.definitions[name] = (pieces, at)
    for name, (pieces, at) in strings.definitions.items():
        if problem := strings.resolve(pieces, (name,))[1]:
            problems.append(_string_problem(problem, at))
    return strings, problems


def _string_problem(problem: str, at: Location) -> Diagnostic:
    kind, _, name = problem.partition(":")
    rule, message, hint = {
        "undefined": ("bib-undefined-string", f"`{name}` is not defined", f"Write `{{{name}}}`, or add an @string."),
        "cyclic": ("bib-cyclic-string", f"@string `{name}` leads back to itself", "Write its value out."),
        "long": ("bib-string-too-long", f"@string `{name}` grows beyond all measure", "Write its value out."),
    }[kind]
    return _error(rule, at, message, hint)


def _entry(source: BibText, block: Entry, offset: int, strings: BibStrings) -> BibEntry:
    entry = BibEntry(block.key, block.entry_type, source.at(offset))
    cursor = offset
    for field in block.fields:
        key = name_of_field(field.key).search(source.text, cursor)
        start = key.start() if key else cursor
        value_start = source.text.find(field.value, key.end() if key else cursor)
        cursor = value_start + len(field.value)
        _add_field(source, entry, field.key, field.value, (start, value_start), strings)
    return entry


def _add_field(
    source: BibText, entry: BibEntry, key: str, raw: str, offsets: tuple[int, int], strings: BibStrings
) -> None:
    """Add a field, and those that its value swallowed because a comma is missing.

    `offsets` are those of its name and of its value in the file.
    """
    start, value_start = offsets
    for _ in range(_COMMAS_MISSED):
        name = key.casefold()
        pieces = list(split_value(raw))
        rest = pieces.pop() if pieces and pieces[-1].kind == "junk" else None
        _keep_field(source.at(start, key), entry, key, pieces, strings)
        if rest is None:
            return
        place = value_start + rest.offset
        swallowed = _NEXT_FIELD.match(rest.text)
        if swallowed is None or not pieces:
            message = f"the value of `{name}` in `{entry.key}` cannot be read"
            entry.faults.append(_error("bib-syntax", source.at(place, key), message, "Write `name = {value},`."))
            return
        message = f"a comma is missing before `{swallowed[1]}` in `{entry.key}`"
        hint = f"End `{name} = ...` with a comma."
        entry.faults.append(_error("bib-missing-comma", source.at(place, swallowed[1]), message, hint))
        key, raw, start, value_start = swallowed[1], rest.text[swallowed.end() :], place, place + swallowed.end()


def _keep_field(at: Location, entry: BibEntry, key: str, pieces: list[Piece], strings: BibStrings) -> None:
    name = key.casefold()
    value, problem = strings.resolve(pieces)
    if problem:
        entry.faults.append(_string_problem(problem, at))
    if re.search(r"\s", key):
        entry.faults.append(_error("bib-syntax", at, f"`{key}` is no field", "Is a comma missing in it?"))
    elif name in entry.fields:
        message = f"`{entry.key}` has `{name}` twice, first on line {entry.fields[name].location.line}"
        entry.faults.append(_error("bib-duplicate-field", at, message, "Remove one of them."))
    else:
        entry.fields[name] = BibField(name, value, at, unreadable=bool(problem) or not pieces)


def _error(rule: str, at: Location, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, at, message, hint)


def _check_twice(entry: BibEntry, seen: dict[str, BibEntry]) -> None:
    first = seen.setdefault(entry.key.casefold(), entry)
    if first is entry:
        return
    where = f"on line {first.location.line}"
    if first.key == entry.key:
        entry.blame("bib-duplicate-key", f"`{entry.key}` stands {where} already", "One work, one entry, one key.")
    else:
        message = f"`{entry.key}` differs from `{first.key}` {where} in case only"
        entry.blame("bib-key-case", message, "File names on some computers ignore case: choose another key.")


def _lost_text(source: BibText, block: ImplicitComment, offset: int, entries: list[BibEntry]) -> list[Diagnostic]:
    """Report text between entries, which BibTeX skips without a word; a line with `%` in front is a comment."""
    match = _LOST.search(block.comment)
    rule = "bib-stray-text" if match else "bib-stray-words"
    match = match or _WORDS.search(block.comment)
    if match is None:
        return []
    if match.start() == 0 and block.comment[0] in ",}" and entries:
        entries[-1].blame(
            "bib-unbalanced-braces",
            f"`{entries[-1].key}` ends before its text does",
            f"There is one `}}` too many, on line {source.at(offset).line} or above.",
        )
    place = offset + match.end() - len(match[0].lstrip())
    line = source.text[place:].split("\n", 1)[0][:60]
    hint = "Is an `@`, a brace or a comma missing? Put `%` in front of a comment."
    return [_error(rule, source.at(place), f"text outside of entries: `{line}`", hint)]


def _failure(source: BibText, block: ParsingFailedBlock, offset: int) -> Diagnostic:
    """Say in our words why the parser gave a block up."""
    reason = getattr(block.error, "abort_reason", str(block.error)).strip()
    start = " ".join((block.raw or "").split("\n", 1)[0].split())[:60]
    if "block start" in reason or "end of file" in reason:
        rule, message = "bib-unbalanced-braces", f"`{start}` is not closed before the next entry or the end"
        hint = "A `}` or a quotation mark is missing in it."
    elif "after entry key, but found" in reason and "comma" in reason:
        rule, message = "bib-missing-comma", f"no comma after the cite key of `{start}`"
        hint = "Write `@article{key,`."
    else:
        rule, message, hint = (
            "bib-syntax",
            f"`{start}` cannot be read: {reason}",
            "Write `name = {value},` for each field.",
        )
    return _error(rule, source.at(offset), message, hint)


def _people(entry: BibEntry, role: str) -> list[dict[str, str]]:
    """Return the names of a field as CSL names, noting in the entry those that cannot be read."""
    people: list[dict[str, str]] = []
    # Names are split in BibTeX's notation, where braces keep a body's name whole, and decoded after.
    names = split_multiple_persons_names(" ".join(entry.text(role).split()))
    for position, name in enumerate(names):
        if name.casefold() == "others" and position == len(names) - 1 and people:
            people.append({"literal": ET_AL})
        elif re.fullmatch(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", name):
            people.append({"literal": decode_latex(name)})
        elif person := _person(entry, role, name):
            people.append(person)
    return people


def _person(entry: BibEntry, role: str, name: str) -> dict[str, str]:
    hint = "Write `Family, Given and Family, Given`; a body in double braces; `and others` at the end."
    try:
        parts = parse_single_name_into_parts(name, strict=True)
    except InvalidNameError as error:
        entry.blame(
            "bib-bad-name", f"`{name}` in `{role}` of `{entry.key}` is not a name: {error.reason}", hint, name=role
        )
        return {}
    words = {"family": parts.last, "given": parts.first, "non-dropping-particle": parts.von, "suffix": parts.jr}
    person = {part: decode_latex(" ".join(value)) for part, value in words.items() if value}
    if not person.get("family") or re.fullmatch(r"(?i)and|and\s.*|.*\sand|et al\.?|others", name):
        entry.blame("bib-bad-name", f"`{name}` in `{role}` of `{entry.key}` is not a name", hint, name=role)
    return person
