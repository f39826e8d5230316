"""Coded passages as quotations of a study.

Comes in: a project, its archive and its tree of themes. Goes out: quotations with their words, speaker and place, and
what could not be read.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.importing.cite_keys import fold
from generator.importing.qda_archive import Archive
from generator.importing.qda_project import Case, QdaProject, Selection, TextSource
from generator.importing.qda_text import decode_source, read_text
from generator.importing.qda_tree import Tree, clean
from generator.importing.remarks import Remark, inform, warn

LONGEST = 20_000
"""Characters of one quotation; a longer passage is a coded document and no quotation."""

_SPEAKER = frozenset(
    {"speaker", "participant", "participant id", "respondent", "interviewee", "informant", "pseudonym"}
)
"""Names of variables that say who speaks in a document."""


@dataclass(frozen=True)
class Quotation:
    """One coded passage."""

    text: str
    place: str
    """Document and positions, e.g. `Interview 1, characters 139-195`."""
    illustrates: tuple[str, ...]
    speaker: str | None
    attribution: str
    alternatives: tuple[str, ...]


@dataclass
class Quotations:
    """All passages of a project that could be read."""

    found: list[Quotation] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    """What was not carried over, e.g. `memo|memos`."""
    remarks: list[Remark] = field(default_factory=list)


def read_quotations(project: QdaProject, archive: Archive, tree: Tree) -> Quotations:
    """Return the coded passages of a project, document by document, in the order of the text."""
    quotations = Quotations()
    for number, source in enumerate(project.sources, start=1):
        if source.selections:
            _read_source(
                project, source, archive, tree, quotations, source.name or _file_name(source) or f"Document {number}"
            )
    return quotations


def _read_source(
    project: QdaProject, source: TextSource, archive: Archive, tree: Tree, quotations: Quotations, name: str
) -> None:
    at = Location(project.shown_as, source.line)
    raw = source.inline.encode() if source.inline else archive.source(source.address)
    if raw is None:
        quotations.left[
            "passage of a document whose text is not in the file|passages of documents whose text is not in the file"
        ] += len(source.selections)
        where = f" (`{source.address}`)" if source.address else ""
        quotations.remarks.append(
            warn(at, f"the text of `{name}` is not in the file{where}", "Export it with its sources.")
        )
        return
    if not _is_utf8(raw):
        hint = "If letters with accents came out wrong, export the project again."
        quotations.remarks.append(warn(at, f"the text of `{name}` is not UTF-8", hint))
    text = read_text(decode_source(raw), source.selections)
    if text.counting:
        message = f"`{name}`: positions were read with {text.counting}, which fits the names of its passages"
        quotations.remarks.append(inform(at, message))
    if text.differing:
        message = f"`{name}`: {text.differing} of {text.checked} passages read otherwise than their names say"
        quotations.remarks.append(warn(at, message, "Compare these quotations with your program."))
    for selection, codes in _merged(source.selections):
        words = text.cut(selection.start, selection.end)
        known = [tree.ids[code] for code in codes if code in tree.ids]
        if problem := _problem(words, codes, known):
            quotations.left[problem] += 1
            continue
        quotations.left[
            "code on a passage that the codebook does not have|codes on passages that the codebook does not have"
        ] += len(codes) - len(known)
        speaker, attribution, alternatives = _speaker(project, source, selection)
        place = f"{clean(name)}, characters {selection.start}-{selection.end}"
        shown = clean((words or "").replace("\r\n", "\n").replace("\r", "\n"))
        quotations.found.append(
            Quotation(shown, place, tuple(dict.fromkeys(known)), speaker, attribution, alternatives)
        )


def _file_name(source: TextSource) -> str:
    return source.address.replace("\\", "/").rpartition("/")[2]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return True


def _merged(selections: list[Selection]) -> Iterator[tuple[Selection, list[str]]]:
    """Yield each passage once with all its codes: some programs write it once for each code."""
    codes: dict[tuple[int, int], list[str]] = {}
    first: dict[tuple[int, int], Selection] = {}
    for selection in selections:
        place = selection.start, selection.end
        first.setdefault(place, selection)
        codes.setdefault(place, []).extend(selection.codes)
    for place in sorted(first):
        yield first[place], list(dict.fromkeys(codes[place]))


def _problem(words: str | None, codes: list[str], known: list[str]) -> str:
    if not codes:
        return "passage without a code|passages without a code"
    if not known:
        return "passage with codes that the codebook does not have|passages with codes that the codebook does not have"
    if words is None:
        return "passage whose positions are not in its text|passages whose positions are not in their text"
    if not clean(words):
        return "passage without words|passages without words"
    if len(words) > LONGEST:
        return f"passage of more than {LONGEST:,} characters|passages of more than {LONGEST:,} characters"
    return ""


def _speaker(project: QdaProject, source: TextSource, selection: Selection) -> tuple[str | None, str, tuple[str, ...]]:
    """Return who speaks, how sure that is, and what else it may be.

    A case that names the passage is certain. A case or variable that names the document is probable: others may speak
    in it, such as the interviewer. Where several cases name it, none is chosen.
    """
    exact = _names(case for case in project.cases if selection.guid in case.selections)
    if len(exact) == 1:
        return exact[0], "certain", ()
    whole = exact or _names(case for case in project.cases if source.guid in case.sources)
    said = [
        clean(value)
        for variable, value in source.values.items()
        if fold(project.variables.get(variable, "")) in _SPEAKER and clean(value)
    ]
    whole = whole or list(dict.fromkeys(said))
    if len(whole) == 1:
        return whole[0], "probable", ("Somebody else who speaks in the same document.",)
    if whole:
        return None, "ambiguous", tuple(f"It may be {name}." for name in whole)
    return None, "ambiguous", ("The project does not say who speaks.",)


def _names(cases: Iterator[Case]) -> list[str]:
    return list(dict.fromkeys(name for case in cases if (name := clean(case.name))))
