"""Which files of the content folder are read, and which are named or placed wrongly."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean
from generator.load.limits import MAX_NAME

FOLDERS = {"studies": "study", "themes": "theme", "findings": "finding", "orientation": "pack"}
"""Folders of objects, one file each, and the kind of their objects."""
SINGLE_FILES = ("unmapped", "vocabulary", "synthesis", "glossary", "redirects")
"""Files of their own, directly in `content`."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.yml")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_IGNORED = {".gitkeep", ".DS_Store"}
_TAKEN = {"studies": {"index", "reporting"}, "themes": {"index"}, "findings": {"index"}, "orientation": {"index"}}
"""Ids whose page would be another generated page."""
_OTHERS = {"pages", "schema", "quotes.lock.json", "quotes.lock.new"}
"""What else may lie directly in `content`."""
_RENAME = "Name it after its id: lower-case a to z, digits and single `-` or `_`, then `.yml`."


def list_content(root: Path) -> tuple[dict[str, list[Path]], list[Diagnostic], set[str]]:
    """Return the files to read by folder or name, the problems of the others, and whose they are.

    The last are owners such as `study:nalan2022`, so that links to them are not reported as well.
    """
    files: dict[str, list[Path]] = {name: [] for name in (*FOLDERS, *SINGLE_FILES)}
    problems: list[Diagnostic] = []
    broken: set[str] = set()
    for folder, kind in FOLDERS.items():
        paths = _entries(root, folder, problems)
        twins = _twins(path.name for path in paths)
        for path in paths:
            problem = _problem_in_folder(path, root, folder, twins)
            if problem is None:
                files[folder].append(path)
            else:
                problems.append(problem)
                broken.add(f"{kind}:{path.name.partition('.')[0].lower()}")
        # Beside a file that is named rightly, one that is named wrongly breaks nothing.
        broken -= {f"{kind}:{path.stem}" for path in files[folder]}
    for path in _listing(root / "content", "content", problems):
        name = path.name.partition(".")[0].lower()
        if name in SINGLE_FILES:
            problem = _problem_of_single(path, root, name)
            if problem is None:
                files[name].append(path)
            else:
                problems.append(problem)
                broken.add(name)
        elif path.name not in FOLDERS and path.name not in _OTHERS:
            problems.append(_stray(path, root))
    broken -= {name for name in SINGLE_FILES if files[name]}
    return files, problems, broken


def is_outside(path: Path, root: Path) -> bool:
    """Return whether a path leads out of the project, or nowhere, by a symbolic link."""
    try:
        return not path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True


def problem_of_place(shown_as: str) -> Diagnostic:
    """Return what is wrong with a link that leads out of the project or nowhere."""
    message = "this link leads out of the project, or nowhere"
    return Diagnostic("content-symlink", Severity.ERROR, Location(shown_as), message, "Put the file itself here.")


def _entries(root: Path, folder: str, problems: list[Diagnostic]) -> list[Path]:
    """Return what lies in a folder, by name; themes and findings may not be there yet."""
    path = root / "content" / folder
    shown_as = f"content/{folder}"
    if path.is_symlink() and is_outside(path, root):
        problems.append(problem_of_place(shown_as))
        return []
    if not path.is_dir():
        if folder == "studies" or os.path.lexists(path):
            message = f"the folder `{shown_as}` is missing"
            hint = "Make it, and put one file for each object there."
            problems.append(_error("content-missing", shown_as, message, hint))
        return []
    return _listing(path, shown_as, problems)


def _listing(folder: Path, shown_as: str, problems: list[Diagnostic]) -> list[Path]:
    """Return what lies in a folder, by name, but for what git and file managers leave there."""
    try:
        return sorted((entry for entry in folder.iterdir() if entry.name not in _IGNORED), key=lambda entry: entry.name)
    except OSError as error:
        message = f"this folder cannot be read: {error.strerror}"
        problems.append(_error("file-unreadable", shown_as, message, "Check the rights."))
        return []


def _stray(path: Path, root: Path) -> Diagnostic:
    """Return that nothing of this name is read, with the name that may be meant."""
    known = [*FOLDERS, *(f"{name}.yml" for name in SINGLE_FILES), *sorted(_OTHERS - {"quotes.lock.new"})]
    noun = "folder" if path.is_dir() else "file"
    message = f"nothing is read from the {noun} `{path.name}`"
    hint = did_you_mean(path.name, known) or f"Move it out of `content`; there lie {', '.join(known)}."
    return _error("content-stray", path.relative_to(root).as_posix(), message, hint)


def _problem_in_folder(path: Path, root: Path, folder: str, twins: dict[str, str]) -> Diagnostic | None:
    name = path.name
    shown_as = f"content/{folder}/{name}"
    twin = twins.get(name)
    if twin:
        message = f"`{name}` and `{twin}` differ in nothing but capital letters"
        return _error("content-file-case", shown_as, message, "On some computers they are one file; rename one.")
    if _RESERVED.fullmatch(name):
        message = f"Windows keeps the name `{name}` for itself"
        return _error("content-file-name", shown_as, message, "Choose another id.")
    if path.stem in _TAKEN[folder]:
        message = f"the page of `{path.stem}` would be one that is made for all of them"
        return _error("content-file-name", shown_as, message, "Choose another id.")
    if not _NAME.fullmatch(name) or len(path.stem) > MAX_NAME:
        return _error("content-file-name", shown_as, f"`{name}` is not the name of a content file", _hint(name))
    return _problem_of_target(path, root, shown_as)


def _problem_of_single(path: Path, root: Path, name: str) -> Diagnostic | None:
    shown_as = path.relative_to(root).as_posix()
    if path.name != f"{name}.yml":
        message = f"`{path.name}` is not read; the file is named `{name}.yml`"
        return _error("content-file-name", shown_as, message, f"Rename it to `{name}.yml`, or delete it.")
    return _problem_of_target(path, root, shown_as)


def _problem_of_target(path: Path, root: Path, shown_as: str) -> Diagnostic | None:
    if _is_plain_file(path):
        return None
    if is_outside(path, root):
        return problem_of_place(shown_as)
    try:
        if path.is_file():
            return None
    except OSError as error:
        return _error("file-unreadable", shown_as, f"this cannot be read: {error.strerror}", "Check the rights.")
    return _error("content-file-name", shown_as, f"`{path.name}` is not a file", "Move it out of this folder.")


def _is_plain_file(path: Path) -> bool:
    """Say whether a path is a file and no link; in a folder of the project it is inside the project then."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _twins(names: Iterable[str]) -> dict[str, str]:
    """Return each name with capitals whose like differs in case alone, with the first such name.

    Only the one with capitals is refused; the other is the one that is named rightly.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.lower()].append(name)
    twins: dict[str, str] = {}
    for group in alike.values():
        if len(group) > 1:
            first, second, *_ = sorted(group)
            twins |= {name: second if name == first else first for name in group if name != name.lower()}
    return twins


def _hint(name: str) -> str:
    if re.search(r"\.ya?ml", name, re.IGNORECASE) is None:
        return "Move it out of this folder; only content files lie here."
    better = f"{name.partition('.')[0].lower()}.yml"
    return f"Rename it to `{better}`." if _NAME.fullmatch(better) else _RENAME


def _error(rule: str, shown_as: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, Location(shown_as), message, hint)
