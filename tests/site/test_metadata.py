"""What pages say of themselves to programs: read as Zotero's Embedded Metadata translator and as RDF tools read it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from generator.build import build
from generator.config import Edition
from generator.content_security import policy
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.model.reference import Reference
from generator.render.page import Library, Page
from generator.render.page_metadata import with_metadata

SMALL = Path(__file__).parent.parent / "small"
SITE = "https://example.org/kettles/"
EDITION = Edition(
    "Kettles", "About kettles.", "1.2.0", "2026-01-02", SITE, "CC BY 4.0", "https://example.org/l", "Testers"
)
SCHEMA = Namespace("https://schema.org/")


class Head(HTMLParser):
    """Collects meta tags and data blocks, as a browser parses them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.blocks: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in values:
            self.metas.append((values["name"], values["content"]))
        self._inside = tag == "script" and values.get("type") == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data

    def all(self, name: str) -> list[str]:
        return [content for found, content in self.metas if found == name]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def data(self) -> dict[str, Any]:
        (block,) = self.blocks
        return dict(json.loads(block))


def zotero_type(head: Head) -> str:
    """The type of item, by the rules of Zotero's Embedded Metadata translator (as of 2019, the last version at hand)."""
    telling = {
        "citation_journal_title": "journalArticle",
        "citation_technical_report_institution": "report",
        "citation_conference_title": "conferencePaper",
        "citation_book_title": "bookSection",
        "citation_dissertation_institution": "thesis",
    }
    sure = [telling[name] for name, _ in head.metas if name in telling]
    guess = "book" if head.first("citation_isbn") else "journalArticle" if head.first("citation_title") else "webpage"
    return sure[-1] if sure else guess


def zotero_authors(head: Head) -> list[tuple[str, str]]:
    """Family and given names, by the rules of the same translator."""
    nodes = head.all("citation_author")
    people = []
    for node in nodes:
        names = re.split(r"\s*;\s*", node)
        if len(names) == len(nodes) == 1:
            parts = re.split(r"\s*,\s*", names[0])
            if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
                names = parts
        for name in names:
            if "," in name:
                family, _, given = name.partition(",")
            else:
                given, _, family = name.rpartition(" ")
            people.append((family.strip(), given.strip()))
    return people


def graph_of(data: dict[str, Any], address: str = SITE) -> Graph:
    """The triples; the context of schema.org stands in for itself, so that nothing is fetched."""
    addresses = {name: {"@type": "@id"} for name in ("url", "contentUrl", "license")}
    local = {**data, "@context": {"@vocab": str(SCHEMA), **addresses}}
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib itself deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(local), format="json-ld", publicID=address)


def pages_of(root: Path, edition: Edition = EDITION) -> dict[str, Page]:
    built = build(root, edition)
    assert not built.report.errors, str(built.report)
    return dict(built.pages)


@pytest.fixture
def pages(small: Path) -> dict[str, Page]:
    return pages_of(small)


def test_a_study_page_is_taken_for_its_paper(pages: dict[str, Page]) -> None:
    head = Head(pages["studies/alpha2020.md"].metadata)
    assert zotero_type(head) == "journalArticle"
    assert zotero_authors(head) == [("Example", "Ann"), ("Sample", "Bo")]
    assert dict(head.metas) == {
        "citation_title": "Kettles in common rooms: a made-up study",
        "citation_author": "Sample, Bo",
        "citation_publication_date": "2020",
        "citation_journal_title": "Journal of Examples",
        "citation_volume": "1",
        "citation_firstpage": "1",
        "citation_lastpage": "9",
    }


def test_the_paper_of_a_study_is_a_node_of_its_own_that_the_page_is_about(small: Path, edit: Any) -> None:
    edit("references.bib", "  pages   = {1--9}\n", "  pages   = {1--9},\n  number = {4},\n  doi = {10.1000/x}\n")
    graph = graph_of(Head(pages_of(small)["studies/alpha2020.md"].metadata).data)
    page, paper = URIRef(SITE + "studies/alpha2020/"), URIRef("https://doi.org/10.1000/x")
    assert (page, RDF.type, SCHEMA.WebPage) in graph
    assert (page, SCHEMA.about, paper) in graph
    assert (page, SCHEMA.isBasedOn, paper) in graph
    assert (paper, RDF.type, SCHEMA.ScholarlyArticle) in graph
    assert (paper, SCHEMA.pageEnd, Literal("9")) in graph
    inside = [graph.value(paper, SCHEMA.isPartOf)]
    inside += [graph.value(inside[0], SCHEMA.isPartOf)]
    inside += [graph.value(inside[1], SCHEMA.isPartOf)]
    assert [graph.value(node, RDF.type) for node in inside] == [
        SCHEMA.PublicationIssue,
        SCHEMA.PublicationVolume,
        SCHEMA.Periodical,
    ]
    assert {str(graph.value(person, SCHEMA.familyName)) for person in graph.objects(paper, SCHEMA.author)} == {
        "Example",
        "Sample",
    }
    assert not list(graph.triples((None, SCHEMA.mainEntityOfPage, None))), "the page is not the paper's own"


