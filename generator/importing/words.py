"""What an import did, in words for the terminal.

Comes in: the report of an import. Goes out: lines of text.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.references import ReferenceImport, Repeated
from generator.importing.remarks import Remark
from generator.importing.studies import StudyImport
from generator.load.bibtex_csl import decode_latex

_WIDEST = 100
"""Characters of a value that are shown."""


def remark_lines(remark: Remark) -> Iterator[str]:
    """Yield a remark and, on a line of its own, what to do."""
    yield f"{remark.location}: {remark.severity}: {remark.message}"
    if remark.hint:
        yield f"    {remark.hint}"


def reference_lines(report: ReferenceImport) -> Iterator[str]:
    """Yield what an import of references did."""
    for remark in (*report.remarks, *report.refused):
        yield from remark_lines(remark)
    for repeated in report.repeated:
        yield from _repeated_lines(repeated)
    for key, title in report.added.items():
        yield f"added {key}: {_short(decode_latex(title))}"
    yield _summary(report)
    if report.added:
        yield "    `evidence-map check` warns of each that no study cites yet."
    if any(one.comparison.conflicts for one in report.repeated):
        yield "    Nothing that stands in `references.bib` was changed. Where the file is right, change the entry by hand."
    if any(one.comparison.more and not one.filled for one in report.repeated):
        yield "    Run it again with `--fill` to add the fields that an entry does not have."


def _repeated_lines(repeated: Repeated) -> Iterator[str]:
    comparison = repeated.comparison
    if not comparison.conflicts and not comparison.more:
        return
    yield f"{repeated.location}: {repeated.key} is there already (same {repeated.recognised_by})"
    for conflict in comparison.conflicts:
        yield f"    {conflict.name} differs"
        yield f"        in references.bib: {_short(conflict.here)}"
        yield f"        in the file:       {_short(conflict.there)}"
    if comparison.more:
        names = ", ".join(comparison.more)
        yield f"    added: {names}" if repeated.filled else f"    only in the file: {names}"


def _summary(report: ReferenceImport) -> str:
    conflicts = sum(bool(one.comparison.conflicts) for one in report.repeated)
    filled = sum(one.filled for one in report.repeated)
    parts = [f"{report.records} records ({report.format})", f"{len(report.added)} added"]
    parts += [f"{filled} filled"] if filled else []
    parts.append(f"{len(report.repeated)} there already" + (f", {conflicts} of them differ" if conflicts else ""))
    parts += [f"{len(report.refused)} problems in records that were left out"] if report.refused else []
    return "; ".join(parts) + ("." if report.written else ". Nothing was written.")


def study_lines(report: StudyImport) -> Iterator[str]:
    """Yield what an import of a coded project did."""
    for remark in report.remarks:
        yield from remark_lines(remark)
    origin = f" from {report.origin}" if report.origin else ""
    yield (
        f"{report.path}{origin}: {report.themes} themes, {report.subthemes} subthemes, {report.codes} codes, "
        f"{report.quotations} quotations"
    )
    if report.left:
        yield "Not carried over:"
        yield from (f"    {phrase}" for phrase in report.left)
    yield "The lines marked TODO in the file wait for you. What the project does not say is `unknown` there."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
