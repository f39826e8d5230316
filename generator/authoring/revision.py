"""The content as it was: a folder, or a git revision, read without touching the working tree.

Comes in: the project's folder, and a folder or the name of a revision. Goes out: a folder that holds `content/` and
`references.bib` as they were.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONTENT = ("content", "references.bib")


class NoSuchBase(Exception):
    """What to compare with cannot be found; the message says why and what to do."""


@contextmanager
def content_of(root: Path, base: str) -> Iterator[Path]:
    """Yield a folder with the content of a revision or another folder; it is taken away afterwards.

    Raises:
        NoSuchBase: It is neither, or holds no content.
    """
    if base and (Path(base) / "content").is_dir():
        yield Path(base).resolve()
        return
    commit = _commit(root, base)
    with tempfile.TemporaryDirectory(prefix="evidence-map-") as folder:
        _extract(root, commit, base, Path(folder))
        yield Path(folder)


def _commit(root: Path, base: str) -> str:
    here = Path(base).is_dir()
    folder = f"The folder {base} holds no folder `content`. " if here else f"There is no folder {base}. "
    if not base or _git(root, "rev-parse", "--git-dir").returncode:
        raise NoSuchBase(f"{folder}{root} is no git repository, so that it cannot be a revision either.")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if found.returncode:
        hint = "`git log --oneline` lists revisions; one of another place must be fetched first (`git fetch`)."
        raise NoSuchBase(f"{folder}There is no git revision `{base}` either. {hint}")
    return found.stdout.decode().strip()


def _extract(root: Path, commit: str, base: str, folder: Path) -> None:
    listed = _git(root, "ls-tree", "--name-only", "-z", commit, "--", *CONTENT)
    names = [name for name in listed.stdout.decode().split("\0") if name in CONTENT]
    if "content" not in names:
        raise NoSuchBase(f"The revision `{base}` holds no folder `content`.")
    packed = _git(root, "archive", "--format=tar", commit, "--", *names)
    if packed.returncode:
        reason = packed.stderr.decode("utf-8", "replace").strip()
        raise NoSuchBase(f"The revision `{base}` cannot be read: {reason}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter=_plain)


def _plain(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Let files and folders through; a link could lead out."""
    return tarfile.data_filter(member, folder) if member.isfile() or member.isdir() else None


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], check=False, capture_output=True)
    except FileNotFoundError:
        raise NoSuchBase("git is not installed. Name a folder that holds the earlier content.") from None
