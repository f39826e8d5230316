"""The one place that resolves ids: everything above asks a `KnowledgeBase` and nothing else.

Comes in: a `Corpus`, possibly with links to things that do not exist. Goes out: indexes in a fixed
order. What cannot be resolved is left out of the indexes; the rules in `check/` report it.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.link.citations import Citation, index_citations
from generator.link.themes import LinkedMapping, LinkedTheme, index_mappings, index_study_themes
from generator.model.corpus import Corpus
from generator.model.crosswalk import CrossStudyTheme, NoTermFound
from generator.model.finding import ReviewFinding
from generator.model.quote import Quote
from generator.model.reference import Reference
from generator.model.study import Study


@dataclass(frozen=True)
class LinkedQuote:
    """A quote that knows its study."""

    id: str
    """Qualified, e.g. `yahyavi2020.q01`."""
    study: Study
    quote: Quote


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything, resolved; the only thing that checks, pages and exports know."""

    corpus: Corpus
    studies: AbcMapping[str, Study]
    """By id, ordered by year of publication, then id."""
    references: AbcMapping[str, Reference]
    """By cite key, in the order of `references.bib`."""
    themes: AbcMapping[str, CrossStudyTheme]
    """Cross-study themes by id, in map order."""
    findings: AbcMapping[str, ReviewFinding]
    quotes: AbcMapping[str, LinkedQuote]
    """By qualified id, in order of study and print."""
    study_themes: AbcMapping[str, LinkedTheme]
    """Nodes of all studies' trees by qualified id, depth first."""
    mappings: tuple[LinkedMapping, ...]
    """All mappings whose two ends exist, in map order."""
    no_term_found: AbcMapping[str, NoTermFound]
    """By qualified id of the study theme."""
    citations: AbcMapping[str, tuple[Citation, ...]]
    """Cite key to who cites it: the inverse of the studies' reference lists."""

    def leaves(self, study_id: str) -> tuple[LinkedTheme, ...]:
        """Return the nodes of a study's tree that have none below, in printed order."""
        return tuple(t for t in self.study_themes.values() if t.study.id == study_id and t.is_leaf)

    def mappings_of(self, study_id: str, theme_id: str) -> tuple[LinkedMapping, ...]:
        """Return the mappings of one study theme, in map order."""
        return tuple(m for m in self.mappings if m.mapping.study == study_id and m.mapping.theme == theme_id)

    def mappings_to(self, cross_theme_id: str, study_id: str | None = None) -> tuple[LinkedMapping, ...]:
        """Return the mappings onto one cross-study theme, in order of study and print."""
        order = {study: position for position, study in enumerate(self.studies)}
        found = [m for m in self.mappings if m.cross_theme.id == cross_theme_id and study_id in (None, m.mapping.study)]
        return tuple(sorted(found, key=lambda m: order[m.mapping.study]))

    def quotes_of(self, study_id: str, theme_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes that illustrate a study theme or anything below it, in order of print."""
        linked = self.study_themes.get(f"{study_id}.{theme_id}")
        if linked is None:
            return ()
        below = {node.id for node in linked.node.walk()}
        return tuple(
            q for q in self.quotes.values() if q.study.id == study_id and below.intersection(q.quote.illustrates)
        )

    def voices(self, cross_theme_id: str, study_id: str) -> tuple[LinkedQuote, ...]:
        """Return a study's distinct quotes under a cross-study theme, supporting quotes included.

        Repeats and fragments of a fuller quote are left out, so that counts count voices once.
        """
        wanted: set[str] = set()
        for linked in self.mappings_to(cross_theme_id, study_id):
            wanted.update(linked.mapping.supporting_quotes)
            wanted.update(q.id for q in self.quotes_of(study_id, linked.mapping.theme))
        return tuple(
            q for q in self.quotes.values() if q.id in wanted and q.study.id == study_id and not is_repeat(q.quote)
        )


def is_repeat(quote: Quote) -> bool:
    """Say whether a quote prints words again that another quote of the study already gives."""
    return quote.same_as is not None or quote.excerpt_of is not None


def _year(corpus: Corpus, study: Study) -> int:
    for reference in corpus.references:
        if reference.cite_key == study.id:
            parts = reference.csl.get("issued", {}).get("date-parts", [[9999]])
            return int(parts[0][0])
    return 9999


def link(corpus: Corpus) -> KnowledgeBase:
    """Resolve a corpus into a knowledge base."""
    studies = {s.id: s for s in sorted(corpus.studies, key=lambda s: (_year(corpus, s), s.id))}
    themes = {t.id: t for t in sorted(corpus.themes, key=lambda t: (t.order, t.id))}
    study_themes = index_study_themes(studies.values())
    quotes = {
        f"{study.id}.{quote.id}": LinkedQuote(f"{study.id}.{quote.id}", study, quote)
        for study in studies.values()
        for quote in study.quotes
    }
    return KnowledgeBase(
        corpus=corpus,
        studies=MappingProxyType(studies),
        references=MappingProxyType({r.cite_key: r for r in corpus.references}),
        themes=MappingProxyType(themes),
        findings=MappingProxyType({f.id: f for f in sorted(corpus.findings, key=lambda f: (f.order, f.id))}),
        quotes=MappingProxyType(quotes),
        study_themes=MappingProxyType(study_themes),
        mappings=index_mappings(themes.values(), study_themes),
        no_term_found=MappingProxyType(
            {f"{n.study}.{n.theme}": n for n in corpus.no_term_found if f"{n.study}.{n.theme}" in study_themes}
        ),
        citations=MappingProxyType(index_citations(studies.values())),
    )
