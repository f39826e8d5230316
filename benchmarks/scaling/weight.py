"""What a built site weighs.

Comes in: the folder of a site. Goes out: counts and bytes; `gzipped` is at level 9, as a host would send it.
"""

from __future__ import annotations

import gzip
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent
STUDY_PAGE = "studies/study-0001/index.html"
"""The page that is compared between sizes: the study is the same file in each."""


def gzipped(path: Path) -> int:
    """Return the size of a file when it is sent."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def weigh(site: Path) -> dict[str, int]:
    """Return the weight of the study page, of all pages and of the whole site."""
    page = site / STUDY_PAGE
    pages = list(site.rglob("*.html"))
    return {
        "page_bytes": page.stat().st_size if page.is_file() else 0,
        "page_gzipped": gzipped(page) if page.is_file() else 0,
        "html_files": len(pages),
        "html_bytes": sum(path.stat().st_size for path in pages),
        "site_bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
    }
