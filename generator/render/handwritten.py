"""Hand-written pages with their marks turned into links, quotations and lists.

Comes in: a `HandwrittenPage` whose marks the checks have found good. Goes out: a `Page` whose Markdown is the
writer's own, but for the marks. What is embedded is literal: nothing of it can become markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from string import ascii_lowercase

from markupsafe import Markup

from generator.link.mentions import cited_works, explained_terms
from generator.model.glossary import GlossaryTerm
from generator.model.handwritten import HandwrittenPage, PageCitation, PageEmbed
from generator.model.reference import Reference
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal, render_template
from generator.render.page import Library, Page
from generator.render.reading_level import own_words, reading_grade
from generator.render.urls import PageLinks, Target
from generator.render.views import QuoteCard, view_quote

TEMPLATE = "handwritten"
"""What `Page.template` says of these pages."""


_PART = re.compile(r"\b(pp?\.|Table|Figure|row) (?=[\dA-Z])")
"""What a number follows on the same line, e.g. `p. 3`."""
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class CitedView:
    """A work in the list at the end of a page."""

    citation: Markup
    """Vancouver, safe HTML."""
    target: Target
    """Its place in the bibliography."""
    own: StudyBadge | None
    """The study of this knowledge base that it is."""
    doi: str


@dataclass(frozen=True)
class WordView:
    """A professional word that a page uses, with its meaning."""

    anchor: str
    label: str
    definition: str
    target: Target


def author_date_labels(library: Library) -> dict[str, str]:
    """Return the name of every work in running text, e.g. `Yahyavi 2020`; no two works have the same."""
    base = library.base
    plain = {key: _author_date(reference) for key, reference in base.references.items()}
    plain |= {study.id: study.short_name for study in base.studies.values()}
    shared = Counter(plain.values())
    seen: Counter[str] = Counter()
    labels = {}
    for key, label in plain.items():
        letter = ascii_lowercase[seen[label] % 26] if shared[label] > 1 else ""
        seen[label] += 1
        labels[key] = f"{label}{letter}"
    return labels


def _author_date(reference: Reference) -> str:
    names = reference.csl.get("author") or reference.csl.get("editor") or []
    families = [
        " ".join(
            part for part in (name.get("non-dropping-particle"), name.get("family") or name.get("literal")) if part
        )
        for name in names
    ]
    who = families[0] if families else f"“{' '.join(reference.title.split()[:4])}”"
    if len(families) == 2:
        who = f"{families[0]} and {families[1]}"
    elif len(families) > 2:
        who = f"{families[0]} et al."
    dates = reference.csl.get("issued", {}).get("date-parts") or [["n.d."]]
    return f"{who} {dates[0][0]}"


def work_target(library: Library, key: str) -> Target:
    """Return where a citation leads: to the study's page for a study of ours, else to the bibliography."""
    return urls.study(key) if key in library.base.studies else library.addresses.reference(key)


def render_handwritten_pages(library: Library) -> list[Page]:
    """Return every hand-written page, its marks resolved."""
    labels = author_date_labels(library)
    badges = library.badges
    return [_Writing(library, labels, badges, page).page() for page in library.base.pages.values()]


