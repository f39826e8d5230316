"""Hand-written pages in; the writer's Markdown with links, cards and lists out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.config import Edition
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.render.citation import format_bibliography
from generator.render.handwritten import author_date_labels, render_handwritten_pages
from generator.render.page import Library, Page
from generator.render.pages.bibliography import render_references
from generator.render.pages.findings import render_findings
from generator.render.pages.glossary import render_glossary
from generator.render.pages.study import render_study
from generator.render.pages.themes import render_theme, theme_places, theme_summaries

GLOSSARY = """\
terms:
  - {id: kettle, label: "kettle", definition: "It boils \\"fast\\".", also: ["pot"], see: [steam]}
  - {id: steam, label: "Steam", definition: "Hot air.", sources: ["beta2021, p. 10"]}
"""


def library(root: Path) -> Library:
    base = link(load_corpus(root))
    assert [str(d) for d in base.corpus.diagnostics] == []
    formatted = format_bibliography(tuple(base.references.values()), "vancouver")
    return Library(
        base=base,
        edition=Edition("Title", "", "1", "2026-01-02", "", "CC", "", ""),
        citations={style: {k: Markup(v) for k, v in formatted.items()} for style in ("vancouver", "ama", "apa")},
        downloads=(),
        verification={},
    )


@pytest.fixture
def write(small: Path) -> Callable[[str], Page]:
    """Return a function that renders a text as the page `guide/kettles.md`."""

    def render(text: str) -> Page:
        (small / "content/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
        path = small / "content/pages/guide/kettles.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        (page,) = (p for p in render_handwritten_pages(library(small)) if p.uri == "guide/kettles.md")
        return page

    return render


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_a_page_without_marks_stays_as_it_is(write: Callable[[str], Page]) -> None:
    text = "# Kettles\n\n*Slow* [link](../a.md) `[@x]` \\[@y]\n\n    [[quote x]]\n"
    assert write(f"---\ntitle: x\n---\n{text}").markdown == text


def test_a_citation_names_the_work_and_leads_to_the_study(write: Callable[[str], Page]) -> None:
    page = write("# K\n\nSlow [@alpha2020, p. 5, row <b>; @beta2021].\n")
    first = page.markdown.split("\n")[2]
    assert plain(first) == "Slow (Alpha 2020, p.\u00a05, row <b>; Beta 2021)."
    assert 'href="../../studies/alpha2020/"' in first
    assert "<b>" not in first


def test_a_quotation_alone_on_a_line_is_a_card(write: Callable[[str], Page]) -> None:
    page = write("# K\n\nOne said:\n[[quote alpha2020.q01]]\nThat was it.\n")
    assert '\nOne said:\n\n\n<figure class="em-quote' in page.markdown
    assert re.search(r"</figure>\n\n\nThat was it\.", page.markdown)
    assert "The kettle boiled very slowly." in plain(page.markdown)


def test_a_quotation_in_a_sentence_is_its_words_with_who_said_them(write: Callable[[str], Page]) -> None:
    page = write("# K\n\n- He heard [[quote alpha2020.q01]].\n")
    line = page.markdown.split("\n")[2]
    assert plain(line) == "- He heard The kettle boiled very slowly. (S1, Alpha 2020)."
    assert '<q class="em-said">' in line and "studies/alpha2020/#quote-q01" in line


def test_a_term_carries_its_meaning_without_a_script(write: Callable[[str], Page]) -> None:
    page = write("# K\n\nA [[term kettle|pot]].\n")
    found = re.search(
        r'<a class="em-term" href="([^"]*)" title="([^"]*)" aria-describedby="([^"]*)">pot</a>', page.markdown
    )
    assert found is not None
    assert found[1] == "../../glossary/#term-kettle"
    assert unescape(found[2]) == 'It boils "fast".'
    assert f'<dd id="{found[3]}">' in unescape(page.markdown)


def test_the_lists_at_the_end_hold_each_thing_once(write: Callable[[str], Page]) -> None:
    page = write(
        "# K\n\n[@beta2021] [[quote alpha2020.q01]] [@beta2021] [[term steam]] [[term kettle]] [[term steam]]\n"
    )
    end = plain(page.markdown[page.markdown.index("## Words") :])
    assert end.index("kettle") < end.index("Steam")
    assert end.count("Kettles in common rooms") == 1 and end.count("A made-up report") == 1
    assert end.index("Kettles in common rooms") < end.index("A made-up report")


def test_own_words_leave_no_trace(write: Callable[[str], Page]) -> None:
    page = write("# K\n\n- a\n- b\n{: .own-words }\n\nc\n{: .own-words }\n")
    assert page.markdown == "# K\n\n- a\n- b\n\n\nc\n"


def test_works_by_one_author_in_one_year_have_letters(small: Path) -> None:
    records = "".join(
        f"@book{{{key},\n  author = {{{who}}},\n  title = {{Tea {key}}},\n  publisher = {{P}},\n  year = {{1957}}\n}}\n"
        for key, who in (("one", "Third, Di"), ("two", "Third, Di"), ("duo", "Third, Di and Fourth, Ed"),
                         ("trio", "Third, Di and Fourth, Ed and Fifth, Fay"))
    )  # fmt: skip
    file = small / "references.bib"
    file.write_text(file.read_text(encoding="utf-8") + records, encoding="utf-8")
    assert author_date_labels(library(small)) == {
        "alpha2020": "Alpha 2020",
        "beta2021": "Beta 2021",
        "one": "Third 1957a",
        "two": "Third 1957b",
        "duo": "Third and Fourth 1957",
        "trio": "Third et al. 1957",
    }


def test_what_a_page_uses_says_so(write: Callable[[str], Page], small: Path) -> None:
    write(
        "# Slow *things*\n\n[[quote alpha2020.q01]]\n\n[[theme slow-kettles]] [[finding kettles-are-slow]] "
        "[[term steam]] [@beta2021]\n"
    )
    made = library(small)
    base = made.base
    (theme,) = base.themes.values()
    (glossary,) = render_glossary(made)
    pages = [
        render_study(made, base.studies["alpha2020"]),
        render_study(made, base.studies["beta2021"]),
        render_theme(made, theme, theme_places(theme_summaries(made))[0]),
        render_findings(made),
        render_references(made),
        glossary,
    ]
    for page in pages:
        assert re.search(r'<a href="[./]*/guide/kettles/">Slow things</a>', page.markdown), page.uri
    study = unescape(pages[0].markdown)
    card = re.search(r'<figure[^>]*id="quote-q01".*?</figure>', study, re.S)
    other = re.search(r'<figure[^>]*id="quote-q03".*?</figure>', study, re.S)
    assert card is not None and other is not None
    assert "Slow things" in card[0] and "Slow things" not in other[0]
    unused, _, used = glossary.markdown.rpartition("#term-steam")
    assert "Slow things" in used and "Slow things" not in unused


def test_no_glossary_no_page(small: Path) -> None:
    assert render_glossary(library(small)) == ()
