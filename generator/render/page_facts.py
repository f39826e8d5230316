"""What other pages, the search and the checks of links need to know of a page whose Markdown is put away.

Of a thousand pages each such thing is small and all together are not: places are kept as lines of text, which take a
tenth of the room of as many objects, and which a later build reads as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from collections.abc import Set as AbcSet
from dataclasses import dataclass
from typing import Any

from generator.render.urls import Target


class Anchors(AbcSet[str]):
    """The places of a page, as lines of one text."""

    def __init__(self, anchors: Iterable[str] = ()) -> None:
        """Keep some anchors; none has a line end in it, for an address cannot."""
        self.text = "".join(f"{anchor}\n" for anchor in sorted(set(anchors)))

    @classmethod
    def read(cls, text: str) -> Anchors:
        """Return the anchors that `text` was made from."""
        made = cls()
        made.text = text
        return made

    def __contains__(self, anchor: object) -> bool:
        return self.text.startswith(f"{anchor}\n") or f"\n{anchor}\n" in self.text

    def __iter__(self) -> Iterator[str]:
        return iter(self.text.split("\n")[:-1])

    def __len__(self) -> int:
        return self.text.count("\n")


class Links(AbcSet[Target]):
    """What a page links to: for each page its anchors, as lines of one text."""

    def __init__(self, targets: Iterable[Target] = ()) -> None:
        """Keep some targets."""
        by_page: dict[str, list[str]] = {}
        for target in sorted(set(targets)):
            by_page.setdefault(target.page, []).append(target.anchor)
        self.by_page = {page: "\n".join(anchors) for page, anchors in by_page.items()}

    @classmethod
    def read(cls, by_page: dict[str, str]) -> Links:
        """Return the links that `by_page` was made from."""
        made = cls()
        made.by_page = by_page
        return made

    def __contains__(self, target: object) -> bool:
        if not isinstance(target, Target) or target.page not in self.by_page:
            return False
        return target.anchor in self.by_page[target.page].split("\n")

    def __iter__(self) -> Iterator[Target]:
        for page, anchors in self.by_page.items():
            for anchor in anchors.split("\n"):
                yield Target(page, anchor)

    def __len__(self) -> int:
        return sum(anchors.count("\n") + 1 for anchors in self.by_page.values())


@dataclass(frozen=True)
class PageFacts:
    """What is known of a page beside its Markdown."""

    anchors: Anchors
    sections: str
    """Its part of the search index: sections as JSON, with commas between them."""
    whole: bool = False
    """Whether the sections are those of the index; else what has a place of its own on the page is still to be added."""

    def json(self) -> dict[str, Any]:
        """Return the facts as JSON."""
        return {"anchors": self.anchors.text, "sections": self.sections, "whole": self.whole}

    @classmethod
    def read(cls, facts: AbcMapping[str, Any]) -> PageFacts:
        """Return the facts that `json` gave."""
        return cls(Anchors.read(facts["anchors"]), facts["sections"], facts["whole"])
