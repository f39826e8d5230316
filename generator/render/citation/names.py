"""Names of people and bodies.

Comes in: the people of a work as CSL-JSON writes them. Goes out: their names in a style's form and order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.render.citation import typography as typo
from generator.render.citation.elements import Node
from generator.render.citation.entry import TRIED, Entry
from generator.render.citation.look import Look
from generator.render.citation.markup import content


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a list of names is written; fields are the options of CSL."""

    delimiter: str
    conjunction: str
    """The word before the last name; empty where none stands."""
    et_al: str
    et_al_min: int
    """From how many names on the list is cut short; 0 for never."""
    et_al_use_first: int
    et_al_use_last: bool
    delimiter_precedes_et_al: str
    delimiter_precedes_last: str
    family_only: bool
    sort_order: str | None
    """`first` or `all`: which names begin with the family name."""
    sort_separator: str
    initialize: bool
    initialize_with: str | None
    initialize_with_hyphen: bool

    def text(self, people: Sequence[dict[str, Any]]) -> str:
        """Return the list as the style wants it, cut short where it is long."""
        cut = len(people) > 1 and 0 < self.et_al_min <= len(people)
        kept = people[: self.et_al_use_first] if cut else people
        names = [text for at, person in enumerate(kept) if (text := self._one(person, at))]
        if not cut:
            return self._joined(names, body_last="literal" in people[-1])
        if self.et_al_use_last and self.et_al_use_first <= len(people) - 2:
            return typo.seam(typo.join(names, self.delimiter), f"{self.delimiter}… {self._one(people[-1], 1)}")
        comma = _stands(self.delimiter_precedes_et_al, len(names) > 1)
        return typo.join([typo.join(names, self.delimiter), self.et_al], self.delimiter if comma else " ")

    def _joined(self, names: list[str], body_last: bool) -> str:
        if not self.conjunction or len(names) < 2:
            return typo.join(names, self.delimiter)
        # The comma before "&" is a matter of persons: before a body it stands from the third name on.
        comma = _stands("contextual" if body_last else self.delimiter_precedes_last, len(names) > 2)
        before = typo.join(names[:-1], self.delimiter)
        return typo.join([before, f"{self.conjunction} {names[-1]}"], self.delimiter if comma else " ")

    def _one(self, person: dict[str, Any], at: int) -> str:
        part = {name: typo.smart_quotes(content(str(value)).strip()) for name, value in person.items() if value}
        if "literal" in part:
            return part["literal"]
        family = _beside(part.get("non-dropping-particle", ""), part.get("family", ""))
        dropping, given, suffix = part.get("dropping-particle", ""), part.get("given", ""), part.get("suffix", "")
        if given:
            given, suffix = self._given(given), self._suffix(suffix)
        else:
            dropping = suffix = ""
        if family and not typo.is_romanesque(family):
            return family + given
        if self.family_only:
            return family
        if self.sort_order == "all" or (self.sort_order == "first" and at == 0):
            given = " ".join(filter(None, (given, dropping)))
            return typo.join(filter(None, (family, given, suffix)), self.sort_separator)
        return " ".join(filter(None, (given, _beside(dropping, family), suffix)))

    def _given(self, given: str) -> str:
        if self.initialize_with is None or not typo.is_romanesque(given):
            return given
        if not self.initialize:
            return _marked(given, self.initialize_with)
        return _initials(given, self.initialize_with, self.initialize_with_hyphen)

    def _suffix(self, suffix: str) -> str:
        # Where initials have no full stop, `Jr.` has none.
        if self.initialize_with is None or not suffix.endswith("."):
            return suffix
        return suffix[:-1] + self.initialize_with.strip()


@dataclass(frozen=True, slots=True)
class RoleForm:
    """How the people of one role are written: their names, with a label before or after them."""

    names: NameForm
    labels: Mapping[str, tuple[str, str]]
    """By role, for one person and for several; empty where the style labels none."""
    label_first: bool
    delimiter: str
    """Stands between two roles."""

    def text(self, people: Sequence[dict[str, Any]], role: str) -> str:
        """Return the names of a role with their label."""
        text = self.names.text(people)
        label = self.labels[role][len(people) > 1] if self.labels else ""
        return typo.seam(label, text) if self.label_first else typo.seam(text, label)


class Names:
    """`cs:names`: the people of one role or several; where there are none, what the style puts in their place.

    A variable that stands in their place is not printed again.
    """

    __slots__ = ("_form", "_look", "_roles", "_substitutes")

    def __init__(self, roles: Sequence[str], form: RoleForm, look: Look, substitutes: Sequence[Node]) -> None:
        self._roles, self._form, self._look, self._substitutes = tuple(roles), form, look, tuple(substitutes)

    def add(self, entry: Entry, pieces: list[str]) -> None:
        present = [role for role in self._roles if entry.variables.get(role) and entry.try_variable(role)]
        text = self._people(entry, present) if present else self._substituted(entry)
        if text := self._look.dress(text):
            pieces.append(text)

    def _people(self, entry: Entry, roles: list[str]) -> str:
        people = entry.variables
        if len(roles) == 2 and set(roles) == {"editor", "translator"} and people["editor"] == people["translator"]:
            return self._form.text(people["editor"], "editortranslator")
        return typo.join([self._form.text(people[role], role) for role in roles], self._form.delimiter)

    def _substituted(self, entry: Entry) -> str:
        entry.met |= TRIED
        pieces: list[str] = []
        entry.substituting += 1
        for substitute in self._substitutes:
            substitute.add(entry, pieces)
            if pieces:
                break
        entry.substituting -= 1
        return typo.join(pieces, "")


def _stands(precedes: str, in_context: bool) -> bool:
    """Return whether a delimiter stands, by an option that is `always`, `contextual` or `never`."""
    return precedes == "always" or (precedes == "contextual" and in_context)


def _beside(particle: str, family: str) -> str:
    """Return a family name after its particle, without a space after `d’` and `al-`."""
    return particle + family if particle.endswith(("’", "-")) else " ".join(filter(None, (particle, family)))


def _marked(given: str, mark: str) -> str:
    """Return a given name with its initials, and those alone, followed by a mark."""
    words = [word[0] + mark.rstrip() if re.fullmatch(r"[^\W\da-z_]\.?", word) else word for word in given.split()]
    return " ".join(words)


@lru_cache(maxsize=4096)
def _initials(given: str, mark: str, hyphens: bool) -> str:
    """Return the initials of a given name, each followed by a mark, small words whole."""
    if not hyphens:
        given = given.replace("-", " ")
    given = re.sub(r"\.(?=[^\s-])", ". ", given)
    words: list[str] = []
    for word in re.split(r"[\s]+", given.strip()):
        # A part in small letters belongs to the name before it: `Min-ji` has one initial.
        parts = [part for part in re.split(r"-(?=[^\W\da-z_])", word) if part.strip(".")]
        if parts and parts[0][0].islower():
            words.append(f" {word} ")
        elif parts:
            # `Th.` is an abbreviation already.
            shown = [part[:-1] if part.endswith(".") else part[0] for part in parts]
            words.append("-".join(part + mark.rstrip() for part in shown) + mark[len(mark.rstrip()) :])
    return re.sub(r" +", " ", "".join(words)).strip()
