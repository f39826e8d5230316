"""What lies in a folder: its files and folders, each looked at once."""

from __future__ import annotations

import os
from pathlib import Path


def read_tree(top: Path) -> tuple[dict[str, os.DirEntry[str]], list[str]]:
    """Return every file by its path below the folder, and the path of every folder, `top` with it, parents first.

    Links are not followed: one counts as a file.
    """
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
    return files, [str(top / folder) for folder in folders]
