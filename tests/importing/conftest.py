"""What the tests of imports share: a project, an import of a sample, and the bibliography read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.references import ReferenceImport, import_references
from generator.load.bibliography import load_bibliography, parse_entries

SAMPLES = Path(__file__).parent / "samples"

Entries = Callable[[], dict[str, dict[str, str]]]
Take = Callable[..., ReferenceImport]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project with the folders of the content."""
    root = tmp_path / "project"
    (root / "content" / "studies").mkdir(parents=True)
    return root


@pytest.fixture
def entries(project: Path) -> Entries:
    """Return what stands in `references.bib`: fields by key, with the entry's type as `@`."""

    def read() -> dict[str, dict[str, str]]:
        path = project / "references.bib"
        assert load_bibliography(path, "references.bib")[2] == []
        found, _ = parse_entries(path.read_bytes().decode().replace("\r\n", "\n"), "references.bib")
        return {one.key: {"@": one.entry_type} | {name: f.value for name, f in one.fields.items()} for one in found}

    return read


@pytest.fixture
def take(project: Path, tmp_path: Path) -> Take:
    """Import a sample by name, or text or bytes that stand in the test."""

    def run(source: str | bytes, *, fill: bool = False) -> ReferenceImport:
        if isinstance(source, str) and (SAMPLES / source.split("\n")[0]).is_file():
            return import_references(project, SAMPLES / source, fill=fill)
        path = tmp_path / "import.txt"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return import_references(project, path, fill=fill)

    return run
