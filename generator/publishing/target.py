"""Where a site may go: what a build replaces is an earlier site of ours or an empty place, never anything else.

Comes in: the folder that was asked for. Goes out: the real folder, or the reason why it cannot be replaced.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

OURS = ("index.html", "assets/evidence-map.css")
"""Files by which a folder is known as a site of ours; plain `mkdocs build` makes them too."""
HARMLESS = {".DS_Store"}
"""Hidden files that a file manager leaves in a folder that was looked at."""


class WrongTarget(Exception):
    """The folder cannot be replaced by a site; the message says why and what to do."""


def find_target(path: Path, root: Path) -> Path:
    """Return the real folder of the site; a link is followed, so that it goes on pointing at the site.

    Raises:
        WrongTarget: Something else is there, or the folder may not be written.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target):
        if path.is_symlink():
            raise WrongTarget(f"{path} is a link that leads nowhere ({target}). Make that folder, or remove the link.")
        return target
    if not target.is_dir():
        raise WrongTarget(f"{path} is a file; the site needs a folder. Choose another with --site-dir.")
    if Path(os.path.realpath(root)).is_relative_to(target):
        raise WrongTarget(f"{path} holds the project itself. Choose another folder with --site-dir.")
    if os.path.ismount(target):
        raise WrongTarget(f"{path} is a mount, which cannot be exchanged whole. Choose a folder inside it, e.g. site.")
    if not stat.S_IMODE(target.stat().st_mode) & 0o222 or not os.access(target, os.W_OK):
        raise WrongTarget(f"{path} is read-only. Allow writing, or choose another folder with --site-dir.")
    _refuse_foreign(target, path)
    return target


def _refuse_foreign(target: Path, path: Path) -> None:
    """Refuse a folder that holds what no build of ours made: it would be gone afterwards."""
    names = {entry.name for entry in os.scandir(target)} - HARMLESS
    if not names:
        return
    if not all((target / name).is_file() for name in OURS):
        raise WrongTarget(
            f"{path} is not empty and is no site of ours. Choose another folder with --site-dir, or empty it."
        )
    hidden = sorted(name for name in names if name.startswith("."))
    if hidden:
        raise WrongTarget(f"{path} holds {hidden[0]}, which no build made and a build would remove. Move it away.")