def test_the_site_is_a_data_set_whose_files_are_there(small: Path) -> None:
    built = build(small, EDITION)
    graph = graph_of(Head(built.pages["data/index.md"].metadata).data)
    home = graph_of(Head(built.pages["index.md"].metadata).data)
    whole = URIRef(SITE + "data/#dataset")
    for found in (graph, home):
        assert (whole, RDF.type, SCHEMA.Dataset) in found
        assert (whole, SCHEMA.license, URIRef(EDITION.license_url)) in found
        assert (whole, SCHEMA.version, Literal("1.2.0")) in found
        assert (whole, SCHEMA.dateModified, Literal("2026-01-02")) in found
    files = list(graph.objects(whole, SCHEMA.distribution))
    addresses = {str(graph.value(file, SCHEMA.contentUrl)) for file in files}
    assert len(addresses) == len(files) > 10
    assert all(address.removeprefix(SITE) in built.files for address in addresses)
    assert all("/" in str(graph.value(file, SCHEMA.encodingFormat)) for file in files)


def test_a_theme_is_a_term_of_a_set(pages: dict[str, Page]) -> None:
    graph = graph_of(Head(pages["themes/slow-kettles.md"].metadata).data)
    term = graph.value(URIRef(SITE + "themes/slow-kettles/"), SCHEMA.mainEntity)
    assert graph.value(term, RDF.type) == SCHEMA.DefinedTerm
    assert str(graph.value(term, SCHEMA.termCode)) == "slow-kettles"
    terms = graph.value(term, SCHEMA.inDefinedTermSet)
    assert str(graph.value(terms, SCHEMA.url)) == SITE + "themes/"


def test_breadcrumbs_lead_from_home_to_the_page(pages: dict[str, Page]) -> None:
    for uri, steps in {
        "studies/alpha2020.md": ["", "studies/", "studies/alpha2020/"],
        "findings/index.md": ["", "findings/"],
        "about/index.md": ["", "about/"],
    }.items():
        graph = graph_of(Head(pages[uri].metadata).data)
        items = list(graph.subjects(RDF.type, SCHEMA.ListItem))
        ordered = sorted((int(str(graph.value(i, SCHEMA.position))), str(graph.value(i, SCHEMA.item))) for i in items)
        assert ordered == [(place, SITE + step) for place, step in enumerate(steps, 1)]
    assert "breadcrumb" not in pages["index.md"].metadata


def test_without_an_address_none_is_made_up(small: Path) -> None:
    found = pages_of(small, replace(EDITION, site_url=""))
    for page in found.values():
        text = json.dumps(Head(page.metadata).data["@graph"])
        assert set(re.findall(r"https?://[^\"]+", text)) <= {EDITION.license_url}, page.uri
    graph = graph_of(Head(found["studies/alpha2020.md"].metadata).data, "https://mirror.example/a/studies/alpha2020/")
    places = {str(graph.value(i, SCHEMA.item)) for i in graph.subjects(RDF.type, SCHEMA.ListItem)}
    assert places == {f"https://mirror.example/a/{step}" for step in ("", "studies/", "studies/alpha2020/")}


