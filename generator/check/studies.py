"""Rules about one study's own file: ids, quotes, findings, notes, terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.diagnose import diagnose
from generator.check.rules import RULES
from generator.diagnostics import Diagnostic, Location, did_you_mean
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import theme_paths
from generator.model.study import AppraisalItem, ReportingItem, Study

BLOCKS = frozenset(
    ("setting", "balint_group", "sample", "methods", "appraisal", "themes", "quotes", "findings", "references", "title")
)


def check_ids(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every id that stands twice in one study."""
    for study in base.studies.values():
        lists = (
            ("theme", [(node.id, path) for node, path in theme_paths(study.themes)]),
            ("quote", [(q.id, ("quotes", i)) for i, q in enumerate(study.quotes)]),
            ("finding", [(f.id, ("findings", i)) for i, f in enumerate(study.findings)]),
            ("data note", [(n.id, ("data_notes", i)) for i, n in enumerate(study.data_notes)]),
        )
        for noun, ids in lists:
            seen: set[str] = set()
            for identifier, path in ids:
                if identifier in seen:
                    yield diagnose(
                        base,
                        "duplicate-id",
                        f"study:{study.id}",
                        (*path, "id"),
                        f"the id `{identifier}` already stands for another {noun} of this study",
                        "Give this one an id of its own.",
                    )
                seen.add(identifier)


