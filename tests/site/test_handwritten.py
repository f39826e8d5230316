"""Whole sites with hand-written pages: hostile content stays text, links lead somewhere, errors stop the build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from tests.build.conftest import build

HOSTILE = (
    "<script>alert(1)</script> **bold** _it_ `code` [a](http://evil.example) ![i](x) {{ 7*7 }} {: .cls #id } "
    "[[quote alpha2020.q03]] [@beta2021] <!-- c --> --> \\ | # h &lt; </a></q></figure> \"x\" 'q' $x$ *[HTML]: x [^1]"
)


class Article(HTMLParser):
    """The text, elements and ids of a page's article."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str]]] = []
        html = path.read_text(encoding="utf-8")
        self.feed(html[html.index("<article") : html.index("</article>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_is_embedded_stays_text(small: Path, tmp_path: Path) -> None:
    written = json.dumps(HOSTILE)
    study = small / "content/studies/alpha2020.yml"
    text = study.read_text(encoding="utf-8").replace('"The kettle boiled very slowly."', written)
    study.write_text(
        text.replace('    emphasis: ["very slowly"]\n', "").replace('"Alpha 2020"', written), encoding="utf-8"
    )
    (small / "content/quotes.lock.json").unlink()
    (small / "content/glossary.yml").write_text(
        f"terms:\n  - {{id: evil, label: {written}, definition: {written}}}\n", encoding="utf-8"
    )
    page = small / "content/pages/guide/kettles.md"
    page.parent.mkdir()
    page.write_text(
        "# Kettles\n\nSo [[quote alpha2020.q01]] it [@alpha2020] is, a *[[term evil]]* or **[[study alpha2020]]**.\n\n"
        "[[quote alpha2020.q01]]\n\n- In a list: [[quote alpha2020.q01]]\n\n| a | b |\n| --- | --- |\n"
        "| [[quote alpha2020.q01]] | [[term evil|x\\*y]] |\n",
        encoding="utf-8",
    )
    done = build(small, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    article = Article(tmp_path / "site/guide/kettles/index.html")
    # Four times the quotation, each with its study; citation, term, link; the words and references at the end.
    assert article.text.count(HOSTILE) >= 4 * 2 + 3 + 2
    assert "x\\*y" in article.text
    assert {tag for tag, _ in article.tags} & {"script", "img", "code", "b"} == set()
    assert "evil.example" not in " ".join(values.get("href", "") for _, values in article.tags)
    assert [values["title"] for tag, values in article.tags if "em-term" in values.get("class", "")] == [HOSTILE] * 2
    assert not any("onerror" in values or "style" in values for _, values in article.tags)
    ids = [values["id"] for _, values in article.tags if "id" in values]
    assert len(ids) == len(set(ids)) and "id" not in ids


def test_front_matter_and_links_of_the_writer_work(small: Path, tmp_path: Path) -> None:
    page = small / "content/pages/guide/kettles.md"
    page.parent.mkdir()
    page.write_text(
        "---\ntitle: On kettles\ndescription: Slow things.\n---\n\n# Kettles\n\n## Slow {: #slow }\n\n"
        "See [about](../about/index.md) and [above](#slow). [@alpha2020]\n",
        encoding="utf-8",
    )
    done = build(small, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    html = (tmp_path / "site/guide/kettles/index.html").read_text(encoding="utf-8")
    assert "<title>On kettles" in html
    assert re.search(r'name="description" content="Slow things\."', html)
    assert 'href="../../about/"' in html
    assert "content/pages/guide/kettles.md" in html
    article = Article(tmp_path / "site/guide/kettles/index.html")
    assert {"slow", "references"} <= {values.get("id") for _, values in article.tags}


def test_a_wrong_mark_stops_the_build(small: Path, tmp_path: Path) -> None:
    page = small / "content/pages/guide/kettles.md"
    page.parent.mkdir()
    page.write_text("# Kettles\n\nSlow. [@alpha2002]\n", encoding="utf-8")
    done = build(small, tmp_path / "site")
    assert done.returncode == 1
    assert "content/pages/guide/kettles.md:3:9" in done.stdout
    assert not (tmp_path / "site").exists()


def test_in_the_preview_an_error_stands_in_the_place_of_every_page(small: Path, tmp_path: Path) -> None:
    page = small / "content/pages/guide/kettles.md"
    page.parent.mkdir()
    page.write_text("# Kettles\n\nSlow. [@alpha2002]\n", encoding="utf-8")
    script = (
        "import sys; from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
        "config = load_config(sys.argv[1], site_dir=sys.argv[2])\n"
        "config.plugins.on_startup(command='serve', dirty=False)\n"
        "build(config)\n"
    )
    command = [sys.executable, "-c", script, str(small / "mkdocs.yml"), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("index.html", "about/index.html", "guide/kettles/index.html"):
        article = Article(tmp_path / "site" / name)
        assert "The content needs mending" in article.text, name
        assert "content/pages/guide/kettles.md:3:9" in article.text, name
