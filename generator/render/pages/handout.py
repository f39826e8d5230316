"""The handout builder: a page that says what it needs, and a frame that a script brings to life."""

from __future__ import annotations

from generator.render import urls
from generator.render.page import Library, Page, make_page


def render_handout(library: Library) -> Page:
    """Return the page of the handout builder."""
    return make_page(
        library,
        "handout",
        urls.HANDOUT,
        "Make your own handout",
        "Choose quotations, findings and parts of the guide, and print them on A4 with numbered references.",
        "generator/render/templates/handout.md.jinja",
        wide=True,
        weight=2.0,
        has_guide=any(page.uri == urls.GUIDE.page for page in library.base.pages.values()),
        packs=tuple((pack.audience, pack.title) for pack in library.base.packs.values()),
        urls=urls,
    )
