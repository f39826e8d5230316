"""Map and quote browser of more studies than anybody lists: made-up ones, rendered without the rest of the site."""

from __future__ import annotations

import dataclasses
import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

from benchmarks.instruments import read_library, write_instruments
from benchmarks.synthetic_corpus import write_corpus
from generator.link.evidence_map import map_evidence, terms_of
from generator.render.browse import browse_parts
from generator.render.browse_words import part_of, parts, plain_words, study_words
from generator.render.page import Library
from generator.render.pages.evidence_map import FEW_PAPERS

pytestmark = pytest.mark.browser

STUDIES = 80


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("many") / "project"
    write_corpus(folder, STUDIES, 1)
    return read_library(folder)


@pytest.fixture(scope="module")
def many(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("many-site")
    write_instruments(library, folder)
    cited = dataclasses.replace(library, citations={"vancouver": {key: Markup(key) for key in library.base.references}})
    for part in browse_parts(cited, map_evidence(library.base)):
        if part.path == "browse/handout.json":
            (folder / part.path).write_bytes(part.make(cited))
    html = (folder / "quotes" / "index.html").read_text(encoding="utf-8")
    start, end = html.index("<body"), html.index("<script")
    page = f'{html[:start]}<body class="md-typeset"><div class="em-handout" data-em-handout></div>{html[end:]}'
    (folder / "handout").mkdir()
    (folder / "handout" / "index.html").write_text(page, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_paper_is_found_by_its_name_and_stays_chosen(page: Page, many: str) -> None:
    assert STUDIES > FEW_PAPERS
    page.goto(many + "/quotes/")
    papers = page.get_by_role("group", name="Paper")
    expect(papers.get_by_role("checkbox")).to_have_count(12)
    expect(papers.get_by_text("68 more. Write a name to find one.")).to_be_visible()
    papers.get_by_role("searchbox").fill("study 0077")
    expect(papers.get_by_role("checkbox")).to_have_count(1)
    papers.get_by_label("Study 0077").check()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile("^20 of 1600 "))
    expect(page).to_have_url(re.compile("study=study-0077$"))
    expect(papers.get_by_label("Study 0077")).to_be_focused()
    papers.get_by_role("searchbox").fill("0005")
    expect(papers.get_by_role("checkbox")).to_have_count(2)
    papers.get_by_label("Study 0005").check()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile("^40 of 1600 "))
    page.reload()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile("^40 of 1600 "))
    assert papers.get_by_role("checkbox", checked=True).count() == 2
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("[data-em-result]")).to_have_text("All 1600 quotations")
    assert papers.get_by_role("checkbox", checked=True).count() == 0


def test_words_find_the_same_quotations_as_reading_all_of_them(page: Page, many: str, library: Library) -> None:
    base = library.base
    assert parts(base) > 1, "the words lie in several files"
    said = {
        f"{study.id}.{quote.id}": words
        for study in base.studies.values()
        for quote, words in zip(study.quotes, study_words(study), strict=True)
    }
    for linked in map_evidence(base).spoken.items():
        for spoken in linked[1].values():
            for quote in spoken.quotes:
                said[quote] |= {*plain_words(base.themes[linked[0]].label)}
    page.goto(many + "/quotes/")
    for query in ("the", "that was", "WITH this fro", "to"):
        wanted = plain_words(query)
        number = sum(
            all(any(word.startswith(one) if len(one) > 2 else word == one for word in words) for one in wanted)
            for words in said.values()
        )
        assert 0 < number < len(said)
        page.get_by_role("searchbox", name="Words in the quotation").fill(query)
        expect(page.locator("[data-em-result]")).to_have_text(f"{number} of {len(said)} quotations")
        expect(page.locator(".em-quote")).to_have_count(min(30, number))


def test_scripts_and_generator_read_words_alike(page: Page, many: str) -> None:
    texts = [
        "I’m «naïve», DON'T say co-operate; Ōmer’s 2 ½ … _x_",
        "Straße ΣΟΦΟΣ Ünal'ın 東京 ﬁne",
        "the",
        "ä",
        "e\u0301te",
    ]
    page.goto(many + "/quotes/")
    read = page.evaluate("async (texts) => texts.map((await import('/assets/quote-words.js')).wordsOf)", texts)
    assert read == [plain_words(text) for text in texts]
    words = [word for text in texts for word in plain_words(text)]
    placed = page.evaluate(
        "async (words) => { const { partOf } = await import('/assets/quote-words.js'); return words.map((word) => partOf(word, { key: 3, parts: 128 })); }",
        words,
    )
    assert placed == [part_of(word, 128) for word in words]


def test_the_map_counts_what_the_evidence_map_counts(page: Page, many: str, library: Library) -> None:
    base = library.base
    axis = next(axis for axis in base.corpus.vocabulary.axes if axis.id == "stage")  # type: ignore[union-attr]
    evidence = map_evidence(base)
    page.goto(many + "/map/?by=profession&count=quotes&stage=trainee")
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(" of 80 papers pass the filters"))
    passing = {study.id for study in base.studies.values() if "trainee" in terms_of(study, axis)}
    for row in evidence.rows["profession"][:5]:
        for cell in row:
            quotes = sum(len(spoken.quotes) for spoken in cell.spoken if spoken.study in passing)
            place = page.locator(f'[data-em-axis=profession] [data-em-cell="{cell.theme}.{cell.column.term}"]')
            if any(spoken.study in passing for spoken in cell.spoken):
                expect(place.locator(".em-bubble")).to_have_text(str(quotes))
    opener = page.locator("[data-em-axis=profession] [data-em-open]").first
    opener.click()
    voices = page.get_by_role("dialog").locator(".em-voice")
    expect(voices.first).to_be_visible()
    assert voices.count() <= 10


def test_without_scripts_the_page_leads_to_every_quotation(browser: Browser, many: str, library: Library) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(many + "/quotes/")
    expect(page.locator(".em-quote")).to_have_count(60)
    expect(page.get_by_text("The first 60 of 1600 quotations")).to_be_visible()
    for theme in library.base.themes.values():
        expect(page.get_by_role("link", name=theme.label).first).to_be_attached()
    expect(page.get_by_role("link", name="the list of papers")).to_be_visible()
    context.close()


def test_the_handout_builder_loads_the_papers_that_it_needs(page: Page, many: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/browse/study-" in request.url else None)
    page.goto(many + "/handout/#i=study-0033.q02,study-0044.q01")
    expect(page.locator(".em-sheet figure")).to_have_count(2)
    page.get_by_role("searchbox", name="Words").fill("study 0055")
    expect(page.locator(".em-picker .em-result")).to_have_text("20 of 1600 quotations")
    expect(page.locator(".em-found__one")).to_have_count(8)
    page.locator(".em-picker").get_by_role("button", name=re.compile("Show 8 more")).click()
    expect(page.locator(".em-found__one")).to_have_count(16)
    page.locator(".em-found__one").last.get_by_role("button").click()
    expect(page.locator(".em-sheet figure")).to_have_count(3)
    page.reload()
    expect(page.locator(".em-sheet figure")).to_have_count(3)
    assert {"study-0033", "study-0044", "study-0055"} <= {url.rpartition("/")[2][6:-5] for url in asked}
    assert len(asked) < STUDIES / 2, "not every paper is loaded"
