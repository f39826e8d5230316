"""The house keeps its floors: an import goes down, never up or sideways; one library, one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

FLOORS = {
    "__main__": 9,
    "cli": 8,
    "cli_authoring": 6,
    "plugin": 6,
    "build": 5,
    "project": 4,
    "search_index": 4,
    "lost_links": 4,
    "site": 7,
    "page_writing": 5,
    "site_files": 1,
    "mkdocs_log": 0,
    "templates_beside": 6,
    "frame": 1,
    "preview": 1,
    "unchanged": 1,
    "terminal": 1,
    "publishing": 0,
    "audit": 0,
    "cache": 0,
    "cli_publishing": 7,
    "docs_tree": 4,
    "data_files": 4,
    "check": 3,
    "render": 3,
    "export": 3,
    "importing": 3,
    "authoring": 3,
    "packs": 3,
    "load": 2,
    "link": 2,
    "bibliography_formats": 2,
    "model": 1,
    "diagnostics": 0,
    "config": 0,
    "content_security": 0,
}
"""Room to floor; `diagnostics` and `config` lie below the model, which the whole house may use."""

DOORS = {
    "mkdocs": {"plugin.py", "site.py", "site_files.py", "page_writing.py", "templates_beside.py"},
    "jinja2": {"render/environment.py"},
    "markdown": {"render/plain_blocks.py", "render/prepared.py"},
    "yaml": {"load/located_yaml.py", "load/sound_yaml.py"},
    "bibtexparser": {"load/bibliography.py", "load/bibtex_file.py"},
    "citeproc": {"render/citation/style.py"},
    "lxml": {"render/citation/style.py"},
    "rdflib": set(),  # The tests read with it what the program writes without it.
    "typst": {"packs/pdf.py"},
    "docx": {"packs/document.py", "packs/document_parts.py"},
    "pptx": {"packs/slides.py", "packs/slide_master.py", "packs/slide_parts.py"},
    "typer": {"cli.py", "cli_authoring.py", "cli_publishing.py", "terminal.py"},
    "rich": {"terminal.py"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> list[str]:
    """Every name that a module imports, those under TYPE_CHECKING included."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module]
            if node.module == "generator" or node.module.startswith("generator."):
                names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert imports(path) == []
        return
    for name in imports(path):
        if not name.startswith("generator."):
            continue
        other = name.split(".")[1]
        if other not in FLOORS or other == own:
            continue
        assert FLOORS[other] < FLOORS[own], f"{path.relative_to(PACKAGE)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_one_library_has_one_door(path: Path) -> None:
    own = path.relative_to(PACKAGE).as_posix()
    for name in imports(path):
        library = name.split(".")[0]
        if library in DOORS:
            assert own in DOORS[library], f"{own} imports {library}"


def test_every_template_says_what_it_makes() -> None:
    for path in sorted(PACKAGE.rglob("*.jinja")):
        assert path.read_text(encoding="utf-8").startswith("{#"), path
