"""A knowledge base whose lists are parted: every link leads somewhere, and an edit changes only what shows it.

The limits are tiny, so that twelve made-up studies are many.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from markupsafe import Markup

from benchmarks.synthetic_corpus import write_corpus
from generator.build import Built, build
from generator.config import Edition
from generator.link.knowledge_base import link
from generator.link.reads import EVERYTHING, ReadLog
from generator.load.content import load_corpus
from generator.render import urls
from generator.render.addresses import AddressBook, name_in_bibliography
from generator.render.page import Library, Page
from generator.render.pages.bibliography import render_shelf, shelf_parts
from generator.render.pages.crosswalk import crosswalk_parts, render_crosswalk_part
from generator.render.pages.findings import finding_parts, render_finding_part
from generator.render.pages.themes import render_theme_part, theme_parts
from generator.render.parts import LIMITS, Limits
from generator.render.places import file_of
from generator.render.prepared import prepare
from generator.render.redirects import page_addresses
from generator.render.search import merge_sections, page_sections, search_entries
from generator.render.urls import Target
from generator.render.watched import WatchedLibrary

TINY = Limits(
    works=20,
    shelf=15,
    voices=3,
    rows=5,
    part_of_rows=4,
    columns=5,
    leaves=5,
    contributions=5,
    cards=4,
    contradictions=2,
)
EDITION = Edition(
    "Made up", "Nothing.", "1", "2026-01-01", "https://example.org/", "CC0", "https://example.org/l", "We"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    write_corpus(folder / "project", 12, 3)
    return folder / "project"


@pytest.fixture(scope="module")
def parted(project: Path) -> Built:
    """The twelve studies with tiny limits."""
    return build(project, EDITION, limits=TINY)


@pytest.fixture(scope="module")
def whole(project: Path) -> Built:
    """The same with the usual limits, under which nothing of it is long."""
    return build(project, EDITION)


@pytest.fixture(scope="module")
def anchors(parted: Built) -> dict[str, set[str]]:
    return {uri: prepare(page.markdown).anchors for uri, page in parted.pages.items()}


def book(built: Built) -> AddressBook:
    assert built.addresses is not None
    return built.addresses


def test_every_link_of_every_page_leads_to_something(parted: Built, anchors: dict[str, set[str]]) -> None:
    lost = [
        (uri, target)
        for uri, page in parted.pages.items()
        for target in page.links
        if (target.page not in parted.pages and target.page not in parted.files)
        or (target.anchor and target.anchor not in anchors[target.page])
    ]
    assert lost == []


def test_the_parts_are_just_those_that_the_book_knows(parted: Built, whole: Built) -> None:
    parts = {target.page for target in book(parted).pages()}
    assert parts == parted.pages.keys() - whole.pages.keys()
    kinds = {re.sub(r"[^/]*$", "", page) for page in parts}
    assert {"references/", "crosswalk/", "findings/evidence/", "findings/gaps/unquoted/", "studies/list/"} <= kinds
    assert {"data-notes/", "studies/reporting/", "findings/disagreements/", "themes/theme-01/"} <= kinds
    assert list(book(whole).pages()) == []


def test_every_part_can_be_reached_from_the_page_of_its_list(parted: Built) -> None:
    reached, waiting = set(), [target.page for target in (urls.REFERENCES, urls.CROSSWALK, urls.FINDINGS)]
    waiting += [target.page for target in (urls.THEMES, urls.STUDIES, urls.REPORTING, urls.DATA_NOTES)]
    while waiting:
        page = waiting.pop()
        if page not in reached and page in parted.pages:
            reached.add(page)
            waiting += [target.page for target in parted.pages[page].links]
    led_on = {urls.reference_shelf(shelf.slug).page for shelf in book(parted).shelves.walk() if shelf.below}
    assert {target.page for target in book(parted).pages()} - led_on <= reached


def test_no_page_of_a_list_shows_more_than_it_may(parted: Built) -> None:
    for uri, page in parted.pages.items():
        text = page.markdown
        if uri.startswith("references/"):
            assert text.count('class="em-work"') <= TINY.shelf
        if uri.startswith("themes/theme"):
            assert text.count('<div class="em-voice ') <= TINY.voices
        if uri.startswith("findings/evidence/"):
            assert text.count('<div class="em-voice">') <= TINY.voices
        if uri.startswith("studies/list/") or uri == "studies/index.md":
            assert 0 < text.count('<tr><th scope="row">') <= TINY.part_of_rows
        if uri.startswith("crosswalk/") and uri != "crosswalk/index.md":
            assert 0 < text.count('<table class="em-leaves">') <= TINY.leaves
        if uri.startswith("studies/reporting/"):
            assert 0 < text.count('<th scope="col"><a') <= 2 * TINY.columns


def test_nothing_is_lost_when_a_list_is_parted(parted: Built, whole: Built) -> None:
    def found(built: Built, start: str, pattern: str) -> list[str]:
        pages = (page.markdown for uri, page in built.pages.items() if uri.startswith(start))
        return sorted(hit for text in pages for hit in re.findall(pattern, text))

    assert found(parted, "references/", r'id="ref-[^"]*"') == found(whole, "references/", r'id="ref-[^"]*"')
    for start, pattern in (
        ("themes/", r"\{: #study-[\w-]* \}"),
        ("themes/", r'class="em-mapping '),
        ("crosswalk/", r'<th scope="row"><a href="[./]*studies/[^"]*#theme'),
        ("data-notes/", r"#note-[\w-]*"),
    ):
        parts, one = found(parted, start, pattern), found(whole, start, pattern)
        assert len(parts) == len(one) > 0, (start, pattern)
    assert len(found(parted, "findings/evidence/", "data-em-quote")) == len(
        found(whole, "findings/index.md", "data-em-quote")
    )


def test_an_old_address_finds_its_part(parted: Built, anchors: dict[str, set[str]]) -> None:
    pages = {urls.page_url(uri): uri for uri in parted.pages}
    index = parted.pages[urls.REFERENCES.page].markdown
    number = int(re.search(r'data-em-files="(\d+)"', index)[1])  # type: ignore[index]
    for key in parted.base.references:
        found = json.loads(parted.files[f"references/places/{file_of(key, number)}.json"])
        (page,) = (page for page, keys in found.items() if key in keys)
        assert urls.reference(key).anchor in anchors[pages[page]]
    for theme in parted.base.themes:
        if len(book(parted).voices(theme)) > 1:
            for page, studies in json.loads(parted.files[f"themes/{theme}/places.json"]).items():
                assert {urls.theme_voice(theme, study).anchor for study in studies} <= anchors[pages[page]]
    for page, studies in json.loads(parted.files["data-notes/places.json"]).items():
        assert set(studies) <= anchors[pages[page]]


def test_findings_keep_their_place_on_the_page_of_findings(parted: Built, anchors: dict[str, set[str]]) -> None:
    assert {urls.review_finding(finding).anchor for finding in parted.base.findings} <= anchors[urls.FINDINGS.page]


def test_a_parted_shelf_keeps_its_address_and_leads_on(parted: Built) -> None:
    inner = [shelf for shelf in book(parted).shelves.walk() if shelf.slug and shelf.below]
    assert inner
    for shelf in inner:
        page = parted.pages[urls.reference_shelf(shelf.slug).page]
        assert {urls.reference_shelf(leaf.slug) for leaf in shelf.leaves()} <= page.links
        assert "data-em-places" in page.markdown


def test_search_finds_each_thing_where_it_stands_and_no_part_of_a_list(
    parted: Built, anchors: dict[str, set[str]]
) -> None:
    entries = tuple(search_entries(parted.base, parted.addresses))
    for entry in entries:
        assert not entry.target.anchor or entry.target.anchor in anchors[entry.target.page]
    own = {urls.site_address(entry.target) for entry in entries}
    sections = [s for page in parted.pages.values() for s in page_sections(page, prepare(page.markdown), own)]
    locations = {section["location"] for section in merge_sections(sections, entries, {})}
    parts = {urls.page_url(target.page) for target in book(parted).pages()}
    assert {found for found in locations - own if found.partition("#")[0] in parts} == set()
    assert own <= locations


def test_parts_say_where_they_belong(parted: Built) -> None:
    uris = {uri: page for uri, page in parted.pages.items() if uri in {t.page for t in book(parted).pages()}}
    titles = [page.title for page in parted.pages.values()]
    assert all(titles.count(page.title) == 1 for page in uris.values())
    trail = json.loads(re.search(r">(\{.*\})</script>", parted.pages["themes/theme-01/2.md"].metadata)[1])  # type: ignore[index]
    steps = trail["@graph"][0]["breadcrumb"]["itemListElement"]
    assert [step["item"]["@id"].removeprefix("https://example.org/") for step in steps] == [
        "",
        "themes/",
        "themes/theme-01/",
        "themes/theme-01/2/",
    ]
    assert uris["themes/theme-01/2.md"].above == (urls.theme("theme-01"), parted.base.themes["theme-01"].label)


def test_an_edit_of_one_study_changes_the_pages_that_show_it_and_moves_nothing(project: Path, parted: Built) -> None:
    study = list(parted.base.studies.values())[5]
    path = project / "content" / "studies" / f"{study.id}.yml"
    before = path.read_text(encoding="utf-8")
    note = study.data_notes[0].what
    assert note in before
    path.write_text(before.replace(note, "A new sentence."), encoding="utf-8")
    try:
        edited = build(project, EDITION, limits=TINY)
    finally:
        path.write_text(before, encoding="utf-8")
    assert edited.pages.keys() == parted.pages.keys()
    changed = {uri for uri, page in edited.pages.items() if page != parted.pages[uri]}
    (part,) = (n for n, studies in enumerate(book(parted).notes, start=1) if study.id in studies)
    assert {urls.study(study.id).page, urls.data_notes_part(part).page} <= changed
    assert {
        uri for uri in changed if uri.startswith(("references/", "themes/", "crosswalk/", "studies/list/"))
    } == set()
    assert {uri for uri in changed if uri.startswith("data-notes/")} == {urls.data_notes_part(part).page}


def test_a_part_reads_its_own_studies_alone(parted: Built) -> None:
    library = Library(
        base=parted.base,
        edition=EDITION,
        citations={"vancouver": dict.fromkeys(parted.base.references, Markup("A work."))},
        downloads=(),
        verification={},
        limits=TINY,
    )

    def studies_read(make: Callable[[Library], Page]) -> set[str]:
        log = ReadLog()
        make(WatchedLibrary(library, log))
        assert not {EVERYTHING, "keys:studies"} & log.units
        return {unit.partition(":")[2] for unit in log.units if unit.startswith("study:")}

    theme = parted.base.themes["theme-01"]
    for part in theme_parts(library, theme)[1:]:
        assert studies_read(partial(render_theme_part, part=part)) == {study for study, _ in part.studies}
    for one in crosswalk_parts(library):
        assert studies_read(partial(render_crosswalk_part, part=one)) == set(one.studies)
    for further in finding_parts(library):
        if further.number > 1:
            assert studies_read(partial(render_finding_part, part=further)) == set(further.studies)
    for shelf in shelf_parts(library):
        # Of a work that is cited the bibliography asks only who cites it; whether it is a study it must ask.
        assert studies_read(partial(render_shelf, part=shelf)) == set(shelf.keys)


def test_a_redirect_may_lead_to_a_part(project: Path) -> None:
    base = link(load_corpus(project))
    added = page_addresses(base, TINY) - page_addresses(base)
    assert added == {urls.page_url(target.page) for target in AddressBook(base, TINY).pages()} != set()


@pytest.mark.parametrize("more", [0, 1])
def test_just_the_limit_is_one_page(project: Path, more: int) -> None:
    base = link(load_corpus(project))
    limits = replace(LIMITS, works=len(base.references) - more, shelf=50, rows=len(base.studies) - more, part_of_rows=7)
    found = AddressBook(base, limits)
    assert (len(found.studies) > 1, bool(found.shelves.below)) == (bool(more), bool(more))
    key = next(iter(base.references))
    stays = found.reference(key) == urls.reference(key)
    assert stays == (not more)
    assert found.reference(key).anchor == urls.reference(key).anchor


def test_works_are_looked_for_under_the_name_that_is_printed() -> None:
    def named(**csl: object) -> str:
        work = next(iter(BASE.values()))
        return name_in_bibliography(work.model_copy(update={"csl": csl, "title": "A title"}))

    BASE = link(load_corpus(Path(__file__).parent.parent / "small")).references
    assert named(author=[{"family": "Berg", "given": "A", "non-dropping-particle": "van den"}]) == "van den Berg A"
    assert named(author=[{"literal": "World Health Organization"}]) == "World Health Organization"
    assert named(editor=[{"family": "Editor"}]) == "Editor"
    assert named() == "A title"


def test_the_home_page_shows_the_newest(parted: Built) -> None:
    newest = list(parted.base.studies)[-TINY.cards // 2 :]
    home = parted.pages[urls.HOME.page]
    shown = {target.page for target in home.links if target.page.startswith("studies/study-")}
    assert {urls.study(study).page for study in newest} <= shown
    assert Target(urls.STUDIES.page) in home.links
    assert "The 2 newest of 12" in home.markdown
