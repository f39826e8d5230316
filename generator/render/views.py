"""Small frozen views that several pages share: a study's badge, a quotation card, a mapping."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator.link.knowledge_base import LinkedQuote
from generator.link.mentions import UsedKind
from generator.link.themes import LinkedMapping
from generator.model.base import places_in_words
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal
from generator.render.page import Library
from generator.render.urls import Href, Target

PREDICATES = {
    "exactMatch": "the same",
    "closeMatch": "close to ours",
    "broadMatch": "a part of ours",
    "narrowMatch": "wider than ours",
    "relatedMatch": "related",
}
"""SKOS predicates in words, read from the study's theme to ours."""

TRANSLATIONS = {
    "reciprocal": "says the same",
    "refutational": "speaks against it",
    "line_of_argument": "adds a step to the argument",
}
"""Kinds of translation (Noblit and Hare 1988) in words."""

ATTRIBUTIONS = {
    "certain": "",
    "probable": "The paper leaves some doubt about who said this, or to which theme it belongs.",
    "ambiguous": "The paper does not let us tell for certain who said this, or to which theme it belongs.",
}


def view_used_in(library: Library, kind: UsedKind, name: str) -> tuple[tuple[str, Target], ...]:
    """Return titles and places of the hand-written pages and the packs that use a thing."""
    pages = ((page.title, urls.handwritten(page.uri)) for page in library.base.used_in(kind, name))
    packs = library.base.packs_with(kind, name) if library.packs else ()
    return (*pages, *((f"{pack.title} (pack)", urls.pack(pack.id)) for pack in packs))


class QuoteCard(NamedTuple):
    """One quotation as readers see it."""

    id: str
    anchor: str
    """Anchor on the study's page; cards on other pages link there."""
    words: Markup
    """Verbatim; spans that the authors printed bold are marked."""
    speaker: str
    where: str
    badge: StudyBadge
    target: Target
    status: str
    """`verified` or `unverified`."""
    status_words: str
    doubt: str
    alternatives: tuple[str, ...]
    note: str
    themes: tuple[tuple[str, Target], ...]
    """Labels and places of the study's themes that it illustrates."""
    repeats: tuple[tuple[str, Target], ...]
    """What it repeats or is taken from."""
    form: str
    used_in: tuple[tuple[str, Target], ...]
    """Titles and places of the hand-written pages that show it."""
    correct: Markup = Markup("")
    """Address of the form that corrects it; empty where no repository is known."""

    def card(self, href: Href, home: bool = False, themes: bool = True) -> Markup:
        """Return it as HTML, its text literal; a site has tens of thousands, too many for a template.

        Args:
            href: How the page writes an address.
            home: Whether this is the quote's own place.
            themes: Whether it says which themes it illustrates.
        """
        notes = [
            _span("themes", "Illustrates ", _links(self.themes, href)) if themes and self.themes else "",
            _span("doubt", " ".join(map(literal, (self.doubt, *self.alternatives)))) if self.doubt else "",
            _span("note", literal(self.note)) if self.note else "",
            *(_span("note", _links((repeat,), href)) for repeat in self.repeats),
            _span("note", "Used in: ", _links(self.used_in, href)) if home and self.used_in else "",
        ]
        correct = f'<a href="{self.correct}" rel="external">Correct this</a>' if self.correct else ""
        anchor = f' id="{literal(self.anchor)}"' if home else ""
        study = "" if home else _span("study", self.badge.chip(href))
        return Markup(
            f'<figure class="em-quote em-quote--{literal(self.form)}" data-em-quote="{literal(self.id)}"{anchor}'
            f' data-search-exclude="yes">\n<blockquote><p>{self.words}</p></blockquote>\n<figcaption>\n'
            f"{_span('speaker', literal(self.speaker))}\n{study}{_span('where', literal(self.where))}\n"
            f'<span class="em-quote__status em-status--{literal(self.status)}">{literal(self.status_words)}</span>\n'
            f'{"".join(notes)}<span class="em-quote__link"><a href="{href(self.target)}">Link to this quotation</a>'
            f"{correct}</span>\n</figcaption>\n</figure>"
        )


def _span(part: str, *words: str) -> str:
    """Return a part of a card; its words are safe."""
    return f'<span class="em-quote__{part}">{"".join(words)}</span>'


def _links(places: Iterable[tuple[str, Target]], href: Href) -> str:
    return ", ".join(f'<a href="{href(target)}">{literal(words)}</a>' for words, target in places)


STATUS_WORDS = {
    "verified": "Verified word for word against the paper",
    "unverified": "Not yet verified against the paper",
}


