"""Cross-study themes: an index, and a page for each with every study's themes and voices."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.base import places_in_words
from generator.model.crosswalk import CrossStudyTheme
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.cite import cite_part
from generator.render.page import Library, Page, make_page
from generator.render.pictures.exposure import draw_exposure
from generator.render.pictures.exposure_view import view_exposure
from generator.render.urls import Target
from generator.render.views import MappingRow, QuoteCard, view_mapping, view_quotes, view_used_in


@dataclass(frozen=True)
class StudyVoice:
    """What one study brings to a cross-study theme."""

    badge: StudyBadge
    account: str
    account_where: str
    mappings: tuple[MappingRow, ...]
    quotes: tuple[QuoteCard, ...]


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


def theme_summaries(library: Library) -> tuple[ThemeSummary, ...]:
    """Return all cross-study themes in map order."""
    base = library.base
    badges = library.badges
    return tuple(
        ThemeSummary(
            label=theme.label,
            definition=theme.definition,
            target=urls.theme(theme.id),
            studies=tuple(
                badges[s]
                for s in base.studies
                if base.mappings_to(theme.id, s) or any(a.study == s for a in theme.accounts)
            ),
            mappings=len(base.mappings_to(theme.id)),
            quotes=sum(len(base.voices(theme.id, study)) for study in base.studies),
        )
        for theme in base.themes.values()
    )


def _voices(library: Library, theme: CrossStudyTheme) -> tuple[StudyVoice, ...]:
    base = library.base
    badges = library.badges
    accounts = {account.study: account for account in theme.accounts}
    voices = []
    for study in base.studies:
        mappings = base.mappings_to(theme.id, study)
        account = accounts.get(study)
        if mappings or account:
            voices.append(
                StudyVoice(
                    badge=badges[study],
                    account=account.text if account else "",
                    account_where=places_in_words(account.where) if account else "",
                    mappings=tuple(view_mapping(library, badges, m) for m in mappings),
                    quotes=view_quotes(library, badges, base.voices(theme.id, study)),
                )
            )
    return tuple(voices)


def render_theme(library: Library, theme: CrossStudyTheme, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the page of one cross-study theme."""
    voices = _voices(library, theme)
    position = [s.target for s in summaries].index(urls.theme(theme.id))
    silent = tuple(badge for badge in library.badges.values() if badge.id not in {v.badge.id for v in voices})
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
        voices=voices,
        used_in_pages=view_used_in(library, "theme", theme.id),
        silent=silent,
        how_to_cite=cite_part(library.edition, "this theme", f"theme-{theme.id}", theme.label, urls.theme(theme.id)),
        item=f"t:{theme.id}",
        summary=summaries[position],
        before=summaries[position - 1] if position else None,
        after=summaries[position + 1] if position + 1 < len(summaries) else None,
        urls=urls,
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
        exposure_view=view_exposure(library.base),
        draw_exposure=draw_exposure,
        urls=urls,
    )
