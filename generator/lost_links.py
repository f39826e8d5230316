"""Links of generated pages that lead nowhere.

Comes in: the pages, and what is on the site. Goes out: each link whose page, file or place is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as AbcMapping

from generator.render.page import Page
from generator.render.page_facts import Links
from generator.render.urls import Target


def lost_links(
    pages: AbcMapping[str, Page], site: AbcMapping[str, Collection[str] | None], *, again: bool = False
) -> Iterator[str]:
    """Yield what is to be said of each link that leads nowhere, in the order of the pages.

    Args:
        pages: The pages of the build by `src_uri`.
        site: Every page and file of the site by `src_uri`; of a page its anchors, of a file nothing.
        again: Whether to look at the links between pages that stay, too. They were looked at when one of the two was
            made, or there was no site; a preview goes on after a warning, and has to say it again.
    """
    stay = frozenset() if again else frozenset(uri for uri, page in pages.items() if page.stays)
    for uri, page in sorted(pages.items()):
        links = page.links if isinstance(page.links, Links) else Links(page.links)
        asked = links.by_page.keys() - stay if uri in stay else links.by_page.keys()
        lost = [Target(to, anchor) for to in asked for anchor in _lost(links.by_page[to].split("\n"), to, site)]
        for target in sorted(lost):
            if target.page not in site:
                yield f"{uri} links to {target.page}, which is not part of the site"
            else:
                yield f"{uri} links to {target.page}#{target.anchor}, which has no such anchor"


def _lost(anchors: list[str], page: str, site: AbcMapping[str, Collection[str] | None]) -> list[str]:
    """Return which places of a page are not there."""
    if page not in site:
        return anchors
    there = site[page]
    return [] if there is None else [anchor for anchor in anchors if anchor and anchor not in there]
