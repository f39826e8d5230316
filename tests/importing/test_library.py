"""What stands in `references.bib` stays; what is new stands there in the same style."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing import library
from generator.importing.references import ReferenceImport
from generator.importing.remarks import ImportRefused

Entries = Callable[[], dict[str, dict[str, str]]]
Take = Callable[..., ReferenceImport]

NEW = "TY  - BOOK\nTI  - A new book\nAU  - New, A\nPB  - P\nPY  - 2001\nER  - \n"
PLAIN = (
    "% A comment.\n@book{old2000,\n  author = {Old, A.},\n  title = {Old},\n  publisher = {P},\n  year = {2000},\n}\n"
)
TABS = '@string{p = "P"}\r\n@Book{old2000,\r\n\tAuthor    = "Old, A.",\r\n\tTitle     = {Old},\r\n\tPublisher = p,\r\n\tYear      = 2000\r\n}'


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (
            "",
            "@book{new2001,\n  author = {New, A.},\n  title = {A new book},\n  publisher = {P},\n  year = {2001},\n}\n",
        ),
        (
            PLAIN,
            "\n@book{new2001,\n  author = {New, A.},\n  title = {A new book},\n  publisher = {P},\n  year = {2001},\n}\n",
        ),
        (
            PLAIN.rstrip("\n"),
            "\n\n@book{new2001,\n  author = {New, A.},\n  title = {A new book},\n  publisher = {P},\n  year = {2001},\n}\n",
        ),
        (
            TABS,
            "\r\n@book{new2001,\r\n\tauthor    = {New, A.},\r\n\ttitle     = {A new book},\r\n\tpublisher = {P},\r\n\tyear      = {2001}\r\n}\r\n",
        ),
    ],
    ids=["no file", "two spaces", "no line end", "tabs, CRLF, aligned, no last comma, no blank line"],
)
def test_old_bytes_stay_and_new_entries_follow_their_style(
    before: str, added: str, take: Take, project: Path, entries: Entries
) -> None:
    path = project / "references.bib"
    if before:
        path.write_bytes(before.encode())
    take(NEW)
    assert path.read_bytes().decode() == before + added
    assert "new2001" in entries()
    assert {file.name for file in project.iterdir()} == {"content", "references.bib"}


def test_fill_adds_what_is_missing_and_changes_nothing_else(take: Take, project: Path, entries: Entries) -> None:
    path = project / "references.bib"
    before = (
        "@book{a2000, author = {A, B}, title = {T \\{ of {five} words or more}, publisher = {P}, year = {2000}}\n\n"
        + PLAIN
    )
    path.write_text(before, encoding="utf-8")
    text = (
        "TY  - BOOK\nTI  - T { of five words or more\nAU  - A, B\nPB  - Other\nPY  - 2000\nSN  - 978-0-00-000000-2\nER  - \n"
        "TY  - BOOK\nTI  - Old\nAU  - Old, A\nPB  - P\nPY  - 2000\nCY  - Uppsala\nAB  - Long.\nER  - \n"
    )
    dry = take(text)
    assert path.read_text(encoding="utf-8") == before
    assert [sorted(one.comparison.more) for one in dry.repeated] == [["isbn"], ["abstract", "address"]]
    report = take(text, fill=True)
    assert [(one.key, [(c.name, c.here, c.there) for c in one.comparison.conflicts]) for one in report.repeated] == [
        ("a2000", [("publisher", "P", "Other")]),
        ("old2000", []),
    ]
    assert path.read_text(encoding="utf-8") == before.replace(
        "year = {2000}}\n\n", "year = {2000},\n  isbn = {978-0-00-000000-2},\n}\n\n"
    ).replace("  year = {2000},\n}\n", "  year = {2000},\n  address = {Uppsala},\n  abstract = {Long.},\n}\n")
    assert entries()["a2000"]["publisher"] == "P"


def test_fill_keeps_windows_line_ends(take: Take, project: Path) -> None:
    path = project / "references.bib"
    path.write_bytes(TABS.encode())
    take("TY  - BOOK\nTI  - Old\nAU  - Old, A\nPB  - P\nPY  - 2000\nCY  - Uppsala\nER  - \n", fill=True)
    assert path.read_bytes().decode() == TABS.replace("2000\r\n}", "2000,\r\n\taddress   = {Uppsala}\r\n}")


def test_a_bibliography_with_errors_is_left_alone(take: Take, project: Path) -> None:
    (project / "references.bib").write_text("@book{a, title = {T}}\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="errors of its own"):
        take(NEW)
    assert (project / "references.bib").read_text(encoding="utf-8") == "@book{a, title = {T}}\n"


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(
    take: Take, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "references.bib"
    path.write_text(PLAIN, encoding="utf-8")
    prove = library.Library._prove

    def slow(self: library.Library, text: str, added: set[str], filled: set[str]) -> None:
        prove(self, text, added, filled)
        path.write_text(PLAIN + "% mine\n", encoding="utf-8")

    monkeypatch.setattr(library.Library, "_prove", slow)
    with pytest.raises(ImportRefused, match="was changed"):
        take(NEW)
    assert path.read_text(encoding="utf-8") == PLAIN + "% mine\n"


def test_what_our_loader_would_read_otherwise_is_not_written(
    take: Take, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "references.bib").write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr(
        library.Library, "append", lambda self, text, entries: text.replace("Old", "New") + "".join(entries)
    )
    with pytest.raises(ImportRefused, match="read back"):
        take(NEW)
    assert (project / "references.bib").read_text(encoding="utf-8") == PLAIN


def test_a_failing_disk_leaves_the_old_file_and_no_other(
    take: Take, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "references.bib").write_text(PLAIN, encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(library.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        take(NEW)
    assert (project / "references.bib").read_text(encoding="utf-8") == PLAIN
    assert {file.name for file in project.iterdir()} == {"content", "references.bib"}


def test_a_link_to_another_place_is_refused(take: Take, project: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.bib").write_text(PLAIN, encoding="utf-8")
    (project / "references.bib").symlink_to(tmp_path / "elsewhere.bib")
    with pytest.raises(ImportRefused, match="link"):
        take(NEW)
    assert not re.search("new2001", (tmp_path / "elsewhere.bib").read_text(encoding="utf-8"))
