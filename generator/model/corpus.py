"""Everything that was read, unresolved: the input of linking."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Location
from generator.model.crosswalk import CrossStudyTheme, NoTermFound
from generator.model.finding import ReviewFinding
from generator.model.glossary import Glossary
from generator.model.handwritten import HandwrittenPage
from generator.model.pack import Pack, PlacedText
from generator.model.redirects import Redirect
from generator.model.reference import Reference
from generator.model.release import Release
from generator.model.study import Study
from generator.model.synthesis import Synthesis
from generator.model.vocabulary import Vocabulary

FieldPath = tuple[str | int, ...]
"""Keys and list indexes from the top of a file, e.g. `("themes", 2, "label")`."""


@dataclass(frozen=True)
class Corpus:
    """The objects of one knowledge base, the places of their fields, and what was wrong on reading."""

    studies: tuple[Study, ...] = ()
    themes: tuple[CrossStudyTheme, ...] = ()
    no_term_found: tuple[NoTermFound, ...] = ()
    findings: tuple[ReviewFinding, ...] = ()
    references: tuple[Reference, ...] = ()
    vocabulary: Vocabulary | None = None
    synthesis: Synthesis | None = None
    glossary: Glossary | None = None
    redirects: tuple[Redirect, ...] = ()
    releases: tuple[Release, ...] = ()
    """The data's history, newest first."""
    pages: tuple[HandwrittenPage, ...] = ()
    """The Markdown files below `content/pages/`, by path."""
    packs: tuple[Pack, ...] = ()
    pack_texts: AbcMapping[str, tuple[PlacedText, ...]] = field(default_factory=dict)
    """The texts of each pack, by its id, read."""
    positions: AbcMapping[tuple[str, FieldPath], Location] = field(default_factory=dict)
    """Where a field stands: (object id as `kind:id`, field path) to its location."""
    broken: frozenset[str] = frozenset()
    """Owners, such as `study:nalan2022`, that were read but had errors; links to them are not reported twice."""
    digests: AbcMapping[str, str] = field(default_factory=dict)
    """Of the bytes of each content file without a fault, by owner: where they are the same, so is the object."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What was wrong on reading; of an object with an error only what fits is here, and no page is made."""

    def locate(self, owner: str, *path: str | int) -> Location:
        """Return the place of a field, or of the nearest enclosing field that is written down.

        `owner` is `study:ID`, `theme:ID`, `finding:ID`, `pack:ID`, `reference:KEY`, `unmapped`, `vocabulary`,
        `glossary`, `redirects` or `synthesis`.
        """
        for end in range(len(path), -1, -1):
            found = self.positions.get((owner, path[:end]))
            if found is not None:
                return found
        return Location(path=owner)
