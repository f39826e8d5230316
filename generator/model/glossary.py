"""The glossary: professional words in plain ones, as `content/glossary.yml` lists them."""

from __future__ import annotations

import re
from typing import Any

from pydantic import model_validator

from generator.model.base import Identifier, Many, Model, Places, Text, places_in_words

_SHORT = re.compile(r"(?P<key>[^\s,;@\[\]]+)(?:, *(?P<place>\S.*))?")


class TermSource(Model):
    """A work that a meaning is taken from; in YAML also in short, as in a page's citation: `"nalan2022, p. 3"`."""

    key: Text
    """Key of `references.bib`."""
    where: Places = ()
    """Where in the work."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = _SHORT.fullmatch(value)
        if found is None:
            raise ValueError("write a source as `key, p. 3`, or as `{key: ..., where: {...}}`")
        # Of the short form the place is printed as it is written.
        return {"key": found["key"]} | ({"where": {"section": found["place"]}} if found["place"] else {})

    @property
    def place(self) -> str:
        """Where in the work, as it is printed; empty where no place is given."""
        return places_in_words(self.where)


class GlossaryTerm(Model):
    """One professional word, explained for a doctor who never met it."""

    id: Identifier
    """E.g. `transference`; its place on the glossary page is made from it."""
    label: Text
    """The word as it is printed, e.g. `Transference`."""
    definition: Text
    """One or two plain sentences in our own words."""
    also: Many[Text] = ()
    """Other words for the same thing, e.g. `process group`."""
    see: Many[Identifier] = ()
    """Ids of terms that belong to it."""
    sources: Many[TermSource] = ()
    """Works that the meaning is taken from; empty where the words are ours alone."""


class Glossary(Model):
    """The file `content/glossary.yml`; in YAML `terms:` with a list, or the bare list."""

    terms: Many[GlossaryTerm]