def check_quotes(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the links and spans of quotes."""
    for study in base.studies.values():
        themes = {node.id for node, _ in theme_paths(study.themes)}
        quotes = {quote.id for quote in study.quotes}
        labels = {participant.label for participant in study.sample.participants}
        for i, quote in enumerate(study.quotes):
            owner = f"study:{study.id}"
            for j, theme in enumerate(quote.illustrates):
                if theme not in themes:
                    yield diagnose(
                        base,
                        "quote-theme",
                        owner,
                        ("quotes", i, "illustrates", j),
                        f"quote `{quote.id}` illustrates `{theme}`, which is no theme of this study",
                        did_you_mean(theme, themes) or "Use the id of a theme, subtheme or code below `themes:`.",
                    )
            for name in ("same_as", "excerpt_of"):
                other = getattr(quote, name)
                if other is not None and (other not in quotes or other == quote.id):
                    yield diagnose(
                        base,
                        "quote-link",
                        owner,
                        ("quotes", i, name),
                        f"quote `{quote.id}` is `{name}: {other}`, which is no other quote of this study",
                        did_you_mean(other, quotes - {quote.id}) or "Use the id of another quote of this study.",
                    )
            for j, span in enumerate(quote.emphasis):
                if span not in quote.text:
                    yield diagnose(
                        base,
                        "quote-emphasis",
                        owner,
                        ("quotes", i, "emphasis", j),
                        f"`{span}` is not part of quote `{quote.id}`",
                        "Copy the span from `text:` to the letter.",
                    )
            if quote.attribution != "certain" and not (quote.alternatives or quote.note):
                yield diagnose(
                    base,
                    "quote-alternatives",
                    owner,
                    ("quotes", i, "attribution"),
                    f"quote `{quote.id}` is attributed as {quote.attribution} and gives no other reading",
                    "Say under `alternatives:` what else it may be.",
                )
            if labels and quote.speaker is not None and quote.speaker not in labels:
                yield diagnose(
                    base,
                    "quote-speaker",
                    owner,
                    ("quotes", i, "speaker"),
                    f"`{quote.speaker}` is not one of the listed participants",
                    did_you_mean(quote.speaker, labels) or f"The paper lists {', '.join(sorted(labels))}.",
                )


def check_findings(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the authors' findings."""
    for study in base.studies.values():
        owner = f"study:{study.id}"
        targets = {
            "themes": {node.id for node, _ in theme_paths(study.themes)},
            "illustrations": {quote.id for quote in study.quotes},
        }
        for i, finding in enumerate(study.findings):
            for name, known in targets.items():
                for j, target in enumerate(getattr(finding, name)):
                    if target not in known:
                        yield diagnose(
                            base,
                            "finding-link",
                            owner,
                            ("findings", i, name, j),
                            f"finding `{finding.id}` names `{target}`, which is not in this study",
                            did_you_mean(target, known) or "Use an id of this study.",
                        )
            supported = finding.credibility != "not_supported"
            if supported != bool(finding.illustrations):
                yield diagnose(
                    base,
                    "finding-credibility",
                    owner,
                    ("findings", i, "credibility"),
                    f"finding `{finding.id}` is {finding.credibility} and has "
                    f"{len(finding.illustrations)} illustrations",
                    "Unequivocal and credible need at least one quote of this study; not_supported has none.",
                )


def check_notes(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield data notes that touch something that is not there."""
    for study in base.studies.values():
        known = BLOCKS | {node.id for node, _ in theme_paths(study.themes)}
        known |= {quote.id for quote in study.quotes} | {finding.id for finding in study.findings}
        for i, note in enumerate(study.data_notes):
            for j, target in enumerate(note.touches):
                if target not in known:
                    yield diagnose(
                        base,
                        "note-link",
                        f"study:{study.id}",
                        ("data_notes", i, "touches", j),
                        f"data note `{note.id}` touches `{target}`, which is not in this study",
                        did_you_mean(target, known)
                        or f"Use an id of this study, or one of {', '.join(sorted(BLOCKS))}.",
                    )


def check_terms(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield terms that the vocabulary does not have."""
    if base.corpus.vocabulary is None:
        yield from _check_missing_vocabulary(base)
        return
    terms = {axis.id: {term.id for term in axis.terms} for axis in base.corpus.vocabulary.axes}
    for axis in _AXES:
        if axis not in terms and "vocabulary" not in base.corpus.broken and _uses(base, axis):
            message = f"the axis `{axis}` is missing, but studies use its terms"
            yield diagnose(base, "term-unknown", "vocabulary", ("axes",), message, "Add the axis with its terms.")
    for study in base.studies.values():
        for axis, used, path in _terms_of(study):
            if axis in terms and used not in terms[axis]:
                yield diagnose(
                    base,
                    "term-unknown",
                    f"study:{study.id}",
                    path,
                    f"`{used}` is not a term of the axis `{axis}`",
                    did_you_mean(used, terms[axis])
                    or f"Known: {', '.join(sorted(terms[axis]))}. Add a term in content/vocabulary.yml if it is new.",
                )


_AXES = ("country", "profession", "stage")
"""The axes whose terms stand in studies."""


def _check_missing_vocabulary(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield that there is no vocabulary although studies use terms; one with errors is reported already."""
    if "vocabulary" not in base.corpus.broken and any(_uses(base, axis) for axis in _AXES):
        message = "`content/vocabulary.yml` is missing, but studies use its terms"
        hint = "Take it back, or write the axes `country`, `profession` and `stage` with their terms."
        place = Location("content/vocabulary.yml")
        yield Diagnostic("vocabulary-missing", RULES["vocabulary-missing"].severity, place, message, hint)


def _uses(base: KnowledgeBase, axis: str) -> bool:
    return any(used == axis for study in base.studies.values() for used, _, _ in _terms_of(study))


def _terms_of(study: Study) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    yield "country", study.setting.country, ("setting", "country")
    for i, group in enumerate(study.sample.groups):
        yield "profession", group.profession, ("sample", "groups", i, "profession")
        yield "stage", group.stage, ("sample", "groups", i, "stage")


def check_synthesis(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is missing or doubled in the ENTREQ checklist."""
    if base.corpus.synthesis is None:
        return
    numbers = [item.item for item in base.corpus.synthesis.items]
    if sorted(numbers) != list(range(1, 22)):
        missing = sorted(set(range(1, 22)) - set(numbers))
        yield diagnose(
            base,
            "synthesis-item",
            "synthesis",
            ("items",),
            f"the items are not 1 to 21, each once; missing: {', '.join(map(str, missing)) or 'none'}",
            "Answer every item, also where nothing was done.",
        )


def check_reporting(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield items that their guideline does not have, and appraisals of what is no study."""
    for study in base.studies.values():
        owner = f"study:{study.id}"
        if study.kind == "experience_report" and study.appraisal is not None:
            yield diagnose(
                base,
                "appraisal-kind",
                owner,
                ("appraisal",),
                "an experience report is appraised here as if it were a study",
                "Take out `appraisal:` and say `evidence_type:`.",
            )
        lists: list[tuple[tuple[str, ...], int, Sequence[ReportingItem | AppraisalItem]]] = []
        if study.methods is not None and study.methods.reporting is not None:
            lists.append((("methods", "reporting", "coreq"), 32, study.methods.reporting.coreq))
            lists.append((("methods", "reporting", "srqr"), 21, study.methods.reporting.srqr))
        if study.appraisal is not None:
            lists.append((("appraisal", "items"), 10, study.appraisal.items))
        for path, highest, items in lists:
            seen: set[int] = set()
            for i, item in enumerate(items):
                if not 1 <= item.item <= highest or item.item in seen:
                    why = "stands twice" if item.item in seen else f"does not exist: items go from 1 to {highest}"
                    yield diagnose(
                        base,
                        "reporting-item",
                        owner,
                        (*path, i, "item"),
                        f"item {item.item} {why}",
                        "Judge each item of the list once.",
                    )
                seen.add(item.item)