class _Writing:
    """The making of one page."""

    def __init__(
        self, library: Library, labels: AbcMapping[str, str], badges: dict[str, StudyBadge], page: HandwrittenPage
    ) -> None:
        self._library = library
        self._labels = labels
        self._badges = badges
        self._page = page
        self._links = PageLinks(page.uri)

    def page(self) -> Page:
        """Return the page, without the front matter, which MkDocs reads itself."""
        page = self._page
        markdown = self._text() + self._lists()
        return Page(page.uri, page.title, "", markdown, page.path, frozenset(self._links.used), template=TEMPLATE)

    def _text(self) -> str:
        """Return the writer's text, each mark replaced, the lines that only mark our own words taken out."""
        page = self._page
        changes = [(block.marker[0], block.marker[1], "") for block in page.blocks if block.marker]
        changes += [(mark.start, mark.end, self._mark(mark)) for mark in page.marks]
        parts, at = [], page.body
        for start, end, new in sorted(changes):
            parts += [page.text[at:start], new]
            at = end
        return "".join([*parts, page.text[at:]]).rstrip() + "\n"

    def _mark(self, mark: PageCitation | PageEmbed) -> str:
        if isinstance(mark, PageCitation):
            html = self._citation(mark)
        elif mark.kind == "quote":
            linked = self._library.base.quotes[mark.id]
            quote = view_quote(self._library, self._badges, linked)
            if mark.alone:
                return f"\n\n{self._card(quote)}\n\n"
            html = self._words_of(quote)
        elif mark.kind == "term":
            html = self._term(mark, self._library.base.glossary[mark.id])
        else:
            html = self._link(*self._named(mark), mark.words)
        # A line break of the content must not end a paragraph of the writer's.
        return str(html).replace("\n", "&#10;")

    def _link(self, target: Target, label: str, words: str = "") -> Markup:
        return Markup('<a href="{}">{}</a>').format(self._links.href(target), literal(words or label))

    def _named(self, mark: PageEmbed) -> tuple[Target, str]:
        base = self._library.base
        if mark.kind == "theme":
            return urls.theme(mark.id), base.themes[mark.id].label
        if mark.kind == "finding":
            return urls.review_finding(mark.id), base.findings[mark.id].text
        return urls.study(mark.id), base.studies[mark.id].short_name

    def _citation(self, mark: PageCitation) -> Markup:
        links = []
        for work in mark.works:
            label = self._labels[work.key]
            if work.place:
                label += ", " + _PART.sub(rf"\1{NO_BREAK}", work.place)
            links.append(self._link(work_target(self._library, work.key), label))
        return Markup('<span class="em-citation">({})</span>').format(Markup("; ").join(links))

    def _card(self, quote: QuoteCard) -> str:
        return render_template("quote-card", {"quote": quote, "href": self._links.href}).strip()

    def _words_of(self, quote: QuoteCard) -> Markup:
        who = self._link(quote.target, f"{quote.speaker}, {quote.badge.name}")
        return Markup('<q class="em-said">{}</q> <span class="em-citation">({})</span>').format(quote.words, who)

    def _term(self, mark: PageEmbed, term: GlossaryTerm) -> Markup:
        """Return a word as a link to its meaning, which is at the same time its description on this page.

        `title` shows it to a pointer; `aria-describedby` reads it out; the list of words at the end of the page
        prints it; the link leads to it by touch or keyboard. Nothing opens over the text, so nothing must be closed.
        """
        return Markup('<a class="em-term" href="{}" title="{}" aria-describedby="{}">{}</a>').format(
            self._links.href(urls.term(term.id)),
            literal(term.definition),
            _word_anchor(term.id),
            literal(mark.words or term.label),
        )

    def _lists(self) -> str:
        """Return what a page ends with: the meaning of its professional words, and the works that it cites."""
        library, base = self._library, self._library.base
        words = [
            WordView(_word_anchor(term.id), term.label, term.definition, urls.term(term.id))
            for term in sorted((base.glossary[name] for name in explained_terms(self._page)), key=_alphabetical)
        ]
        works = [
            CitedView(
                citation=library.citations["vancouver"][key],
                target=library.addresses.reference(key),
                own=self._badges.get(key),
                doi=str(library.reference(key).csl.get("DOI", "")),
            )
            for key in sorted(cited_works(self._page), key=lambda key: (self._labels[key].casefold(), key))
        ]
        # The guide promises to be easy: it says how easy.
        grade = reading_grade(own_words(self._page)) if self._page.uri.startswith("guide/") else None
        if not words and not works and grade is None:
            return ""
        context = {"words": words, "works": works, "grade": "" if grade is None else f"{max(grade, 0):.0f}"}
        age = 0 if grade is None else max(6, round(grade + 5))
        return "\n" + render_template("page-end", {**context, "age": age, "href": self._links.href})


def _word_anchor(term_id: str) -> str:
    return f"word-{term_id}"


def _alphabetical(term: GlossaryTerm) -> tuple[str, str]:
    return term.label.casefold(), term.id
