"""The five real studies against MkDocs with as many pages of one paragraph: what our pages cost beyond being pages.

Comes in: a workspace, of which only the folder counts. Goes out: a `Sample` each. Both are whole processes, clean, the start
of the interpreter included.
"""

from __future__ import annotations

import json
import shutil

from benchmarks.scaling.baselines import MKDOCS
from benchmarks.scaling.process import run
from benchmarks.scaling.sample import Sample, sample_of
from benchmarks.scaling.weight import REPOSITORY, weigh
from benchmarks.scaling.workspace import Workspace

PARAGRAPH = "One paragraph of plain words, so that the page is a page and costs what a page costs and nothing else."


def build_site(at: Workspace) -> Sample:
    """Build this repository's own content, with neither cache nor site."""
    _copy_project(at)
    at.forget()
    sample = sample_of(at.evidence_map("build"))
    return Sample(**{**vars(sample), "facts": weigh(at.site)}) if sample.status == "ok" else sample


def build_bare(at: Workspace) -> Sample:
    """Build as many pages of one paragraph with MkDocs and Material, search on."""
    problem = MKDOCS.install()
    if problem:
        return Sample("missing", remark=problem)
    bare = at.folder / "bare"
    _copy_project(at)
    if not bare.is_dir():
        exported = at.folder / "markdown"
        shutil.rmtree(exported, ignore_errors=True)
        done = at.evidence_map("export-docs", str(exported))
        if done.status != "ok":
            return sample_of(done)
        pages = len(list(exported.rglob("*.md")))
        (bare / "docs").mkdir(parents=True)
        for number in range(pages):
            name = f"page-{number}" if number else "index"
            (bare / "docs" / f"{name}.md").write_text(f"# Page {number}\n\n{PARAGRAPH}\n", encoding="utf-8")
        config = {
            "site_name": "Bare",
            "theme": {"name": "material", "font": False},
            "plugins": ["search"],
            "nav": [{"Home": "index.md"}],
            "validation": {"nav": {"omitted_files": "info"}},
        }
        (bare / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    shutil.rmtree(bare / "site", ignore_errors=True)
    sample = sample_of(run(MKDOCS.command(MKDOCS.environment, at), bare, at.limit))
    return Sample(**{**vars(sample), "facts": {"pages": len(list((bare / "docs").iterdir()))}})


def _copy_project(at: Workspace) -> None:
    if not at.project.is_dir():
        at.project.mkdir(parents=True)
        shutil.copytree(REPOSITORY / "content", at.project / "content")
        for path in REPOSITORY.iterdir():
            if path.is_file():
                shutil.copy(path, at.project / path.name)
