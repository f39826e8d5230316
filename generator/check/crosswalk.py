"""Rules about mappings: both ends exist, contradictions are typed, every leaf is accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.diagnose import diagnose
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import theme_paths
from generator.model.crosswalk import CrossStudyTheme, Mapping


def check_mappings(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the mappings of each cross-study theme."""
    for theme in base.themes.values():
        seen: set[tuple[str, str]] = set()
        for i, mapping in enumerate(theme.mappings):
            if f"{mapping.study}.{mapping.theme}" not in base.study_themes:
                yield from _check_ends(base, theme, i, mapping)
            if mapping.supporting_quotes or mapping.contradicting_quotes:
                yield from _check_quotes(base, theme, i, mapping)
            if (mapping.study, mapping.theme) in seen:
                yield diagnose(
                    base,
                    "mapping-duplicate",
                    f"theme:{theme.id}",
                    ("mappings", i, "theme"),
                    f"`{mapping.theme}` of {mapping.study} is already mapped to this theme",
                    "Join the two mappings into one.",
                )
            seen.add((mapping.study, mapping.theme))
            if mapping.translation == "refutational" and mapping.predicate != "relatedMatch":
                yield diagnose(
                    base,
                    "mapping-refutational",
                    f"theme:{theme.id}",
                    ("mappings", i, "predicate"),
                    f"a refutational mapping is `{mapping.predicate}`",
                    "Write `predicate: relatedMatch`.",
                )
        for field in ("accounts", "looked_for"):
            for i, account in enumerate(getattr(theme, field)):
                if _missing(base, account.study):
                    yield diagnose(
                        base,
                        "theme-account",
                        f"theme:{theme.id}",
                        (field, i, "study"),
                        f"`{account.study}` is no study",
                        did_you_mean(account.study, base.studies),
                    )
        yield from _check_not_applicable(base, theme)


def _check_not_applicable(base: KnowledgeBase, theme: CrossStudyTheme) -> Iterator[Diagnostic]:
    vocabulary = base.corpus.vocabulary
    if vocabulary is None:
        return
    axes = {axis.id: [term.id for term in axis.terms] for axis in vocabulary.axes}
    for i, absent in enumerate(theme.not_applicable):
        field, used, known = ("axis", absent.axis, list(axes))
        if absent.axis in axes:
            field, used, known = ("term", absent.term, axes[absent.axis])
        if used not in known:
            yield diagnose(
                base,
                "term-unknown",
                f"theme:{theme.id}",
                ("not_applicable", i, field),
                f"`{used}` is no {field} of content/vocabulary.yml",
                did_you_mean(used, known) or f"Known: {', '.join(known)}.",
            )


def _missing(base: KnowledgeBase, study: str) -> bool:
    return study not in base.studies and f"study:{study}" not in base.corpus.broken


def _check_ends(base: KnowledgeBase, theme: CrossStudyTheme, i: int, mapping: Mapping) -> Iterator[Diagnostic]:
    """Yield what is wrong with a mapping of a study theme that is not there."""
    owner = f"theme:{theme.id}"
    if _missing(base, mapping.study):
        yield diagnose(
            base,
            "mapping-link",
            owner,
            ("mappings", i, "study"),
            f"`{mapping.study}` is no study",
            did_you_mean(mapping.study, base.studies),
        )
    elif f"study:{mapping.study}" not in base.corpus.broken:
        known = [linked.node.id for linked in base.tree(mapping.study)]
        yield diagnose(
            base,
            "mapping-link",
            owner,
            ("mappings", i, "theme"),
            f"`{mapping.theme}` is no theme of {mapping.study}",
            did_you_mean(mapping.theme, known),
        )


def _check_quotes(base: KnowledgeBase, theme: CrossStudyTheme, i: int, mapping: Mapping) -> Iterator[Diagnostic]:
    for name in ("supporting_quotes", "contradicting_quotes"):
        for j, quote in enumerate(getattr(mapping, name)):
            study = quote.partition(".")[0]
            if quote not in base.quotes and f"study:{study}" not in base.corpus.broken:
                message = f"`{quote}` is no quote"
                hint = did_you_mean(quote, base.quotes)
            elif name == "supporting_quotes" and study != mapping.study:
                message = f"`{quote}` is not a quote of {mapping.study}"
                hint = "A supporting quote comes from the study that is mapped."
            else:
                continue
            yield diagnose(base, "mapping-quote", f"theme:{theme.id}", ("mappings", i, name, j), message, hint)


def check_coverage(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield the leaf themes that nothing accounts for, and those accounted for in two ways."""
    mapped = {linked.study_theme.id for linked in base.mappings}
    unmapped = {f"{n.study}.{n.theme}": i for i, n in enumerate(base.corpus.no_term_found)}
    themes_broken = any(owner.startswith("theme:") or owner == "unmapped" for owner in base.corpus.broken)
    for linked in base.study_themes.values():
        if linked.is_leaf and linked.id not in mapped and linked.id not in unmapped and not themes_broken:
            yield diagnose(
                base,
                "theme-unmapped",
                f"study:{linked.study.id}",
                _path_of(linked.study.id, linked.node.id, base),
                f"nothing accounts for the theme `{linked.node.id}`",
                "Map it in a file of content/themes/, or say why not in content/unmapped.yml.",
            )
    for name, i in unmapped.items():
        if name in mapped:
            yield diagnose(
                base,
                "theme-mapped-twice",
                "unmapped",
                ("no_term_found", i, "theme"),
                f"`{name}` is mapped in content/themes/ and has no term here",
                "Keep one of the two.",
            )
        elif name not in base.study_themes and f"study:{name.partition('.')[0]}" not in base.corpus.broken:
            yield diagnose(
                base,
                "mapping-link",
                "unmapped",
                ("no_term_found", i, "theme"),
                f"`{name}` is no theme of a study",
                did_you_mean(name, base.study_themes),
            )


def _path_of(study_id: str, theme_id: str, base: KnowledgeBase) -> tuple[str | int, ...]:
    for node, path in theme_paths(base.studies[study_id].themes):
        if node.id == theme_id:
            return path
    return ()
