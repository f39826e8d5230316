"""`evidence-map diff`: what a reviewer reads of a change, from a folder or from git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from generator.authoring.change_report import LONGEST_COMMENT, as_markdown, as_text, code
from generator.authoring.changes import Change, Difference, FieldChange
from generator.cli import app

Edit = Callable[[str, str, str], int]
STUDY = "content/studies/alpha2020.yml"
THEME = "content/themes/slow-kettles.yml"
FINDING = "content/findings/kettles-are-slow.yml"


@pytest.fixture
def before(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "before"))


def diff(root: Path, base: Path | str, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["diff", str(base), "--root", str(root), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def git(root: Path, *arguments: str) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, env=clean)


def test_nothing_changes(small: Path, before: Path) -> None:
    status, said = diff(small, before)
    assert status == 0
    assert said == f"Compared with {before}: nothing changes.\n\nNo page changes.\n"


def test_a_changed_quotation_is_shown_before_and_after(small: Path, before: Path, edit: Edit) -> None:
    edit(STUDY, 'text: "There were not enough cups."', 'text: "There were never enough cups."')
    status, said = diff(small, before)
    assert status == 0
    assert "The words of 1 quotation change: compare them with the paper." in said
    assert "`evidence-map check` finds 1 error now (0 before)." in said
    lines = said.splitlines()
    at = lines.index("  changed alpha2020.q03")
    assert lines[at + 1 : at + 7] == [
        "      text",
        "        before: There were not enough cups.",
        "        after:  There were never enough cups.",
        "      verification",
        "        before: verified",
        "        after:  unverified",
    ]
    assert re.search(r"Changed pages .*\bstudies/alpha2020/", said)


def test_with_another_error_pages_are_not_compared(small: Path, before: Path, edit: Edit) -> None:
    edit(STUDY, "profession: psychiatry", "profession: psychology")
    status, said = diff(small, before)
    assert status == 0
    assert "      profession" not in said and "groups[1], profession\n        before: psychiatry" in said
    assert said.endswith("\nPages were not compared: they are made only of content without errors.\n")


def test_each_kind_of_change_has_its_place(small: Path, before: Path, edit: Edit) -> None:
    edit(STUDY, 'frequency: {value: "monthly"', 'frequency: {value: "weekly"')
    edit(STUDY, 'label: "Steam"', 'label: "White steam"')
    edit(STUDY, 'text: "Nobody minded."', 'text: "Nobody minded at all."')
    edit(THEME, "predicate: closeMatch", "predicate: exactMatch")
    edit(FINDING, "adequacy: {level: serious", "adequacy: {level: moderate")
    edit("references.bib", "A made-up report", "A made-up and short report")
    edit("content/pages/about/index.md", "for the tests", "for all tests")
    (small / "content/pages/more.md").write_text("# More\n\nWords.\n", encoding="utf-8")
    status, said = diff(small, before)
    assert status == 0
    for words in (
        "Studies: 1 changed\n  changed alpha2020: Alpha 2020\n      balint group, frequency, value\n"
        "        before: monthly\n        after:  weekly\n",
        "Themes of studies: 1 changed\n  changed alpha2020.steam: White steam\n",
        "Findings of studies: 1 changed\n  changed alpha2020.f02",
        "Mappings: 1 changed\n  changed alpha2020.steam to slow-kettles",
        "        before: closeMatch\n        after:  exactMatch\n",
        "      CERQual: adequacy, level\n        before: serious\n        after:  moderate\n",
        "Works of the bibliography: 1 changed\n  changed beta2021",
        "Pages written by hand: 1 changed, 1 added\n",
        "Confidence (GRADE-CERQual) changes for 1 finding.",
        "New pages (1): more/\n",
    ):
        assert words in said, said
    changed = re.search(r"Changed pages \(\d+\): (.*)", said)
    assert changed is not None
    pages = changed[1].split(", ")
    assert {"about/", "studies/alpha2020/", "themes/slow-kettles/", "findings/", "references/"} <= set(pages)
    assert "glossary/" not in pages


def test_what_is_added_removed_and_renamed(small: Path, before: Path, edit: Edit) -> None:
    edit(STUDY, "  - id: f02\n", "  - id: f07\n")
    edit(STUDY, 'label_variants:\n      - {label: "A kettle", where: {section: "Abstract"}}\n    ', "")
    (small / "content/studies/beta2021.yml").unlink()
    edit(THEME, 'accounts:\n  - {study: beta2021, text: "The report mentions a kettle.", where: {page: 10}}\n', "")
    _, said = diff(small, before)
    assert "  removed beta2021: Beta 2021\n" in said
    assert "  renamed alpha2020.f07: Nobody minded.\n      id\n        before: alpha2020.f02\n" in said
    assert "Accounts: 1 removed\n  removed beta2021 on slow-kettles: The report mentions a kettle.\n" in said
    assert "Gone pages (1): studies/beta2021/" in said


def test_order_alone_is_no_change_of_content(small: Path, before: Path) -> None:
    path = small / STUDY
    text = path.read_text(encoding="utf-8")
    first, second = text.index("  - id: f01"), text.index("  - id: f02")
    end = text.index("references:")
    path.write_text(text[:first] + text[second:end] + text[first:second] + text[end:], encoding="utf-8")
    _, said = diff(small, before)
    assert "no content" in said and "Changed pages" in said


def test_a_git_revision_is_read_without_touching_the_tree(small: Path, edit: Edit) -> None:
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "first")
    edit(FINDING, "    level: low\n", "    level: very_low\n")
    (small / "untracked.txt").write_text("stays", encoding="utf-8")
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    status, said = diff(small, "HEAD")
    assert status == 0
    assert "CERQual: overall, level\n        before: low\n        after:  very_low" in said
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_a_project_in_a_folder_of_a_repository_is_compared_with_itself(small: Path, edit: Edit) -> None:
    outer = small.parent
    git(outer, "init", "-q")
    git(outer, "add", ".")
    git(outer, "commit", "-qm", "first")
    edit(STUDY, 'text: "Nobody minded."', 'text: "Nobody minded much."')
    _, said = diff(small, "HEAD", "--no-pages")
    assert "0 added" not in said and "1 changed." in said
    assert said.endswith("\nPages were not compared.\n")


@pytest.mark.parametrize("base", ["no-such-revision", "--output=x", "HEAD:content", "", "HEAD~9"])
def test_a_bad_revision_is_named(small: Path, base: str) -> None:
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "first")
    result = CliRunner().invoke(app, ["diff", "--root", str(small), "--", base])
    assert result.exit_code == 2
    assert "There is no folder" in result.output or "no git" in result.output
    assert "Traceback" not in result.output


def test_without_git_a_folder_is_asked_for(small: Path, tmp_path: Path) -> None:
    status, said = diff(small, tmp_path)
    assert status == 2
    assert "holds no folder `content`" in said and "no git repository" in said


def test_a_revision_without_content_is_named(small: Path) -> None:
    git(small, "init", "-q")
    git(small, "add", "mkdocs.yml")
    git(small, "commit", "-qm", "first")
    status, said = diff(small, "HEAD")
    assert status == 2 and "holds no folder `content`" in said


def test_a_link_in_a_revision_is_not_followed(small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("id: secret\n", encoding="utf-8")
    (small / "content/themes/out.yml").symlink_to(tmp_path / "secret.yml")
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "first")
    (small / "content/themes/out.yml").unlink()
    status, said = diff(small, "HEAD")
    assert status == 0 and "secret" not in said


HOSTILE = "@everyone <img src=x onerror=y> [l](javascript:x) ``` ~~~ ````\n\n# h\n- x"


def test_words_of_the_content_make_nothing_in_a_comment() -> None:
    field = FieldChange("text", HOSTILE, HOSTILE + "!")
    change = Change("Quotations", "changed", HOSTILE, HOSTILE, (field,))
    text = as_markdown(Difference((change,), None, 0, 0), HOSTILE)
    tokens = MarkdownIt("commonmark").parse(text)
    assert [t.content for t in tokens if t.type == "fence"]
    assert not [t for t in tokens if t.type == "html_block"]
    inline = [child for t in tokens if t.type == "inline" for child in t.children or ()]
    assert {child.type for child in inline} <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
    assert not any("@" in child.content for child in inline if child.type == "text")
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h3", "h4", "h4"]


def test_a_comment_has_its_limit() -> None:
    changes = tuple(
        Change("Quotations", "changed", f"a.q{n}", "x", (FieldChange("text", "x" * 500, "y" * 500),))
        for n in range(300)
    )
    text = as_markdown(Difference(changes, None, 0, 0), "main")
    assert len(text) <= LONGEST_COMMENT
    assert re.search(r"\d+ more are not shown here", text)


@pytest.mark.parametrize("text", ["a", "`", "``a`", "a``", "x`y"])
def test_any_text_is_a_code_span(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(code(text))
    assert [(child.type, child.content) for child in tokens[1].children or ()] == [("code_inline", text)]


def test_markdown_says_what_text_says(small: Path, before: Path, edit: Edit) -> None:
    edit(STUDY, 'text: "There were not enough cups."', 'text: "There were never enough cups."')
    status, said = diff(small, before, "--format", "markdown")
    assert status == 0
    assert "- **changed** `alpha2020.q03`" in said
    assert "  - There were not enough cups.\n  + There were never enough cups.\n" in said


def test_what_cannot_be_seen_is_made_visible() -> None:
    field = FieldChange("text", "software", "soft\u00adware\u202e\x1b[31m")
    said = as_text(Difference((Change("Quotations", "changed", "a.q1", "x", (field,)),), None, 0, 0), "main")
    assert "after:  soft\ufffdware\ufffd\ufffd[31m" in said
