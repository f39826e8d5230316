"""The whole content folder and the bibliography, read and validated but not yet linked.

Comes in: the project's folder. Goes out: a `Corpus` with every object that is right, the places of
all fields, and everything that is wrong; an object with an error is left out and named as broken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

from pydantic import BaseModel

from generator.cache.file_digests import remembered_digest
from generator.cache.store import Store, digest
from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.changelog import load_changelog
from generator.load.content_files import FOLDERS, is_outside, list_content, problem_of_place
from generator.load.kept_files import KeptFiles
from generator.load.kept_works import cite_keys, load_works, works_are_known
from generator.load.lazy_mapping import LazyMapping
from generator.load.located_yaml import LocatedDocument, parse_bytes, read_bytes
from generator.load.packs import place_texts
from generator.load.pages import load_pages
from generator.load.places import CorpusPlaces
from generator.load.salvage import salvage
from generator.load.second_reader import MANY, Share
from generator.load.sound_files import ContentFile, sound_object
from generator.load.validated import from_line
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


class Unmapped(Model):
    """The file `content/unmapped.yml`."""

    no_term_found: Many[NoTermFound]


_MODELS: dict[str, type[BaseModel]] = {
    "studies": Study,
    "themes": CrossStudyTheme,
    "findings": ReviewFinding,
    "orientation": Pack,
    "unmapped": Unmapped,
    "vocabulary": Vocabulary,
    "synthesis": Synthesis,
    "glossary": Glossary,
    "redirects": Redirects,
}
"""What the files of each folder, or the file of this name, are read as; in the order in which they are read."""


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
        self._digests: dict[str, str] = {}
        self._known: dict[str, tuple[str, BaseModel]] = {}
        """By owner: the digest of a file that was read before, and its object."""
        self._share = Share()

    def corpus(self) -> Corpus:
        """Read all files, in the order of their names."""
        self._begin()
        studies = tuple(self._folder("studies", Study))
        themes = tuple(self._folder("themes", CrossStudyTheme))
        findings = tuple(self._folder("findings", ReviewFinding))
        packs = tuple(self._folder("orientation", Pack))
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
            digests=self._digests,
            diagnostics=tuple(self._problems),
        )

    def _begin(self) -> None:
        """Find the objects that are known already, and have others read in a second process if they are many."""
        files = [file for name, model in _MODELS.items() for file in self._content(name, model)]
        unknown = files if self._kept.empty else [file for file in files if not self._is_known(file)]
        if len(unknown) >= MANY:
            works = self._root / "references.bib"
            readable = not works_are_known(self._store) and os.path.lexists(works) and not is_outside(works, self._root)
            self._share = Share(unknown, works if readable else None)

    def _is_known(self, file: ContentFile) -> bool:
        """Say whether the cache knows the object of a file, and have it at hand if so."""
        content = remembered_digest(file.path)
        if content is None:
            raw = read_bytes(file.path, file.shown_as)
            content = digest(raw) if isinstance(raw, bytes) else ""
        kept = self._kept.find(file.model, file.owner, content)
        if kept is not None:
            self._known[file.owner] = content, kept
        return kept is not None

    def _content(self, name: str, model: type[BaseModel]) -> Iterator[ContentFile]:
        """Yield the files of a folder, or the one that stands for itself."""
        kind = FOLDERS.get(name)
        for path in self._files[name]:
            owner = name if kind is None else f"{kind}:{path.name.removesuffix('.yml')}"
            folder = "content" if kind is None else f"content/{name}"
            yield ContentFile(path, f"{folder}/{path.name}", owner, model)

    def _folder(self, name: str, model: type[M]) -> Iterator[M]:
        for file in self._content(name, model):
            found = self._object(file, model)
            if found is not None:
                yield found

    def _file(self, name: str, model: type[M]) -> M | None:
        return next(self._folder(name, model), None)

    def _object(self, file: ContentFile, model: type[M]) -> M | None:
        """Return what a file holds, as far as it can be read."""
        found = self._sound(file)
        if found is not None:
            content, made = found
            places = _read_when_asked(file, content)
            self._digests[file.owner] = content
            self._positions.add(file.owner, Location(file.shown_as, 1, 1), places)
            return cast(M, made)
        raw = read_bytes(file.path, file.shown_as)
        document = self._read(raw, file)
        fits = self._validate(model, document, file.owner) if document.complete else None
        if self._misnamed(document, file.owner):
            return None
        if fits is not None and isinstance(raw, bytes) and file.owner not in self._broken:
            self._digests[file.owner] = digest(raw)
            self._kept.keep(file.owner, self._digests[file.owner], fits)
        return fits

    def _sound(self, file: ContentFile) -> tuple[str, BaseModel] | None:
        """Return the digest of a file without a fault, and its object: a known one, one that was sent, or one just read."""
        known = self._known.get(file.owner)
        if known is not None:
            return known
        sent = self._share.file(file.owner)
        if sent is not None:
            self._kept.keep_line(file.owner, *sent)
            return sent[0], from_line(file.model, sent[1])
        raw = read_bytes(file.path, file.shown_as)
        if not isinstance(raw, bytes):
            return None
        content = digest(raw)
        made = sound_object(file, raw)
        if made is None:
            return None
        self._kept.keep(file.owner, content, made)
        return content, made

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

    def _read(self, raw: bytes | LocatedDocument, file: ContentFile) -> LocatedDocument:
        document = raw if isinstance(raw, LocatedDocument) else _parse(raw, file)
        self._problems += document.diagnostics
        if document.diagnostics:
            self._broken.add(file.owner)
        self._positions.add(file.owner, Location(document.shown_as, 1, 1), document.positions)
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
        references, places, problems = load_works(path, path.name, self._store, self._share.works())
        self._problems += problems
        self._positions.add_tops((f"reference:{key}", place) for key, place in places.items())
        if any(problem.severity is Severity.ERROR for problem in problems):
            # An entry with an error is left out; its key is still there, so links to it are no errors.
            self._broken |= {f"reference:{key}" for key in cite_keys(path) - places.keys()}
        return references

    def _add(self, rule: str, shown_as: str, message: str, hint: str) -> None:
        self._problems.append(Diagnostic(rule, Severity.ERROR, Location(shown_as), message, hint))


def _parse(raw: bytes, file: ContentFile) -> LocatedDocument:
    document = parse_bytes(raw, file.shown_as)
    return _as_terms(document) if file.owner == "glossary" else document


def _read_when_asked(file: ContentFile, content: str) -> LazyMapping[FieldPath, Location]:
    """Return the places of a file's values, found when the first is asked for; none if the file is another by then."""

    def read() -> dict[FieldPath, Location]:
        raw = read_bytes(file.path, file.shown_as)
        if isinstance(raw, LocatedDocument) or digest(raw) != content:
            return {}
        return dict(_parse(raw, file).positions)

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
