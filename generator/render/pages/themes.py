"""Cross-study themes: an index, and a page for each with every study's themes and voices.

A theme of which many studies speak has parts: the first is the theme's own page, the others hold studies alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.base import places_in_words
from generator.model.crosswalk import Account, CrossStudyTheme
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.cite import cite_part
from generator.render.environment import literal
from generator.render.page import Library, Page, make_page
from generator.render.pager import Pager, study_pager, study_parts
from generator.render.pictures.exposure import draw_exposure
from generator.render.pictures.exposure_view import view_exposure
from generator.render.places import voice_places
from generator.render.urls import Href, Target
from generator.render.views import MappingRow, QuoteCard, view_mapping, view_quotes, view_used_in


@dataclass(frozen=True)
class StudyVoice:
    """What one study brings to a cross-study theme."""

    badge: StudyBadge
    account: str
    account_where: str
    mappings: tuple[MappingRow, ...]
    quotes: tuple[QuoteCard, ...]

    def reasons(self, href: Href) -> Markup:
        """Return the mappings as items of a list; all themes have tens of thousands, too many for a template."""
        return Markup("\n").join(_reason(row, href) for row in self.mappings)


def _reason(row: MappingRow, href: Href) -> Markup:
    kind = literal(row.translation)
    path = f' <span class="em-path">in {literal(" › ".join(row.path))}</span>' if row.path else ""
    against = "; ".join(
        f'<a href="{href(quote.target)}">'
        f"{literal(quote.speaker)}, {literal(quote.badge.name)}, {literal(quote.where)}</a>"
        for quote in row.contradicting
    )
    against = f'<p class="em-small">Speaks against it: {against}.</p>' if against else ""
    return Markup(
        f'<li class="em-mapping em-mapping--{kind}"><p><a href="{href(row.target)}">{literal(row.label)}</a>{path}</p>\n'
        f'<p class="em-tags"><span class="em-tag" title="skos:{literal(row.predicate)}">{literal(row.predicate_words)}'
        f'</span> <span class="em-tag em-tag--{kind}">{literal(row.translation_words)}</span> '
        f'<span class="em-tag">{literal(row.confidence)} confidence</span></p>\n'
        f"<p>{literal(row.justification)}</p>\n{against}"
        f'<p class="em-small">{literal(row.author)}, {literal(row.date)}; {literal(row.reviewer)}.</p></li>'
    )


@dataclass(frozen=True)
class ThemeSummary:
    """A cross-study theme in a list; its counts feed index, crosswalk and theme page."""

    label: str
    definition: str
    target: Target
    studies: tuple[StudyBadge, ...]
    """The studies with a mapping or an account."""
    mappings: int
    quotes: int


@dataclass(frozen=True)
class ThemePlace:
    """What a theme's page is told of the whole: its own counts, and the themes beside it."""

    papers: int
    mappings: int
    quotes: int
    before: tuple[str, Target] | None
    """Label and page."""
    after: tuple[str, Target] | None


@dataclass(frozen=True)
class ThemePart:
    """A part of a theme's page: everything that it is made from besides what its studies say."""

    theme: str
    label: str
    studies: tuple[tuple[str, Account | None], ...]
    """Ids, in the order of the site, with what the theme's page says of each in our words."""
    pager: Pager | None
    """None where the theme's page has one part alone."""

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.theme_part(self.theme, self.pager.number if self.pager else 1)


def theme_summaries(library: Library) -> tuple[ThemeSummary, ...]:
    """Return all cross-study themes in map order."""
    base = library.base
    badges = library.badges
    summaries = []
    for theme in base.themes.values():
        studies = [study for part in library.addresses.voices(theme.id) for study in part]
        summaries.append(
            ThemeSummary(
                label=theme.label,
                definition=theme.definition,
                target=urls.theme(theme.id),
                studies=tuple(badges[study] for study in studies),
                mappings=sum(len(base.mappings_to(theme.id, study)) for study in studies),
                quotes=sum(len(base.voices(theme.id, study)) for study in studies),
            )
        )
    return tuple(summaries)


