"""The kinds of page of the real site: one address for each, read from what is built, so that none is forgotten."""

from __future__ import annotations

from pathlib import Path

from generator.build import build
from generator.config import Edition
from generator.render.urls import page_url

PROJECT = Path(__file__).parent.parent.parent
TEMPLATES = PROJECT / "generator" / "render" / "templates"
HANDWRITTEN = PROJECT / "content" / "pages"
PARTED = {
    "contradictions",
    "crosswalk-index",
    "crosswalk-part",
    "finding",
    "finding-part",
    "findings-summary",
    "gaps",
    "references-index",
    "references-part",
    "reporting-index",
    "theme-part",
}
"""Pages that only a knowledge base of many studies has; `test_long_lists.py` reads them on a made-up one."""


def templates() -> set[str]:
    """Return the name of each page template; what prints no first heading is a part of a page."""
    return {
        path.name.removesuffix(".md.jinja")
        for path in TEMPLATES.glob("*.md.jinja")
        if "heading(1" in path.read_text(encoding="utf-8")
    }


def addresses() -> dict[str, str]:
    """Return the kinds of page, each with the address of its longest page: the one with the most to go wrong."""
    edition = Edition(
        title="", description="", version="", date="", site_url="", license_name="", license_url="", editors=""
    )
    texts = {
        path.relative_to(HANDWRITTEN).as_posix(): ("written by hand", path.read_text(encoding="utf-8"))
        for path in HANDWRITTEN.rglob("*.md")
    }
    built = build(PROJECT, edition)
    assert not built.report.errors, str(built.report)
    texts |= {uri: (page.template or "written by hand", page.markdown) for uri, page in built.pages.items()}
    longest: dict[str, str] = {}
    for uri, (kind, text) in sorted(texts.items()):
        if kind not in longest or len(text) > len(texts[longest[kind]][1]):
            longest[kind] = uri
    return {kind: f"/{page_url(uri)}" for kind, uri in longest.items()} | {"not found": "/404.html"}
