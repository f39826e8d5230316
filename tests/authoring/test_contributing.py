"""What a contributor is told is true: the forms, the links to them, and the example of CONTRIBUTING.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.build import build, check_project
from generator.check.rules import RULES
from generator.config import Edition
from generator.load.located_yaml import read_yaml
from generator.model.quote import Quote
from generator.render import urls

PROJECT = Path(__file__).parent.parent.parent
FORMS = PROJECT / ".github" / "ISSUE_TEMPLATE"
GUIDE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
REPOSITORY = "https://example.org/somebody/project/"
LINK = re.compile(r'<a href="([^"]*)"[^>]*>Correct this</a>')


def edition(repo_url: str) -> Edition:
    return Edition("Small", "", "1", "2026-01-02", "", "CC BY 4.0", "https://example.org/by/", "E", repo_url)


def form(name: str) -> dict[str, Any]:
    document = read_yaml(FORMS / name, name)
    assert not document.diagnostics
    found: dict[str, Any] = document.data
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.glob("*.yml") if path.name != "config.yml"))
def test_an_issue_form_has_what_github_asks_for(name: str) -> None:
    found = form(name)
    assert found["name"] and found["description"] and found["body"]
    fields = [field for field in found["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"[a-z0-9_-]+", field) for field in ids)
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(field["attributes"]["label"] for field in fields)
    assert all(field["attributes"].get("options", True) for field in fields if field["type"] == "dropdown")


def test_every_quotation_and_table_of_facts_leads_to_the_form(small: Path) -> None:
    pages = build(small, edition(REPOSITORY)).pages
    page = pages["studies/alpha2020.md"].markdown
    found = [parse_qs(urlsplit(unescape(link)).query) for link in LINK.findall(page)]
    assert [link["item"][0] for link in found if ".q" in link["item"][0]] == [
        name for name in re.findall(r'data-em-quote="([^"]+)"', page)
    ]
    items = {link["item"][0] for link in found}
    assert items >= {"alpha2020.q01", "alpha2020.balint_group", "alpha2020.sample", "alpha2020.methods"}
    assert {link["page"][0] for link in found} == {"studies/alpha2020/"}
    assert {link["template"][0] for link in found} == {"correction.yml"}
    # Scripts take the first link of a card for the quotation's own address.
    assert len(re.findall(r'em-quote__link"><a href="#quote-', page)) == page.count("em-quote__link")
    # What the link fills in are fields of the form.
    fields = {field.get("id") for field in form("correction.yml")["body"]}
    assert {key for link in found for key in link} - {"template"} <= fields
    assert all(
        unescape(link).startswith("https://example.org/somebody/project/issues/new?") for link in LINK.findall(page)
    )
    assert "item=alpha2020.q01&" in unescape(pages["themes/slow-kettles.md"].markdown)


@pytest.mark.parametrize("repo_url", ["", "javascript:alert(1)", "git@example.org:a/b"])
def test_without_a_repository_no_address_is_invented(small: Path, repo_url: str) -> None:
    pages = build(small, edition(repo_url)).pages
    assert pages
    assert not any("Correct this" in page.markdown or "em-correct" in page.markdown for page in pages.values())


def test_an_id_cannot_leave_its_place_in_the_address() -> None:
    address = urls.correction("https://example.org/r", "a&b=c#d", urls.study("x"))
    assert (
        address == "https://example.org/r/issues/new?template=correction.yml&amp;item=a%26b%3Dc%23d&amp;page=studies/x/"
    )


def example() -> str:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    return str(block)


def test_the_quotation_of_the_guide_can_be_added_as_it_says(small: Path, tmp_path: Path) -> None:
    (tmp_path / "example.yml").write_text("quotes:\n" + example(), encoding="utf-8")
    document = read_yaml(tmp_path / "example.yml", "example.yml")
    assert not document.diagnostics
    quote = Quote.model_validate(document.data["quotes"][0])
    assert set(re.findall(r"^ +-? ?(\w+):", example(), re.MULTILINE)) == quote.model_fields_set

    path = small / "content/studies/alpha2020.yml"
    text = path.read_text(encoding="utf-8")
    added = example().replace("im-not-the-only-one", "steam").replace('"P3"', '"S2"')
    path.write_text(text.replace("findings:\n  - id: f01", f"{added}findings:\n  - id: f01"), encoding="utf-8")
    found = check_project(small)
    assert "alpha2020.q22" in found.base.quotes
    assert [str(d) for d in found.report.errors] == []


def test_the_message_that_the_guide_explains_is_printed_so(small: Path, edit: Callable[[str, str, str], int]) -> None:
    edit("content/studies/alpha2020.yml", "illustrates: [cups, noise]", "illustrates: [cups, nois]")
    (found,) = check_project(small).report.errors
    (shown,) = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)
    parts = r"content/studies/\w+\.yml:\d+:\d+ \(quotes\[\d\]\.illustrates\[\d\]\): error: quote `q\d\d` illustrates `\w+`, "
    pattern = re.compile(parts + r"which is no theme of this study \[quote-theme\]\n    Did you mean `\w+`\?")
    assert pattern.fullmatch(shown.strip())
    assert pattern.fullmatch(str(found))


def test_the_guide_names_what_is_there() -> None:
    assert {name for name in re.findall(r"^\| `([a-z]+-[a-z-]+)` \|", GUIDE, re.MULTILINE)} <= set(RULES)
    for link in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (PROJECT / link).exists(), link
    headings = {
        re.sub(r"[^a-z ]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings
    for name in re.findall(r"evidence-map ([a-z]+)", GUIDE):
        assert name in {"check", "build", "serve", "verify", "import", "new", "diff", "explain", "schema"}
