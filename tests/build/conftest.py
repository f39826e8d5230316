"""What the tests of building share: the command as a process, and what a folder holds, to the byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent


def command(root: Path, site: Path) -> list[str]:
    return [sys.executable, "-m", "generator", "build", "--root", str(root), "--site-dir", str(site)]


def build(root: Path, site: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, site),
        cwd=PROJECT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Mode and hash of everything below a folder, links not followed."""
    found = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        content = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (path.lstat().st_mode, hashlib.sha256(content).hexdigest())
    return found


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the small knowledge base; a test that changes it works on a copy."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = build(PROJECT / "tests/small", site)
    assert done.returncode == 0, done.stdout + done.stderr
    return site
