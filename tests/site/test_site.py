"""Whole sites, built strictly: what readers get, and what hostile text becomes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.build.conftest import PROJECT, build

HOSTILE = (
    "<script>alert(1)</script> **bold** _it_ `code` [a](http://evil.example) ![i](x) {{ 7*7 }} {% raw %} {#c} "
    ':smile: {: .cls #id } --8<-- "x" &lt; &amp; <b>tag</b> | # h ~~s~~ ^^u^^ $x$ \\ *[HTML]: x [^1] <!-- c --> '
    "http://evil.example/ 'q' \"dq\" ]]> </title><img src=x onerror=alert(1)>"
)


class Reader(HTMLParser):
    """Collects elements, ids, links, visible text and attribute values of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids: set[str] = set()
        self.text = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        self.ids.add(values.get("id", ""))
        if tag in ("script", "style"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def check_links(site: Path) -> int:
    """Assert that every internal link of every page leads to a file and an anchor; returns how many."""
    pages = {path: read(path) for path in site.rglob("*.html") if path.name != "404.html"}
    seen = 0
    for path, reader in pages.items():
        for tag, values in reader.tags:
            address = values.get("href" if tag in ("a", "link") else "src")
            if address is None or tag not in ("a", "link", "script", "img"):
                continue
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target = target / "index.html"
            assert target.exists(), f"{path}: {address}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids or parts.fragment.startswith("__"), (
                    f"{path}: {address}"
                )
            seen += 1
    return seen


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site."""
    site = tmp_path_factory.mktemp("real") / "site"
    done = build(PROJECT, site)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.mark.content
def test_every_link_of_the_real_site_leads_somewhere(real: Path) -> None:
    assert check_links(real) > 2000


@pytest.mark.content
def test_no_id_stands_twice_on_a_page(real: Path) -> None:
    for path in real.rglob("*.html"):
        ids = [values["id"] for _, values in read(path).tags if "id" in values]
        assert len(ids) == len(set(ids)), (path, [i for i in ids if ids.count(i) > 1][:5])


@pytest.mark.content
def test_every_quotation_stands_verbatim_on_its_study_page(real: Path) -> None:
    quotes = json.loads((real / "data/quotes.json").read_text(encoding="utf-8"))
    texts = {}
    for quote in quotes:
        page = real / "studies" / quote["study"] / "index.html"
        texts.setdefault(quote["study"], (read(page).text, read(page).ids))
        text, ids = texts[quote["study"]]
        assert quote["text"] in text, quote["id"]
        assert f"quote-{quote['id'].split('.')[1]}" in ids, quote["id"]


@pytest.mark.content
def test_data_agrees_with_pages(real: Path) -> None:
    studies = json.loads((real / "data/studies.json").read_text(encoding="utf-8"))
    references = json.loads((real / "data/references.json").read_text(encoding="utf-8"))
    anchors = read(real / "references/index.html").ids
    assert all(f"ref-{item['id']}" in anchors for item in references)
    assert {s["id"]: len(s["references"]) for s in studies if s["reference_list"] == "complete"} == {
        "yahyavi2020": 19,
        "ryding2022": 19,
        "nalan2022": 14,
    }


def test_edit_links_lead_to_the_file_that_made_the_page(small: Path, tmp_path: Path) -> None:
    assert build(small, tmp_path / "site").returncode == 0
    for page, source in (
        ("studies/alpha2020", "content/studies/alpha2020.yml"),
        ("themes/slow-kettles", "content/themes/slow-kettles.yml"),
        ("references", "references.bib"),
        ("about", "content/pages/about/index.md"),
    ):
        text = (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")
        assert f"https://example.org/repository/edit/main/{source}" in text


def test_generated_pages_are_searched(small: Path, tmp_path: Path) -> None:
    assert build(small, tmp_path / "site").returncode == 0
    index = json.loads((tmp_path / "site/search/search_index.json").read_text(encoding="utf-8"))
    assert any("kettle boiled" in entry["text"] for entry in index["docs"])


def test_hostile_text_is_shown_as_written_and_never_becomes_markup(small: Path, tmp_path: Path) -> None:
    plain = build(small, tmp_path / "plain")
    assert plain.returncode == 0, plain.stdout + plain.stderr
    written = json.dumps(HOSTILE, ensure_ascii=False)
    study = small / "content/studies/alpha2020.yml"
    text = study.read_text(encoding="utf-8")
    replaced = 0
    for old in (
        '"The Kettle"', '"Boiling"', '"Steam"}', '"The kettle boiled very slowly."', '"What was said of it."',
        '"Made-up people spoke of a kettle."', '"Alpha 2020"', '"A made-up study that uses every field."',
        '"Tea was served."', '"It is made up."', '"The kettle was slow."', '"Specimen C. A report."', '"The idea."',
        '"We follow the table."', '"a town"', '"It may be S2."', '"A kettle"', '"It fits."', '"credibility"',
    ):  # fmt: skip
        new = written + "}" if old.endswith("}") else written
        replaced += text.count(old)
        text = text.replace(old, new)
    text = text.replace('    emphasis: ["very slowly"]\n', "")
    study.write_text(text, encoding="utf-8")
    theme = small / "content/themes/slow-kettles.yml"
    theme.write_text(
        theme.read_text(encoding="utf-8")
        .replace('"Slow kettles"', written)
        .replace('"Both are about waiting."', written),
        encoding="utf-8",
    )
    (small / "content/quotes.lock.json").unlink()
    done = build(small, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert replaced >= 19

    page = read(tmp_path / "site/studies/alpha2020/index.html")
    assert page.text.count(HOSTILE) >= 15
    assert HOSTILE in read(tmp_path / "site/themes/slow-kettles/index.html").text
    for path in (tmp_path / "site").rglob("*.html"):
        before = read(tmp_path / "plain" / path.relative_to(tmp_path / "site"))
        after = read(path)
        # A longer label of a picture has more lines.
        count = lambda reader: sorted(t for t, _ in reader.tags if t not in ("b", "tspan"))  # noqa: E731
        assert count(after) == count(before), path
        for tag, values in after.tags:
            assert not any(name.startswith("on") for name in values), (path, tag)
            assert "evil.example" not in values.get("href", "") + values.get("src", ""), path
    titles = re.findall(
        r"<title>(.*?)</title>", (tmp_path / "site/studies/alpha2020/index.html").read_text(encoding="utf-8"), re.S
    )
    assert "&lt;script&gt;" in titles[0]
    index = (tmp_path / "site/search/search_index.json").read_text(encoding="utf-8")
    assert "<script>" not in index
    assert "<img" not in index
    check_links(tmp_path / "site")


def test_a_refused_build_leaves_the_earlier_site_as_it_was(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int]
) -> None:
    site = tmp_path / "site"
    assert build(small, site).returncode == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    line = edit("content/studies/alpha2020.yml", "kind: qualitative_study", "kind: nonsense")
    done = build(small, site)
    assert done.returncode == 1
    assert f"content/studies/alpha2020.yml:{line}:" in done.stdout
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_plain_mkdocs_builds_the_same_pages(small: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(small / "mkdocs.yml"),
            "-d",
            str(tmp_path / "a"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert build(small, tmp_path / "b").returncode == 0
    names = {p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.html")}
    assert names == {p.relative_to(tmp_path / "b") for p in (tmp_path / "b").rglob("*.html")}


def test_a_broken_link_of_ours_fails_the_strict_build(small: Path, tmp_path: Path) -> None:
    page = small / "content/pages/about/index.md"
    page.write_text("# About\n\n[nowhere](../studies/alpha2020.md#quote-q99)\n", encoding="utf-8")
    done = build(small, tmp_path / "site")
    assert done.returncode == 3
    assert "quote-q99" in done.stdout + done.stderr


@pytest.mark.content
def test_a_page_comes_before_its_places_in_the_search_index(real: Path) -> None:
    """The theme's search asks for the section of a page before those below it, and shows nothing otherwise."""
    seen: set[str] = set()
    for entry in json.loads((real / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]:
        page, mark, _ = entry["location"].partition("#")
        assert not mark or page in seen, entry["location"]
        seen.add(page)
