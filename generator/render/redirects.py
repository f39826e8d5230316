"""Pages at old addresses, which lead to the new ones without a script; and the addresses of all pages.

Comes in: the knowledge base. Goes out: HTML files by path. They are no pages of MkDocs', so that neither the search nor
the site map lists them.
"""

from __future__ import annotations

from html import escape

from generator.content_security import with_policy
from generator.link.knowledge_base import KnowledgeBase
from generator.render import urls
from generator.render.addresses import AddressBook
from generator.render.parts import LIMITS, Limits

_FIXED = (
    urls.HOME,
    urls.GUIDE,
    urls.MAP,
    urls.QUOTES,
    urls.HANDOUT,
    urls.ORIENTATION,
    urls.STUDIES,
    urls.THEMES,
    urls.CROSSWALK,
    urls.FINDINGS,
    urls.DISAGREEMENTS,
    urls.REPORTING,
    urls.REFERENCES,
    urls.DATA_NOTES,
    urls.DATA,
    urls.ABOUT,
    urls.METHOD,
    urls.CHANGES,
    urls.GLOSSARY,
)

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="refresh" content="0; url={href}">
    {canonical}<title>This page has moved</title>
  </head>
  <body>
    <p>This page has moved: <a href="{href}">go to its new address</a>.</p>
  </body>
</html>
"""


def page_addresses(base: KnowledgeBase, limits: Limits = LIMITS) -> frozenset[str]:
    """Return the address of every page, and of those that a small knowledge base does without."""
    targets = [
        *_FIXED,
        *map(urls.study, base.studies),
        *map(urls.theme, base.themes),
        *map(urls.pack, base.packs),
        *(urls.handwritten(page.uri) for page in base.corpus.pages),
        *AddressBook(base, limits).pages(),
    ]
    return frozenset(urls.page_url(target.page) for target in targets)


def render_redirects(base: KnowledgeBase, site_url: str) -> dict[str, bytes]:
    """Return a page for each old address; `site_url` is empty where the site has no address yet."""
    return {
        f"{redirect.old}index.html": _page(redirect.old, redirect.new, site_url) for redirect in base.corpus.redirects
    }


def _page(old: str, new: str, site_url: str) -> bytes:
    address = new.removeprefix("/")
    canonical = f'<link rel="canonical" href="{escape(site_url + address)}">\n    ' if site_url else ""
    html = _PAGE.format(href=escape("../" * old.count("/") + address), canonical=canonical)
    return with_policy(html).encode()
