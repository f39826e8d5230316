"""Lists that are parted, in a real browser: an address that was given once leads to the thing, by hand and by script."""

from __future__ import annotations

import functools
import http.server
import os
import re
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect

from benchmarks.synthetic_corpus import write_corpus
from generator.build import Built, build
from generator.plugin import EvidenceMapPlugin
from generator.render import urls
from generator.render.parts import Limits
from tests.browser import kinds as page_kinds
from tests.browser.conftest import Guarded
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

PALETTE = """\
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, primary: custom, accent: custom}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom, accent: custom}
"""
TINY = Limits(
    works=20, shelf=15, voices=3, rows=5, part_of_rows=4, columns=5, leaves=5, contributions=5, contradictions=2
)


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Built]]:
    """A site of twelve made-up studies with tiny limits, served, and what it was built from."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    root = tmp_path_factory.mktemp("parted") / "project"
    write_corpus(root, 12, 3)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  font: false\n", f"  font: false\n{PALETTE}"), encoding="utf-8")
    config = load_config(str(settings), site_dir=str(root / "site"), strict=True)
    plugin = config.plugins["evidence_map"]
    assert isinstance(plugin, EvidenceMapPlugin)
    built = plugin.handed = build(root, plugin.edition(config), limits=TINY)
    build_with_mkdocs(config)
    handler = functools.partial(Guarded, directory=str(root / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", built
    server.shutdown()
    server.server_close()


def works_of_each_file(built: Built) -> list[str]:
    """Return the first and the last work of the bibliography, which stand on different parts."""
    keys = [key for leaf in built.addresses.shelves.leaves() for key in leaf.keys]  # type: ignore[union-attr]
    return [keys[0], keys[-1]]


def test_the_address_of_a_work_leads_to_it(page: Page, parted: tuple[str, Built]) -> None:
    site, built = parted
    for key in works_of_each_file(built):
        page.goto("about:blank")
        page.goto(f"{site}references/#ref-{key}")
        expect(page).to_have_url(site + urls.site_address(built.addresses.reference(key)))  # type: ignore[union-attr]
        expect(page.locator(f"[id='ref-{key}']")).to_be_in_viewport()
    # One step back leaves the bibliography: the page that led on is not in the way.
    page.go_back()
    assert page.url == "about:blank"


def test_an_address_typed_on_the_page_itself_leads_on(page: Page, parted: tuple[str, Built]) -> None:
    site, built = parted
    last = works_of_each_file(built)[-1]
    page.goto(f"{site}references/")
    page.evaluate("key => { location.hash = `ref-${key}` }", last)
    # Not `wait_for_url`: the jump that is replaced at once counts there as one that failed.
    expect(page).to_have_url(re.compile(rf"{re.escape(site)}references/[^/]+/#ref-{re.escape(last)}$"))


def test_a_page_of_many_works_leads_on_too(page: Page, parted: tuple[str, Built]) -> None:
    site, built = parted
    shelf = next(s for s in built.addresses.shelves.walk() if s.slug and s.below)  # type: ignore[union-attr]
    page.goto(f"{site}references/{shelf.slug}/#ref-{shelf.keys[-1]}")
    key = re.escape(shelf.keys[-1])
    expect(page).to_have_url(re.compile(rf"{re.escape(site)}references/{re.escape(shelf.slug)}[^/]*-[^/]*/#ref-{key}$"))


def test_a_work_that_is_not_there_is_said_to_be_missing(page: Page, parted: tuple[str, Built]) -> None:
    site, _ = parted
    page.goto(f"{site}references/#ref-nobody1900")
    expect(page.get_by_role("status")).to_contain_text("There is no such place here")
    assert page.url.endswith("references/#ref-nobody1900")


def test_without_the_file_the_page_says_so_and_the_letters_are_there(page: Page, parted: tuple[str, Built]) -> None:
    site, built = parted
    page.route("**/places/*.json", lambda route: route.abort())
    page.goto(f"{site}references/#ref-{works_of_each_file(built)[1]}")
    expect(page.get_by_role("status")).to_contain_text("could not be looked up")
    assert page.get_by_role("navigation", name="Works by letter").get_by_role("link").count() > 5


def test_without_scripts_the_letters_lead_to_every_work(browser: Browser, parted: tuple[str, Built]) -> None:
    site, built = parted
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}references/")
    expect(page.get_by_role("status")).to_be_hidden()
    page.get_by_role("navigation", name="Works by letter").get_by_role("link").last.click()
    expect(page.locator(f"[id='ref-{works_of_each_file(built)[1]}']")).to_be_visible()
    context.close()


@pytest.mark.parametrize("kind", ["theme", "notes", "crosswalk"])
def test_the_place_of_a_study_leads_to_its_part(page: Page, parted: tuple[str, Built], kind: str) -> None:
    site, built = parted
    book = built.addresses
    assert book is not None
    theme = next(theme for theme in built.base.themes if len(book.voices(theme)) > 1)
    study = book.voices(theme)[-1][-1]
    noted = book.notes[-1][-1]
    address, part = {
        "theme": (f"themes/{theme}/#study-{study}", book.voice(theme, study)),
        "notes": (f"data-notes/#{noted}", urls.Target(urls.data_notes_part(len(book.notes)).page, noted)),
        "crosswalk": (
            f"crosswalk/#study-{book.crosswalk[-1][-1]}",
            urls.Target(urls.crosswalk_part(len(book.crosswalk)).page, f"study-{book.crosswalk[-1][-1]}"),
        ),
    }[kind]
    page.goto(site + address)
    expect(page).to_have_url(site + urls.site_address(part))
    expect(page.locator(f"[id='{part.anchor}']")).to_be_in_viewport()


def test_parts_are_walked_by_keyboard(page: Page, parted: tuple[str, Built]) -> None:
    site, built = parted
    page.goto(f"{site}studies/")
    steps = page.get_by_role("navigation", name="Parts before and after")
    for number in range(2, len(built.addresses.studies) + 1):  # type: ignore[union-attr]
        steps.get_by_role("link", name="Next").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}studies/list/{number}/")
    expect(steps.get_by_role("link", name="Next")).to_have_count(0)
    page.get_by_role("link", name="All parts").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}studies/")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_parts_is_wider_than_the_window(page: Page, parted: tuple[str, Built], width: int) -> None:
    site, _ = parted
    page.set_viewport_size({"width": width, "height": 800})
    for place in ("references/", "crosswalk/", "crosswalk/1/", "findings/", "studies/", "studies/reporting/"):
        page.goto(site + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_any_kind_of_part(
    browser: Browser, parted: tuple[str, Built], width: int, scheme: Literal["light", "dark"]
) -> None:
    site, built = parted
    kinds = {page.template: uri for uri, page in built.pages.items() if page.template in page_kinds.PARTED}
    assert kinds.keys() == page_kinds.PARTED
    places = [*kinds.values(), urls.STUDIES.page, urls.DATA_NOTES.page, urls.theme("theme-01").page]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for uri in places:
        page.goto(site + urls.page_url(uri))
        assert faults(page, scheme) == [], uri
    context.close()
