"""What several tests share: the small made-up knowledge base, copied so that a test may break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow, and no test is of speed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small knowledge base."""
    root = tmp_path / "small"
    shutil.copytree(SMALL, root)
    return root


@pytest.fixture
def edit(small: Path) -> Callable[[str, str, str], int]:
    """Replace text that stands once in a file of the small knowledge base; returns its line."""

    def replace(path: str, old: str, new: str) -> int:
        file = small / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
