"""An old address leads to the new one, without a script; what would lead nowhere is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.audit.html_page import read_page
from generator.audit.site import audit
from generator.build import build as build_pages
from generator.build import check_project
from generator.config import Edition
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.render.redirects import page_addresses
from generator.render.urls import page_url
from tests.build.conftest import PROJECT, build

EDITION = Edition("Kettles", "", "1", "2026-01-02", "https://example.org/k/", "CC BY 4.0", "", "Testers")


def write(root: Path, *redirects: tuple[str, str]) -> None:
    lines = [f'  - old: "{old}"\n    new: "{new}"\n' for old, new in redirects]
    (root / "content/redirects.yml").write_text("redirects:\n" + "".join(lines), encoding="utf-8")


def test_an_old_address_leads_to_the_new_one(small: Path, tmp_path: Path) -> None:
    write(small, ("studies/alpha2019/", "studies/alpha2020/#quote-q01"), ("old/deep/page/", "/"))
    site = tmp_path / "site"
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    page = read_page((site / "studies/alpha2019/index.html").read_text(encoding="utf-8"))
    assert page.refresh == "../../studies/alpha2020/#quote-q01"
    assert page.scripts == [] and page.policies
    assert read_page((site / "old/deep/page/index.html").read_text(encoding="utf-8")).refresh == "../../../"
    assert audit(site) == []
    assert "alpha2019" not in (site / "search/search_index.json").read_text(encoding="utf-8")


def test_the_new_address_is_the_canonical_one(small: Path) -> None:
    write(small, ("studies/alpha2019/", "studies/alpha2020/"))
    html = build_pages(small, EDITION).files["studies/alpha2019/index.html"].decode()
    assert read_page(html).canonical == "https://example.org/k/studies/alpha2020/"


@pytest.mark.parametrize(
    ("redirects", "line", "words"),
    [
        ([("studies/alpha2019/", "studies/alpha2002/")], 3, "there is no page"),
        ([("studies/alpha2020/", "studies/beta2021/")], 2, "still a page"),
        ([("Studies/Alpha2020/", "studies/beta2021/")], 2, "still a page"),
        ([("about/", "studies/beta2021/")], 2, "still a page"),
        ([("a/", "a/")], 3, "has moved itself"),
        ([("a/", "b/"), ("b/", "a/")], 3, "has moved itself"),
        ([("a/", "themes/"), ("b/", "a/#x")], 5, "has moved itself"),
        ([("a/", "themes/"), ("A/", "studies/")], 4, "moves twice"),
        ([("../a/", "themes/")], 2, "no address"),
        ([("/a/", "themes/")], 2, "no address"),
        ([("a", "themes/")], 2, "no address"),
        ([("a/", "https://evil.example/")], 3, "no address"),
        ([("a/", "//evil.example/")], 3, "no address"),
        ([("a/", "themes/'><script>")], 3, "no address"),
    ],
)
def test_what_would_lead_nowhere_is_refused(
    small: Path, redirects: list[tuple[str, str]], line: int, words: str
) -> None:
    write(small, *redirects)
    errors = check_project(small).report.errors
    found = [error for error in errors if error.rule == "redirect" and words in error.message]
    assert found, [str(error) for error in errors]
    assert (found[0].location.path, found[0].location.line) == ("content/redirects.yml", line)


def test_ten_thousand_wrong_ones_are_answered_soon(small: Path) -> None:
    write(small, *((f"a{number}/", f"b{number}/") for number in range(5_000)))
    assert 0 < len([error for error in check_project(small).report.errors if error.rule == "redirect"]) < 5_000


@pytest.mark.content
def test_the_addresses_of_all_pages_are_known() -> None:
    built = build_pages(PROJECT, EDITION)
    assert built.pages, str(built.report)
    assert page_addresses(link(load_corpus(PROJECT))) == {page_url(uri) for uri in built.pages}
