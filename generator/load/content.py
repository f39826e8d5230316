"""The whole content folder and the bibliography, read and validated but not yet linked.

Comes in: the project's folder. Goes out: a `Corpus` with every object that is right, the places of
all fields, and everything that is wrong; an object with an error is left out and named as broken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator.cache.store import Store, digest
from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.changelog import load_changelog
from generator.load.content_files import is_outside, list_content, problem_of_place
from generator.load.kept_files import KeptFiles
from generator.load.kept_works import load_works
from generator.load.lazy_mapping import LazyMapping
from generator.load.limits import MAX_BIB_BYTES
from generator.load.located_yaml import LocatedDocument, parse_bytes, read_bytes
from generator.load.packs import place_texts
from generator.load.pages import load_pages
from generator.load.places import CorpusPlaces
from generator.load.salvage import salvage
from generator.load.validation import validate
from generator.model.base import Many, Model
from generator.model.corpus import Corpus, FieldPath
from generator.model.crosswalk import CrossStudyTheme, NoTermFound
from generator.model.finding import ReviewFinding
from generator.model.glossary import Glossary
from generator.model.pack import Pack
from generator.model.redirects import Redirects
from generator.model.reference import Reference
from generator.model.study import Study
from generator.model.synthesis import Synthesis
from generator.model.vocabulary import Vocabulary

M = TypeVar("M", bound=BaseModel)

_CITE_KEY = re.compile(r"@[A-Za-z]+\s*[{(]\s*([^\s,{}()=\"]+)\s*,")


class Unmapped(Model):
    """The file `content/unmapped.yml`."""

    no_term_found: Many[NoTermFound]


def load_corpus(root: Path, store: Store | None = None) -> Corpus:
    """Return everything that the project below `root` holds, with the places and the problems.

    With a cache, a file that an earlier run has read without a problem is not parsed again.
    """
    if not (root / "content").is_dir():
        message = "the folder `content` is missing"
        hint = "Run from the project's folder, or make `content/studies/`."
        problem = Diagnostic("content-missing", Severity.ERROR, Location("content"), message, hint)
        return Corpus(diagnostics=(problem,))
    if is_outside(root / "content", root):
        return Corpus(diagnostics=(problem_of_place("content"),))
    return _Loading(root, store).corpus()


class _Loading:
    """One reading of a project."""

    def __init__(self, root: Path, store: Store | None) -> None:
        self._root = root
        self._store = store
        self._kept = KeptFiles(store)
        self._files, self._problems, self._broken = list_content(root)
        self._positions = CorpusPlaces()

    def corpus(self) -> Corpus:
        """Read all files, in the order of their names."""
        studies = tuple(self._folder("studies", "study", Study))
        themes = tuple(self._folder("themes", "theme", CrossStudyTheme))
        findings = tuple(self._folder("findings", "finding", ReviewFinding))
        packs = tuple(self._folder("orientation", "pack", Pack))
        unmapped = self._file("unmapped", Unmapped)
        vocabulary = self._file("vocabulary", Vocabulary)
        synthesis = self._file("synthesis", Synthesis)
        glossary = self._file("glossary", Glossary)
        redirects = self._file("redirects", Redirects)
        pages, problems = load_pages(self._root)
        self._problems += problems
        releases, problems = load_changelog(self._root)
        self._problems += problems
        return Corpus(
            studies=studies,
            themes=themes,
            findings=findings,
            no_term_found=unmapped.no_term_found if unmapped else (),
            vocabulary=vocabulary,
            synthesis=synthesis,
            glossary=glossary,
            redirects=redirects.redirects if redirects else (),
            releases=releases,
            pages=tuple(pages),
            packs=packs,
            pack_texts=place_texts(packs, self._root, self._positions),
            references=tuple(self._references()),
            positions=self._positions,
            broken=frozenset(self._broken),
            diagnostics=tuple(self._problems),
        )

    def _folder(self, folder: str, kind: str, model: type[M]) -> Iterator[M]:
        for path in self._files[folder]:
            name = path.name
            found = self._object(path, f"content/{folder}/{name}", f"{kind}:{name.removesuffix('.yml')}", model)
            if found is not None:
                yield found

    def _file(self, name: str, model: type[M]) -> M | None:
        path = self._files[name]
        return self._object(path[0], f"content/{path[0].name}", name, model) if path else None

    def _object(self, path: Path, shown_as: str, owner: str, model: type[M]) -> M | None:
        """Return what a file holds, as far as it can be read."""
        raw = read_bytes(path, shown_as)
        content = digest(raw) if isinstance(raw, bytes) else ""
        kept = self._kept.find(model, owner, content) if content else None
        if kept is not None:
            self._positions.add(owner, Location(shown_as, 1, 1), _read_when_asked(path, shown_as, owner, content))
            return kept
        document = self._read(raw, shown_as, owner)
        made = self._validate(model, document, owner) if document.complete else None
        if self._misnamed(document, owner):
            return None
        if made is not None and content and owner not in self._broken:
            self._kept.keep(owner, content, made)
        return made

    def _misnamed(self, document: LocatedDocument, owner: str) -> bool:
        """Say so where the id in a file is not the name of the file."""
        kind, _, stem = owner.partition(":")
        written = document.data.get("id") if stem and isinstance(document.data, dict) else None
        if not isinstance(written, str) or written == stem:
            return False
        message = f"the id is `{written}`, but the file is named `{stem}.yml`"
        hint = f"Write `id: {stem}`, or rename the file."
        self._problems.append(Diagnostic("content-id", Severity.ERROR, document.positions["id",], message, hint))
        self._broken |= {f"{kind}:{stem}", f"{kind}:{written}"}
        return True

    def _read(self, raw: bytes | LocatedDocument, shown_as: str, owner: str) -> LocatedDocument:
        document = raw if isinstance(raw, LocatedDocument) else _parse(raw, shown_as, owner)
        self._problems += document.diagnostics
        if document.diagnostics:
            self._broken.add(owner)
        self._positions.add(owner, Location(document.shown_as, 1, 1), document.positions)
        return document

    def _validate(self, model: type[M], document: LocatedDocument, owner: str) -> M | None:
        found, problems = validate(model, document)
        self._problems += sorted(problems, key=lambda problem: problem.location)
        if problems or found is None:
            self._broken.add(owner)
        if owner not in self._broken:
            return found
        return found or salvage(model, document.data, owner.partition(":")[2])

    def _references(self) -> list[Reference]:
        path = self._root / "references.bib"
        if not os.path.lexists(path):
            message, hint = "`references.bib` is missing", "It holds every work once; put it beside `content/`."
            self._add("content-missing", path.name, message, hint)
            return []
        if is_outside(path, self._root):
            self._problems.append(problem_of_place(path.name))
            return []
        references, places, problems = load_works(path, path.name, self._store)
        self._problems += problems
        self._positions.add_tops((f"reference:{key}", place) for key, place in places.items())
        if any(problem.severity is Severity.ERROR for problem in problems):
            # An entry with an error is left out; its key is still there, so links to it are no errors.
            self._broken |= {f"reference:{key}" for key in _cite_keys(path) - places.keys()}
        return references

    def _add(self, rule: str, shown_as: str, message: str, hint: str) -> None:
        self._problems.append(Diagnostic(rule, Severity.ERROR, Location(shown_as), message, hint))


def _parse(raw: bytes, shown_as: str, owner: str) -> LocatedDocument:
    document = parse_bytes(raw, shown_as)
    return _as_terms(document) if owner == "glossary" else document


def _read_when_asked(path: Path, shown_as: str, owner: str, content: str) -> LazyMapping[FieldPath, Location]:
    """Return the places of a file's values, found when the first is asked for; none if the file is another by then."""

    def read() -> dict[FieldPath, Location]:
        raw = read_bytes(path, shown_as)
        if isinstance(raw, LocatedDocument) or digest(raw) != content:
            return {}
        return dict(_parse(raw, shown_as, owner).positions)

    return LazyMapping(read)


def _as_terms(document: LocatedDocument) -> LocatedDocument:
    """Return the document of a glossary, which is written as a bare list, with that list under `terms`."""
    if not isinstance(document.data, list):
        return document
    below = ("terms",)
    return replace(
        document,
        data={"terms": document.data},
        positions=document.positions.put_below(below),
        key_positions=document.key_positions.put_below(below),
    )


def _cite_keys(path: Path) -> set[str]:
    """Return every cite key that stands in a bibliography, in a right entry or a wrong one."""
    try:
        if not path.is_file():
            return set()
        with path.open("rb") as file:
            return set(_CITE_KEY.findall(file.read(MAX_BIB_BYTES).decode("utf-8", "replace")))
    except OSError:
        return set()
