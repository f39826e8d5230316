"""A study's own tree of themes: theme, subtheme, code, as the paper prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.base import Identifier, Many, Model, Places, Text


class LabelVariant(Model):
    """The same theme, printed differently elsewhere in the paper."""

    label: Text
    """The other wording, verbatim."""
    where: Places
    """Where it is printed so."""


class ThemeNode(Model):
    """What theme, subtheme and code have in common."""

    id: Identifier
    """Unique in the study, e.g. `fire-under-ash`."""
    label: Text
    """The label as the paper's main table or figure prints it, verbatim."""
    label_variants: Many[LabelVariant] = ()
    definition: Text | None = None
    """What the paper means by it, in our words."""
    construct_order: Literal["first", "second"] = "second"
    """Construct order (Schutz; Britten 2002): first, the participants' words; second, the authors'."""
    where: Places = ()
    """Where the label is printed."""

    @property
    def children(self) -> tuple[ThemeNode, ...]:
        """The nodes directly below, in printed order."""
        return ()

    def walk(self) -> Iterator[ThemeNode]:
        """Yield this node and all below it, depth first, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Code(ThemeNode):
    """The lowest level: a code under a subtheme or directly under a theme."""


class Subtheme(ThemeNode):
    """The middle level."""

    codes: Many[Code] = ()

    @property
    def children(self) -> tuple[ThemeNode, ...]:
        return self.codes


class Theme(ThemeNode):
    """The top level of a study's tree."""

    subthemes: Many[Subtheme] = ()
    codes: Many[Code] = ()

    @property
    def children(self) -> tuple[ThemeNode, ...]:
        return self.subthemes + self.codes
