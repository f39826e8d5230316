"""A new content file: where it goes, what stands in it, and why it cannot be made.

Comes in: the project's folder, a kind and an id. Goes out: a file that is there now. Nothing is ever overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.authoring.schema import make_schemas
from generator.authoring.study_scaffold import study_scaffold
from generator.authoring.synthesis_scaffolds import finding_scaffold, pack_scaffold, theme_scaffold
from generator.diagnostics import did_you_mean
from generator.load.content import load_corpus
from generator.load.content_files import FOLDERS, is_outside
from generator.model.base import Identifier
from generator.model.corpus import Corpus

_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for itself."""


class NotMade(Exception):
    """A file that cannot be made; the message says why and what to do."""


def new_file(root: Path, kind: str, identifier: str) -> str:
    """Write a new file of a kind (`study`, `theme`, `finding`, `pack`) and return its path below the project.

    Raises:
        NotMade: The id is not one, the file is there, or a study is not in the bibliography.
    """
    folder = next(name for name, of in FOLDERS.items() if of == kind)
    path = root / "content" / folder / f"{identifier}.yml"
    if not (root / "content").is_dir():
        raise NotMade(f"There is no folder `content` in {root}. Run from the project's folder, or say `--root`.")
    _check_id(kind, identifier)
    shown = path.relative_to(root).as_posix()
    if path.parent.exists() and is_outside(path.parent, root):
        raise NotMade(f"`content/{folder}` leads out of the project.")
    if path.exists() or path.is_symlink():
        raise NotMade(f"{shown} is there already; it was not touched.")
    text = _text(load_corpus(root), kind, identifier)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise NotMade(f"{shown} is there already; it was not touched.") from None
    except OSError as error:
        raise NotMade(f"{shown} cannot be written: {error.strerror}.") from None
    return shown


def _text(corpus: Corpus, kind: str, identifier: str) -> str:
    if kind == "study":
        return _study(corpus, identifier)
    others: dict[str, tuple[Callable[[str, int], str], tuple[int, ...]]] = {
        "theme": (theme_scaffold, tuple(theme.order for theme in corpus.themes)),
        "finding": (finding_scaffold, tuple(finding.order for finding in corpus.findings)),
        "pack": (pack_scaffold, tuple(pack.order for pack in corpus.packs)),
    }
    scaffold, orders = others[kind]
    step = 1 if kind == "pack" else 10
    return scaffold(identifier, max(orders, default=0) + step)


def _study(corpus: Corpus, key: str) -> str:
    found = next((reference for reference in corpus.references if reference.cite_key == key), None)
    if found is None:
        if f"reference:{key}" in corpus.broken:
            raise NotMade(f"The entry `{key}` of references.bib has errors. `evidence-map check` says which.")
        near = did_you_mean(key, [reference.cite_key for reference in corpus.references])
        hint = near or "Add its entry first, or bring it in with `evidence-map import refs FILE`."
        raise NotMade(f"There is no work `{key}` in references.bib. {hint}")
    return study_scaffold(found, make_schemas(corpus.vocabulary)["study"], corpus.vocabulary)


def _check_id(kind: str, identifier: str) -> None:
    try:
        TypeAdapter(Identifier).validate_python(identifier)
    except ValidationError:
        hint = "An id has lower-case a to z, digits and single `-` or `_`, and at most 80 characters."
        also = " Give the work such a key in references.bib." if kind == "study" else " E.g. `feeling-alone`."
        raise NotMade(f"`{identifier}` cannot be an id. {hint}{also}") from None
    if _DEVICES.fullmatch(identifier):
        raise NotMade(f"Windows keeps the name `{identifier}` for itself. Choose another id.")