def theme_places(summaries: tuple[ThemeSummary, ...]) -> tuple[ThemePlace, ...]:
    """Return what each theme's page is told of the whole, in map order."""
    links = [None, *((summary.label, summary.target) for summary in summaries), None]
    return tuple(
        ThemePlace(len(summary.studies), summary.mappings, summary.quotes, links[n - 1], links[n + 1])
        for n, summary in enumerate(summaries, start=1)
    )


def theme_parts(library: Library, theme: CrossStudyTheme) -> tuple[ThemePart, ...]:
    """Return the parts of a theme's page; the first is for `render_theme`, each other for `render_theme_part`."""
    parts = library.addresses.voices(theme.id)
    accounts = {account.study: account for account in theme.accounts}

    def place(number: int) -> Target:
        return urls.theme_part(theme.id, number)

    return tuple(
        ThemePart(
            theme.id,
            theme.label,
            tuple((study, accounts.get(study)) for study in part),
            study_pager(library.base, parts, n, place, urls.theme(theme.id)),
        )
        for n, part in enumerate(parts, start=1)
    )


def _voices(library: Library, part: ThemePart) -> Iterator[StudyVoice]:
    base = library.base
    badges = library.badges
    for study, account in part.studies:
        yield StudyVoice(
            badge=badges[study],
            account=account.text if account else "",
            account_where=places_in_words(account.where) if account else "",
            mappings=tuple(
                view_mapping(library, badges, m, supporting=False) for m in base.mappings_to(part.theme, study)
            ),
            quotes=view_quotes(library, badges, base.voices(part.theme, study)),
        )


def render_theme(library: Library, theme: CrossStudyTheme, place: ThemePlace) -> Page:
    """Return the page of one cross-study theme, with the first part of the studies."""
    book = library.addresses
    part = theme_parts(library, theme)[0]
    speaking = {study for voices in book.voices(theme.id) for study in voices}
    silent = [study for study in library.base.studies if study not in speaking]
    return make_page(
        library,
        "theme",
        urls.theme(theme.id),
        theme.label,
        theme.definition,
        f"content/themes/{theme.id}.yml",
        weight=4.0,
        definition=theme.definition,
        scope_note=theme.scope_note or "",
        agreement=theme.agreement or "",
        disagreement=theme.disagreement or "",
        voices=tuple(_voices(library, part)),
        pager=part.pager,
        parts=study_parts(library.base, book.voices(theme.id), lambda n: urls.theme_part(theme.id, n)),
        places_view=voice_places(book, theme.id),
        used_in_pages=view_used_in(library, "theme", theme.id),
        silent=tuple(library.badges[study] for study in silent) if len(silent) <= book.limits.voices else (),
        silent_count=len(silent),
        how_to_cite=cite_part(library.edition, "this theme", f"theme-{theme.id}", theme.label, urls.theme(theme.id)),
        item=f"t:{theme.id}",
        place=place,
        urls=urls,
    )


def render_theme_part(library: Library, part: ThemePart) -> Page:
    """Return a further part of a theme's page: what its studies say, and nothing of the others."""
    pager = part.pager
    assert pager is not None
    return make_page(
        library,
        "theme-part",
        part.target,
        f"{part.label}, part {pager.number} of {pager.total}",
        f"What the {pager.words} say on this theme.",
        f"content/themes/{part.theme}.yml",
        weight=0.0,
        above=(urls.theme(part.theme), part.label),
        label=part.label,
        voices=tuple(_voices(library, part)),
        pager=pager,
    )


def render_themes_index(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the list of cross-study themes."""
    return make_page(
        library,
        "themes",
        urls.THEMES,
        "Themes across studies",
        "What the studies say together, theme by theme, from the first session to what stays.",
        "content/themes",
        themes=summaries,
        most_marks=library.limits.voices,
        exposure_view=view_exposure(library.base),
        draw_exposure=draw_exposure,
        urls=urls,
    )