def test_nothing_of_it_runs(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert "sha256" not in policy(f"<!doctype html><head>{page.metadata}</head>")


LIBRARY = Library(base=link(load_corpus(SMALL)), edition=EDITION, citations={}, downloads=(), verification={})
TEXT = st.text(
    st.one_of(st.sampled_from("<>\"'&/\\\n\t\u2028{}%"), st.characters(blacklist_categories=("Cs", "Cc", "Cn"))),
    min_size=1,
).filter(str.strip)


def hostile(text: str) -> str:
    return f"</script><!--{text}--><img src=x>\"'"


def paper(**csl: Any) -> dict[str, Any]:
    return {"id": "alpha2020", "type": "article-journal", "title": "T", **csl}


def head_of(csl: dict[str, Any], edition: Edition = EDITION, title: str = "t") -> tuple[Head, Head]:
    """The heads of a study's page and of a plain page."""
    work = Reference(cite_key="alpha2020", csl_type=csl["type"], title=csl["title"], csl=csl)
    library = replace(LIBRARY, base=replace(LIBRARY.base, references={"alpha2020": work}), edition=edition)
    plain = {uri: Page(uri, title, title, "", "", frozenset()) for uri in ("studies/alpha2020.md", "about/index.md")}
    done = with_metadata(library, plain)
    return Head(done["studies/alpha2020.md"].metadata), Head(done["about/index.md"].metadata)


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
def test_hostile_text_is_shown_to_the_letter_and_closes_nothing(title: str, name: str, editors: str) -> None:
    title, name, editors = hostile(title), hostile(name), hostile(editors)
    csl = paper(title=title, author=[{"family": name}, {"literal": name}], **{"container-title": name})
    study, plain = head_of(csl, replace(EDITION, editors=editors, title=title), title)
    assert study.first("citation_title") == title
    assert study.all("citation_author") == [name, name]
    assert study.first("citation_journal_title") == name
    about = study.data["@graph"][0]["about"]
    assert (about["name"], about["author"][0]["familyName"], about["author"][1]["name"]) == (title, name, name)
    assert (plain.first("DC.title"), plain.first("DC.creator")) == (title, editors)
    assert plain.data["@graph"][0]["name"] == title
    for head in (study, plain):
        assert set(head.tags) == {"meta", "script"}


@pytest.mark.parametrize(
    ("csl", "kind"),
    [
        (paper(**{"container-title": "J"}), "journalArticle"),
        (paper(type="chapter", **{"container-title": "B", "ISBN": "1"}), "bookSection"),
        (paper(type="paper-conference", **{"container-title": "C"}), "conferencePaper"),
        (paper(type="thesis", publisher="U"), "thesis"),
        (paper(type="report", publisher="I"), "report"),
        (paper(type="book", publisher="P", ISBN="1"), "book"),
        (paper(type="book", publisher="P"), "webpage"),
    ],
)
def test_each_type_of_paper_is_recognised(csl: dict[str, Any], kind: str) -> None:
    study, _ = head_of(csl)
    assert zotero_type(study) == kind
    assert [v for n, v in study.metas if n in ("citation_title", "DC.title")] == ["T"]
    if kind == "webpage":
        # Without a tag of its own, Dublin Core says what it is.
        assert study.first("DC.type") == "book"


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([{"family": "Berg", "non-dropping-particle": "van den", "given": "A. B."}], [("Berg", "A. B. van den")]),
        ([{"family": "Doe", "given": "Jo"}], [("Doe", "Jo")]),
        ([{"family": "Doe", "given": "J."}, {"literal": "et al."}], [("Doe", "J.")]),
    ],
)
def test_one_author_stays_one(people: list[dict[str, str]], expected: list[tuple[str, str]]) -> None:
    study, _ = head_of(paper(author=people, **{"container-title": "J"}))
    assert zotero_authors(study) == expected


@pytest.mark.parametrize(
    ("parts", "date"), [([2021, 8, 7], "2021/08/07"), ([2021, 8], "2021/08"), ([2021], "2021"), ([], "")]
)
def test_dates_are_as_exact_as_the_record(parts: list[int], date: str) -> None:
    issued = {"issued": {"date-parts": [parts]}} if parts else {}
    study, _ = head_of(paper(**issued, **{"container-title": "J"}))
    assert study.first("citation_publication_date") == date


def test_the_head_of_a_built_page_holds_it(small: Path, edit: Callable[[str, str, str], int], tmp_path: Path) -> None:
    edit("references.bib", "a made-up study", "a </script><b>“made-up” 'study' </title>")
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(small), "--site-dir", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    html = (site / "studies" / "alpha2020" / "index.html").read_text(encoding="utf-8")
    head = Head(html[: html.index("</head>")])
    title = head.first("citation_title")
    assert "</script><b>" in title
    assert title == head.data["@graph"][0]["about"]["name"]
    for page in site.rglob("index.html"):
        assert len(Head(page.read_text(encoding="utf-8")).blocks) == 1, page
