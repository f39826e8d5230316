"""The data's history: read from CHANGELOG.md, shown on a page and in a feed that is well-formed whatever stands there."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.audit.html_page import read_page
from generator.audit.site import audit
from generator.build import build as build_pages
from generator.build import check_project
from generator.config import Edition
from tests.build.conftest import build

EDITION = Edition("Kettles & <cups>", "", "1", "2026-01-02", "https://example.org/k/", "CC BY 4.0", "", "Testers")
HISTORY = """# Changes

## Unreleased

### Data

- Not shown yet.

## 1.1.0, 2026-03-04

### Data

- One more study, `gamma2022`, with
  twelve quotations.
- <script>alert(1)</script> & **bold** {{ 7*7 }} ]]>

### Program

- Faster.

## 1.0.0, 2026-01-02

### Data

- Two studies.

## 0.9.0, 2026-01-01

### Program

- Only the program changed.
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_page_and_the_feed_tell_what_changed_in_the_data(small: Path, tmp_path: Path) -> None:
    (small / "CHANGELOG.md").write_text(HISTORY, encoding="utf-8")
    config = small / "mkdocs.yml"
    config.write_text("site_url: https://example.org/k/\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    site = tmp_path / "site"
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    html = (site / "about/changes/index.html").read_text(encoding="utf-8")
    assert "<code>" in html and "twelve quotations" in html
    assert "<script>alert" not in html and "&lt;script&gt;" in html.replace("&#60;", "&lt;").replace("&#62;", "&gt;")
    for hidden in ("Not shown yet", "Faster", "Only the program"):
        assert hidden not in html
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-03-04T00:00:00Z", "2026-01-02T00:00:00Z"]
    assert feed.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00Z"
    words = ["".join(item.itertext()) for item in entries[0].iter("{http://www.w3.org/1999/xhtml}li")]
    assert words[1] == "<script>alert(1)</script> & **bold** {{ 7*7 }} ]]>"
    anchors = read_page(html).anchors
    for entry in entries:
        address = entry.findtext(f"{ATOM}id") or ""
        assert address.startswith("https://example.org/k/about/changes/#")
        assert address.partition("#")[2] in anchors
    home = (site / "index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" type="application/atom+xml"' in home and 'href="./feed.xml"' in home.replace(
        'href="feed.xml"', 'href="./feed.xml"'
    )
    assert audit(site) == []


def test_a_feed_has_what_rfc_4287_asks_for(small: Path) -> None:
    (small / "CHANGELOG.md").write_text(HISTORY, encoding="utf-8")
    feed = ElementTree.fromstring(build_pages(small, EDITION).files["feed.xml"])
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(ATOM + name)) == 1
    assert feed.findtext(f"{ATOM}title") == "Kettles & <cups>: changes"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Testers"
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}


def test_without_a_history_or_an_address_there_is_no_feed(small: Path) -> None:
    built = build_pages(small, EDITION)
    assert "feed.xml" not in built.files and "about/changes.md" not in built.pages
    (small / "CHANGELOG.md").write_text(HISTORY, encoding="utf-8")
    homeless = Edition("Kettles", "", "1", "2026-01-02", "", "CC BY 4.0", "", "Testers")
    built = build_pages(small, homeless)
    assert "feed.xml" not in built.files and "about/changes.md" in built.pages


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("## 1.0, yesterday", "no version and day"),
        ("## 1.0, 2026-02-30", "no version and day"),
        ("## one, 2026-01-02", "no version and day"),
        ("## 1.1.0, 2026-01-02", "stands twice"),
    ],
)
def test_a_wrong_heading_is_named_with_its_line(small: Path, heading: str, words: str) -> None:
    (small / "CHANGELOG.md").write_text(HISTORY.replace("## 1.0.0, 2026-01-02", heading), encoding="utf-8")
    (error,) = check_project(small).report.errors
    assert (error.rule, error.location.path, error.location.line) == ("changelog", "CHANGELOG.md", 21)
    assert words in error.message


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"## \x00", b"", b"## 1.0.0, 2026-01-02\n### Data\n- a\x00b\x1b[31m"])
def test_broken_bytes_are_no_crash(small: Path, raw: bytes) -> None:
    (small / "CHANGELOG.md").write_bytes(raw)
    built = build_pages(small, EDITION)
    if not built.report.errors and "feed.xml" in built.files:
        ElementTree.fromstring(built.files["feed.xml"])


def test_every_page_is_in_the_site_map(small: Path, tmp_path: Path) -> None:
    config = small / "mkdocs.yml"
    config.write_text("site_url: https://example.org/k/\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    site = tmp_path / "site"
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    listed = {
        (element.text or "").removeprefix("https://example.org/k/")
        for element in ElementTree.parse(site / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    pages = {str(path.parent.relative_to(site)) + "/" for path in site.rglob("index.html")}
    assert {place if place else "./" for place in listed} == pages


def test_the_page_for_wrong_addresses_leads_to_the_sections_and_the_search(built_once: Path) -> None:
    html = (built_once / "404.html").read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    links = {link.value for link in read_page(article).links}
    assert {"/studies/", "/themes/", "/crosswalk/", "/references/"} <= links
    assert "search" in article and "Page not found" in article
