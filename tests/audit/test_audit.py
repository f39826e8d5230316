"""`evidence-map audit`: a good site passes, and each kind of flaw is named with its file and line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.audit.html_page import css_addresses, read_page
from generator.audit.site import FILE_LIMIT, PAGE_LIMIT, RULES, audit
from generator.content_security import with_policy

PAGE = """<!doctype html>
<html lang="en"><head>
<meta charset="utf-8">
<title>A page</title>
{head}
<link rel="stylesheet" href="/assets/s.css">
<script>document.documentElement.className = "js"</script>
</head><body>
<h1 id="top-of-it">A page</h1>
<p><a href="sub/#here">there</a> <a href="https://example.org/">outside</a> <a href="mailto:a@example.org">mail</a></p>
<img src="data:image/png;base64,AA" alt="">
{body}
</body></html>
"""


def page(head: str = "", body: str = "") -> str:
    return with_policy(PAGE.replace("{head}", head).replace("{body}", body))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A good site of two pages."""
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "sub").mkdir()
    (folder / "assets/s.css").write_text('p { background: url("data:image/svg+xml,<svg/>") }', encoding="utf-8")
    (folder / "index.html").write_text(page(), encoding="utf-8")
    (folder / "sub/index.html").write_text(
        page(body='<p id="here">x</p>').replace("sub/#here", "../#top-of-it"), encoding="utf-8"
    )
    return folder


def found(site: Path) -> list[tuple[str, int, str]]:
    return [(flaw.file, flaw.line, flaw.rule) for flaw in audit(site)]


def test_a_good_site_has_no_flaw(site: Path) -> None:
    assert audit(site) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<a href="nowhere/">x</a>', "link"),
        ('<a href="sub/#gone">x</a>', "link"),
        ('<a href="#gone">x</a>', "link"),
        ('<a href="/elsewhere/">x</a>', "link"),
        ('<a href="sub/index.html?q#gone">x</a>', "link"),
        ('<img src="gone.png" alt="">', "link"),
        ('<p id="top-of-it">x</p>', "duplicate-id"),
        ('<img src="https://cdn.example/x.png" alt="">', "outside"),
        ('<img srcset="a.png 1x, //cdn.example/x.png 2x" alt="">', "outside"),
        ('<iframe src="//video.example/1"></iframe>', "outside"),
        ('<script src="https://cdn.example/x.js"></script>', "outside"),
        ('<link rel="preconnect" href="https://fonts.example">', "outside"),
        ('<svg><use href="https://cdn.example/i.svg#x"></use></svg>', "outside"),
        ('<form action="https://collect.example/"></form>', "outside"),
        ('<p style="color: red">x</p>', "inline"),
        ('<button onclick="x()">x</button>', "inline"),
        ('<a href=" JavaScript:x()">x</a>', "inline"),
        ('<style>@import "https://fonts.example/f.css";</style>', "outside"),
        ('<img src="data:image/png;base64,AA">', "alt"),
    ],
)
def test_each_flaw_is_named_with_its_line(site: Path, body: str, rule: str) -> None:
    (site / "index.html").write_text(page(body="\n\n" + body), encoding="utf-8")
    line = page(body="\n\nHERE").split("HERE")[0].count("\n") + 1
    assert ("index.html", line, rule) in found(site)


def test_the_policy_is_read(site: Path) -> None:
    good = page()
    policies = {
        "none at all": PAGE.replace("{head}", "").replace("{body}", ""),
        "unsafe-inline": good.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        "another host": good.replace("img-src 'self'", "img-src 'self' https://cdn.example"),
        "no default": good.replace("default-src 'self'; ", ""),
        "a script that is not named": good.replace('"js"', '"ja"'),
        "a script ahead of it": good.replace('<meta charset="utf-8">', '<script src="sub/"></script>', 1),
    }
    for name, html in policies.items():
        (site / "index.html").write_text(html, encoding="utf-8")
        assert "policy" in {rule for _, _, rule in found(site)}, name


def test_language_title_and_size(site: Path) -> None:
    html = page(body="x" * PAGE_LIMIT).replace(' lang="en"', "").replace("A page</title>", "</title>")
    (site / "index.html").write_text(html, encoding="utf-8")
    with (site / "large.bin").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    assert set(found(site)) == {
        ("index.html", 1, "language"),
        ("index.html", 1, "title"),
        ("index.html", 1, "size"),
        ("large.bin", 1, "size"),
    }


def test_names_that_other_computers_take_for_one(site: Path) -> None:
    (site / "Notes.txt").write_text("a", encoding="utf-8")
    (site / "notes.txt").write_text("b", encoding="utf-8")
    assert found(site) == [("notes.txt", 1, "names")]


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    (site / "assets/s.css").write_text("a{}\n@font-face { src: url(https://fonts.example/f.woff2) }", encoding="utf-8")
    assert found(site) == [("assets/s.css", 2, "outside")]
    assert [address.value for address in css_addresses("url(a) url('b') url(\"c\") @import 'd'")] == list("abcd")


def test_the_site_map_lists_every_page_and_addresses_of_the_site_are_checked(site: Path) -> None:
    base = "https://example.org/k/"
    for name, address in (("index.html", base), ("sub/index.html", base + "sub/")):
        html = (site / name).read_text(encoding="utf-8").replace('"/assets', '"/k/assets')
        (site / name).write_text(html.replace("<title>", f'<link rel="canonical" href="{address}"><title>'), "utf-8")
    start = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    whole = f"{start}<url><loc>{base}</loc></url><url><loc>{base}sub/</loc></url></urlset>"
    (site / "sitemap.xml").write_text(whole, encoding="utf-8")
    assert audit(site) == []
    (site / "sitemap.xml").write_text(whole.replace("k/sub/", "k/gone/"), encoding="utf-8")
    assert {flaw.message.split(" ")[0] for flaw in audit(site)} == {base + "sub/", base + "gone/"}
    (site / "sitemap.xml").unlink()
    html = (site / "index.html").read_text(encoding="utf-8")
    (site / "index.html").write_text(html.replace("sub/#here", base + "lost/"), encoding="utf-8")
    assert {rule for _, _, rule in found(site)} == {"sitemap", "link"}


def test_a_page_that_leads_on_leads_somewhere(site: Path) -> None:
    leads = page(head='<meta http-equiv="refresh" content="0; url=gone/">')
    assert read_page(leads).refresh == "gone/"
    (site / "index.html").write_text(leads, encoding="utf-8")
    assert ("index.html", 6, "link") in found(site)


def test_the_command_prints_file_and_line_and_says_how_it_went(site: Path, tmp_path: Path) -> None:
    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator", "audit", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run(site).returncode == 0
    (site / "index.html").write_text(page(body='<a href="gone/">x</a>'), encoding="utf-8")
    done = run(site)
    assert done.returncode == 1
    assert "index.html:13: gone/ leads to gone, which is not there [link]" in done.stdout
    assert run(tmp_path / "nothing").returncode == 2


def test_every_rule_is_in_the_table() -> None:
    source = (Path(__file__).parent.parent.parent / "generator/audit/site.py").read_text(encoding="utf-8")
    for rule in RULES:
        assert source.count(f'"{rule}"') >= 2, f"{rule} is never used"
