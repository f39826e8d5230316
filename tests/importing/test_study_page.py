"""A coded project becomes a study page, once an editor has filled in what the project cannot say."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from generator.build import build
from generator.config import Edition
from generator.importing.references import import_references
from generator.importing.studies import import_study

WORDS = "The made-up kettle took an hour."
PROJECT = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Test">
<CodeBook><Codes><Code guid="1" name="Waiting for water" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="2" name="Interview 1" plainTextPath="internal://2.txt">
<PlainTextSelection guid="3" startPosition="0" endPosition="{len(WORDS)}"><Coding guid="4"><CodeRef targetGUID="1"/></Coding>
</PlainTextSelection></TextSource></Sources></Project>"""
WORK = "TY  - BOOK\nTI  - Waiting\nAU  - Gamma, G\nPB  - P\nPY  - 2022\nER  - \n"
UNMAPPED = """  - study: gamma2022
    theme: waiting-for-water
    justification: "Made up."
    author: "The testers"
    date: "2026-01-02"
"""


def test_from_two_imports_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The page is looked at here, not the exports.
    monkeypatch.setattr("generator.export.site_data.export_all", lambda *_, **__: {})
    root = tmp_path / "small"
    shutil.copytree(Path(__file__).parents[1] / "small", root)
    (tmp_path / "works.ris").write_text(WORK, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as file:
        file.writestr("project.qde", PROJECT)
        file.writestr("sources/2.txt", WORDS)
    import_references(root, tmp_path / "works.ris")
    import_study(root, tmp_path / "p.qdpx", "gamma2022")
    edition = Edition("T", "D", "1", "2026-01-01", "", "L", "https://l.example", "E")
    unfinished = build(root, edition)
    assert {problem.rule for problem in unfinished.report.errors} == {"term-unknown", "theme-unmapped"}
    study = root / "content/studies/gamma2022.yml"
    study.write_text(study.read_text(encoding="utf-8").replace("country: unknown", 'country: "SE"'), encoding="utf-8")
    unmapped = root / "content/unmapped.yml"
    unmapped.write_text(unmapped.read_text(encoding="utf-8").rstrip("\n") + "\n" + UNMAPPED, encoding="utf-8")
    built = build(root, edition)
    assert built.report.errors == ()
    pages = [page for name, page in built.pages.items() if "gamma2022" in name]
    assert any("took an hour" in str(page) for page in pages)
