"""The one place that resolves ids: everything above asks a `KnowledgeBase` and nothing else.

Comes in: a `Corpus`, possibly with links to things that do not exist. Goes out: indexes in a fixed
order. What cannot be resolved is left out of the indexes; the rules in `check/` report it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from generator.link.citations import Citation, index_citations
from generator.link.mentions import Used, UsedKind, index_mentions
from generator.link.themes import LinkedMapping, LinkedTheme, index_mappings, index_study_themes
from generator.model.corpus import Corpus
from generator.model.crosswalk import CrossStudyTheme, NoTermFound
from generator.model.finding import ReviewFinding
from generator.model.glossary import GlossaryTerm
from generator.model.handwritten import HandwrittenPage
from generator.model.pack import Named, Pack, PackText
from generator.model.quote import Quote
from generator.model.reference import Reference
from generator.model.study import Study
from generator.model.vocabulary import Vocabulary

_NO_YEAR = 9999


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
    glossary: AbcMapping[str, GlossaryTerm]
    """By id, in alphabetical order of the labels."""
    pages: AbcMapping[str, HandwrittenPage]
    """Hand-written pages by `src_uri`, in the order of their files."""
    packs: AbcMapping[str, Pack]
    """Orientation packs by id, in their own order."""
    mentions: AbcMapping[Used, tuple[HandwrittenPage, ...]]
    """What hand-written pages use, to the pages that use it."""

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The axes of the evidence map with their terms, where there are any."""
        return self.corpus.vocabulary

    @cached_property
    def pack_texts(self) -> AbcMapping[str, PackText]:
        """Every text of the packs, by what is written, to what it is made of."""
        placed = (text for texts in self.corpus.pack_texts.values() for text in texts)
        return {text.read.text: text.read for text in placed}

    def used_in(self, kind: UsedKind, name: str) -> tuple[HandwrittenPage, ...]:
        """Return the hand-written pages that use a thing."""
        return self.mentions.get((kind, name), ())

    def packs_with(self, kind: UsedKind, name: str) -> tuple[Pack, ...]:
        """Return the orientation packs that quote or link a thing, in their order; citing a work is no use of it."""
        return self._packs_with.get((kind, name), ())

    @cached_property
    def _packs_with(self) -> dict[Used, tuple[Pack, ...]]:
        index: dict[Used, dict[str, Pack]] = defaultdict(dict)
        for pack in self.packs.values():
            for _, quote in pack.quote_ids():
                index["quote", quote][pack.id] = pack
            for _, text in pack.texts():
                for part in self.pack_texts[text].parts:
                    if isinstance(part, Named):
                        index[part.kind, part.id][pack.id] = pack
        return {used: tuple(found.values()) for used, found in index.items()}

    def leaves(self, study_id: str) -> tuple[LinkedTheme, ...]:
        """Return the nodes of a study's tree that have none below, in printed order."""
        return self._leaves.get(study_id, ())

    def tree(self, study_id: str) -> tuple[LinkedTheme, ...]:
        """Return the nodes of a study's tree, depth first."""
        return self._nodes.get(study_id, ())

    def own_quotes(self, study_id: str, theme_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes that illustrate a study theme itself, in order of print."""
        return self._quotes_on.get((study_id, theme_id), ())

    def unplaced_quotes(self, study_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes of a study that illustrate no theme, in order of print."""
        return self._unplaced.get(study_id, ())

    def mappings_of(self, study_id: str, theme_id: str) -> tuple[LinkedMapping, ...]:
        """Return the mappings of one study theme, in map order."""
        return self._mappings_from.get((study_id, theme_id), ())

    def mappings_to(self, cross_theme_id: str, study_id: str | None = None) -> tuple[LinkedMapping, ...]:
        """Return the mappings onto one cross-study theme, in order of study and print."""
        if study_id is None:
            return self._mappings_in_order.get(cross_theme_id, ())
        return self._mappings_onto.get(cross_theme_id, {}).get(study_id, ())

    def quotes_of(self, study_id: str, theme_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes that illustrate a study theme or anything below it, in order of print."""
        return self._quotes_under.get((study_id, theme_id), ())

    def voices(self, cross_theme_id: str, study_id: str) -> tuple[LinkedQuote, ...]:
        """Return a study's distinct quotes under a cross-study theme, supporting quotes included, in order of print.

        Repeats and fragments of a fuller quote are left out, so that counts count voices once.
        """
        known = self._voices.get((cross_theme_id, study_id))
        if known is not None:
            return known
        wanted: set[str] = set()
        for linked in self.mappings_to(cross_theme_id, study_id):
            wanted.update(linked.mapping.supporting_quotes)
            wanted.update(q.id for q in self.quotes_of(study_id, linked.mapping.theme))
        found = (self.quotes[q] for q in wanted if q in self.quotes)
        voices = [q for q in found if q.study.id == study_id and not is_repeat(q.quote)]
        voices.sort(key=lambda quote: self._order[quote.id])
        self._voices[cross_theme_id, study_id] = tuple(voices)
        return self._voices[cross_theme_id, study_id]

    @cached_property
    def _voices(self) -> dict[tuple[str, str], tuple[LinkedQuote, ...]]:
        """What `voices` has found: the map, the lists and the pages ask for the same again."""
        return {}

    @cached_property
    def _order(self) -> dict[str, int]:
        """Place of each quote in the order of study and print."""
        return {name: position for position, name in enumerate(self.quotes)}

    @cached_property
    def _nodes(self) -> dict[str, tuple[LinkedTheme, ...]]:
        index: dict[str, list[LinkedTheme]] = defaultdict(list)
        for theme in self.study_themes.values():
            index[theme.study.id].append(theme)
        return {study: tuple(found) for study, found in index.items()}

    @cached_property
    def _quotes_on(self) -> dict[tuple[str, str], tuple[LinkedQuote, ...]]:
        index: dict[tuple[str, str], list[LinkedQuote]] = defaultdict(list)
        for linked in self.quotes.values():
            for theme_id in dict.fromkeys(linked.quote.illustrates):
                index[linked.study.id, theme_id].append(linked)
        return {end: tuple(found) for end, found in index.items()}

    @cached_property
    def _unplaced(self) -> dict[str, tuple[LinkedQuote, ...]]:
        index: dict[str, list[LinkedQuote]] = defaultdict(list)
        for linked in self.quotes.values():
            if not linked.quote.illustrates:
                index[linked.study.id].append(linked)
        return {study: tuple(found) for study, found in index.items()}

    @cached_property
    def _leaves(self) -> dict[str, tuple[LinkedTheme, ...]]:
        index: dict[str, list[LinkedTheme]] = defaultdict(list)
        for theme in self.study_themes.values():
            if theme.is_leaf:
                index[theme.study.id].append(theme)
        return {study: tuple(found) for study, found in index.items()}

    @cached_property
    def _mappings_from(self) -> dict[tuple[str, str], tuple[LinkedMapping, ...]]:
        index: dict[tuple[str, str], list[LinkedMapping]] = defaultdict(list)
        for linked in self.mappings:
            index[linked.mapping.study, linked.mapping.theme].append(linked)
        return {end: tuple(found) for end, found in index.items()}

    @cached_property
    def _mappings_onto(self) -> dict[str, dict[str, tuple[LinkedMapping, ...]]]:
        index: dict[str, dict[str, list[LinkedMapping]]] = defaultdict(lambda: defaultdict(list))
        for linked in self.mappings:
            index[linked.cross_theme.id][linked.mapping.study].append(linked)
        return {theme: {study: tuple(found) for study, found in by.items()} for theme, by in index.items()}

    @cached_property
    def _mappings_in_order(self) -> dict[str, tuple[LinkedMapping, ...]]:
        return {
            theme: tuple(linked for study in self.studies for linked in by.get(study, ()))
            for theme, by in self._mappings_onto.items()
        }

    @cached_property
    def _quotes_under(self) -> dict[tuple[str, str], tuple[LinkedQuote, ...]]:
        """Quotes by study and by each theme that they illustrate or that stands above one."""
        index: dict[tuple[str, str], list[LinkedQuote]] = defaultdict(list)
        for linked in self.quotes.values():
            nodes: set[str] = set()
            for theme_id in linked.quote.illustrates:
                theme = self.study_themes.get(f"{linked.study.id}.{theme_id}")
                if theme is not None:
                    nodes.update((theme_id, *(node.id for node in theme.ancestors)))
            for node in nodes:
                index[linked.study.id, node].append(linked)
        return {end: tuple(found) for end, found in index.items()}


def is_repeat(quote: Quote) -> bool:
    """Say whether a quote prints words again that another quote of the study already gives."""
    return quote.same_as is not None or quote.excerpt_of is not None


def _years(corpus: Corpus) -> dict[str, int]:
    """Return the year of each study whose record has one, by its id."""
    studies = {study.id for study in corpus.studies}
    years: dict[str, int] = {}
    for reference in corpus.references:
        if reference.cite_key in studies and reference.cite_key not in years:
            parts = reference.csl.get("issued", {}).get("date-parts", [[_NO_YEAR]])
            years[reference.cite_key] = int(parts[0][0])
    return years


def link(corpus: Corpus) -> KnowledgeBase:
    """Resolve a corpus into a knowledge base."""
    years = _years(corpus)
    studies = {s.id: s for s in sorted(corpus.studies, key=lambda s: (years.get(s.id, _NO_YEAR), s.id))}
    themes = {t.id: t for t in sorted(corpus.themes, key=lambda t: (t.order, t.id))}
    study_themes = index_study_themes(studies.values())
    quotes = {
        f"{study.id}.{quote.id}": LinkedQuote(f"{study.id}.{quote.id}", study, quote)
        for study in studies.values()
        for quote in study.quotes
    }
    terms = corpus.glossary.terms if corpus.glossary else ()
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
        glossary=MappingProxyType({t.id: t for t in sorted(terms, key=lambda t: (t.label.casefold(), t.id))}),
        pages=MappingProxyType({page.uri: page for page in corpus.pages}),
        packs=MappingProxyType({p.id: p for p in sorted(corpus.packs, key=lambda p: (p.order, p.id))}),
        mentions=MappingProxyType(index_mentions(corpus.pages)),
    )