def _words(linked: LinkedQuote) -> Markup:
    """Return the words with the authors' bold spans marked, each where it first stands unmarked."""
    text = linked.quote.text
    if not linked.quote.emphasis:
        return literal(text)
    marked = [False] * len(text)
    for span in linked.quote.emphasis:
        start = text.find(span)
        while start >= 0 and any(marked[start : start + len(span)]):
            start = text.find(span, start + 1)
        if start >= 0:
            marked[start : start + len(span)] = [True] * len(span)
    parts: list[Markup] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            piece = literal(text[start:end])
            parts.append(Markup(f"<b>{piece}</b>") if marked[start] else piece)
            start = end
    return Markup("").join(parts)


def view_quote(library: Library, badges: AbcMapping[str, StudyBadge], linked: LinkedQuote) -> QuoteCard:
    """Return the card of one quote."""
    quote, study = linked.quote, linked.study
    status = library.verification.get(linked.id, "unverified")
    themes = []
    for theme_id in quote.illustrates:
        node = library.base.study_themes[f"{study.id}.{theme_id}"].node
        themes.append((node.label, urls.study_theme(study.id, theme_id)))
    repeats = []
    if quote.same_as is not None:
        repeats.append(("The paper prints these words twice; see the other place", urls.quote(study.id, quote.same_as)))
    if quote.excerpt_of is not None:
        repeats.append(("Taken from a longer quotation", urls.quote(study.id, quote.excerpt_of)))
    return QuoteCard(
        id=linked.id,
        anchor=urls.quote(study.id, quote.id).anchor,
        words=_words(linked),
        speaker=quote.speaker if quote.speaker is not None else "Speaker not named in the paper",
        where=places_in_words(quote.where),
        badge=badges[study.id],
        target=urls.quote(study.id, quote.id),
        status=status,
        status_words=STATUS_WORDS[status],
        doubt=ATTRIBUTIONS[quote.attribution],
        alternatives=quote.alternatives,
        note=quote.note or "",
        themes=tuple(themes),
        repeats=tuple(repeats),
        form=quote.form,
        used_in=view_used_in(library, "quote", linked.id),
        correct=urls.correction(library.edition.repo_url, linked.id, urls.study(study.id)),
    )


def view_quotes(
    library: Library, badges: AbcMapping[str, StudyBadge], quotes: Iterable[LinkedQuote]
) -> tuple[QuoteCard, ...]:
    """Return the cards of several quotes."""
    return tuple(view_quote(library, badges, linked) for linked in quotes)


@dataclass(frozen=True)
class MappingRow:
    """One mapping with its reason."""

    badge: StudyBadge
    path: tuple[str, ...]
    """Labels above the study's theme, from the top."""
    label: str
    level: str
    target: Target
    theme_label: str
    """Label of the cross-study theme."""
    theme_target: Target
    predicate: str
    predicate_words: str
    translation: str
    translation_words: str
    justification: str
    confidence: str
    author: str
    reviewer: str
    date: str
    supporting: tuple[QuoteCard, ...]
    contradicting: tuple[QuoteCard, ...]


def view_mapping(
    library: Library, badges: AbcMapping[str, StudyBadge], linked: LinkedMapping, *, supporting: bool = True
) -> MappingRow:
    """Return one mapping, ready to print, with the quotations that support it or, where nobody prints them, without."""
    mapping, theme = linked.mapping, linked.study_theme
    quotes = library.base.quotes
    return MappingRow(
        badge=badges[mapping.study],
        path=tuple(node.label for node in theme.ancestors),
        label=theme.node.label,
        level=theme.level,
        target=urls.study_theme(mapping.study, mapping.theme),
        theme_label=linked.cross_theme.label,
        theme_target=urls.theme(linked.cross_theme.id),
        predicate=mapping.predicate,
        predicate_words=PREDICATES[mapping.predicate],
        translation=mapping.translation,
        translation_words=TRANSLATIONS[mapping.translation],
        justification=mapping.justification,
        confidence=mapping.confidence,
        author=mapping.author,
        reviewer=mapping.reviewer or "not yet reviewed by a second person",
        date=mapping.date,
        supporting=view_quotes(library, badges, (quotes[q] for q in mapping.supporting_quotes if supporting)),
        contradicting=view_quotes(library, badges, (quotes[q] for q in mapping.contradicting_quotes)),
    )


def plural(number: int, noun: str, several: str = "") -> str:
    """Return a number with its noun, e.g. `1 study`, `5 studies`."""
    return f"{number} {noun if number == 1 else several or noun + 's'}"
