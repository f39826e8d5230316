"""What lies in a folder: its files and folders, each looked at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Tree(NamedTuple):
    """What lies in a folder. Links are not followed: one counts as a file."""

    files: dict[str, os.DirEntry[str]]
    """By path below the folder."""
    folders: list[str]
    """Their paths, that of the folder itself with them, parents first."""


def read_tree(top: Path) -> Tree:
    """Return what lies in a folder."""
    files: dict[str, os.DirEntry[str]] = {}
    folders = [""]
    for folder in folders:  # It grows while it is read.
        with os.scandir(top / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    files[path] = entry
    return Tree(files, [f"{top}/{folder}".rstrip("/") for folder in folders])
