"""Which files below `content/pages/` are pages or pictures, and which may not be published.

MkDocs copies every file of this folder to the site and follows links. So what is neither a page that was checked
nor a picture is refused: a script, a web page or a drawing with a script in it would be served as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.content_files import is_outside, problem_of_place
from generator.load.limits import MAX_NAME

GENERATED = frozenset(
    {
        "assets",
        "browse",
        "crosswalk",
        "data",
        "data-notes",
        "findings",
        "glossary",
        "handout",
        "index.md",
        "map",
        "orientation",
        "quotes",
        "references",
        "search",
        "studies",
        "themes",
    }
)
"""Names at the top of the site that belong to generated pages and files."""
_GENERATED_PAGES = {"about/method.md"}
_WORD = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_PAGE = re.compile(rf"{_WORD}\.md")
_PICTURE = re.compile(rf"{_WORD}\.(?:png|jpg|jpeg|gif|webp)")
_FOLDER = re.compile(_WORD)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_RENAME = "Use lower-case a to z, digits and single `-` or `_`, then `.md`."
_KINDS = "Here lie pages (`.md`) and pictures (`.png`, `.jpg`, `.jpeg`, `.gif`, `.webp`)."


def list_pages(root: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Return the Markdown files below `content/pages/`, by path, and what is wrong with the other files."""
    folder = root / "content" / "pages"
    if not os.path.lexists(folder):
        return [], []
    problem = _problem_of_folder(folder, root)
    if problem is not None:
        return [], [problem]
    pages: list[Path] = []
    problems: list[Diagnostic] = []
    for path in _walk(folder, root, problems):
        problem = _problem_of_file(path, root)
        if problem is not None:
            problems.append(problem)
        elif path.suffix == ".md":
            pages.append(path)
    return sorted(pages), problems


def _walk(folder: Path, root: Path, problems: list[Diagnostic]) -> Iterator[Path]:
    """Yield every file below a folder; what begins with a dot is not published by MkDocs either."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(entry for entry in here.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            problems.append(_error("file-unreadable", here, root, f"this folder cannot be read: {error.strerror}", ""))
            continue
        for path in entries:
            if not path.is_dir():
                yield path
            elif (problem := _problem_of_folder(path, root)) is not None:
                problems.append(problem)
            else:
                waiting.append(path)


def _problem_of_folder(path: Path, root: Path) -> Diagnostic | None:
    if path.is_symlink():
        if is_outside(path, root):
            return problem_of_place(path.relative_to(root).as_posix())
        return _error("content-symlink", path, root, "this folder is a link", "Put the folder itself here.")
    if not path.is_dir():
        return _error("page-file", path, root, f"`{path.name}` is not a folder", "Move it out of `content`.")
    return None if _FOLDER.fullmatch(path.name) and len(path.name) <= MAX_NAME else _bad_name(path, root)


def _problem_of_file(path: Path, root: Path) -> Diagnostic | None:
    uri = path.relative_to(root / "content" / "pages").as_posix()
    if is_outside(path, root):
        return problem_of_place(path.relative_to(root).as_posix())
    try:
        is_file = path.is_file()
    except OSError as error:
        return _error("file-unreadable", path, root, f"this cannot be read: {error.strerror}", "Check the rights.")
    if not is_file:
        return _error("page-file", path, root, f"`{path.name}` is not a file", "Move it out of this folder.")
    if uri.partition("/")[0] in GENERATED or uri in _GENERATED_PAGES:
        message = f"`{uri.rpartition('/')[0] or uri}` belongs to the generated pages"
        return _error("page-file", path, root, message, "Choose another folder, such as `guide` or `about`.")
    if _RESERVED.fullmatch(path.name) or len(path.stem) > MAX_NAME:
        return _bad_name(path, root)
    if _PAGE.fullmatch(path.name) or _PICTURE.fullmatch(path.name):
        return None
    if re.search(r"\.(?:md|markdown|mdown|mkdn|mkd)$|\.(?:md|png|jpe?g|gif|webp)\b", path.name, re.IGNORECASE):
        return _bad_name(path, root)
    message = f"`{path.name}` would be published as it is, unchecked"
    return _error("page-file", path, root, message, f"Move it out of `content`. {_KINDS}")


def _bad_name(path: Path, root: Path) -> Diagnostic:
    return _error("page-file", path, root, f"`{path.name}` is not the name of a page or picture", _RENAME)


def _error(rule: str, path: Path, root: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, Location(path.relative_to(root).as_posix()), message, hint)
