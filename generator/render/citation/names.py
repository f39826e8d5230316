"""Names of CSL, put right.

Comes in: the people and bodies of a work as CSL-JSON writes them. Goes out: their names in a style's form and order.
"""

from __future__ import annotations

import re
from typing import Any

from citeproc import model

from generator.render.citation import typography as typo
from generator.render.citation.elements import Corrected
from generator.render.citation.entry import Entry
from generator.render.citation.markup import content


class CslSubstitute(Corrected, model.Substitute):  # type: ignore[misc]
    """`cs:substitute`: what stands for a missing author.

    citeproc-py remembers what it printed there by element and attribute, so that a title comes again through a
    macro, and editors come twice; citeproc-js prints none of the variables again.
    """

    def render(self, entry: Entry, names: Any = None, **context: Any) -> str | None:
        entry.substituting += 1
        try:
            for child in self.children():
                if text := child.render(entry, model_names=names, **context):
                    return str(text)
        finally:
            entry.substituting -= 1
        return None


class CslNames(Corrected, model.Names):  # type: ignore[misc]
    """`cs:names`: the names of one role or several, each with its label."""

    def render(self, entry: Entry, model_names: Any = None, **context: Any) -> str | None:
        shape = model_names if model_names is not None and self.find("cs:name", self.nsmap) is None else self
        roles = self.get("variable").split()
        present = [role for role in roles if entry.reference.get(role) and entry.try_variable(role)]
        if not present:
            entry.group.tried = True
            substitute = self.find("cs:substitute", self.nsmap)
            text = substitute.render(entry, names=self, **context) if substitute is not None else None
            return self.finish(text)
        terms = {role: role for role in present}
        if set(present) == {"editor", "translator"} and entry.reference["editor"] == entry.reference["translator"]:
            present, terms = ["editor"], {"editor": "editortranslator"}
        delimiter = shape.get("delimiter") or self.get_root().get("names-delimiter") or ", "
        texts = [_labelled(shape, entry.reference[role], terms[role]) for role in present]
        return self.finish(typo.join(texts, delimiter))


def _labelled(shape: Any, people: list[dict[str, Any]], term: str) -> str:
    """Return the names of a role with its label, which stands before them where the style sets it first."""
    name, label = shape.find("cs:name", shape.nsmap), shape.find("cs:label", shape.nsmap)
    text = NameList(shape, name).text(people)
    if label is None or not (printed := label.of_role(term, len(people) > 1)):
        return text
    children = shape.children()
    before = name is not None and children.index(label) < children.index(name)
    return typo.seam(printed, text) if before else typo.seam(text, printed)


class NameList:
    """How a `cs:names` prints a list of names.

    citeproc-py prints a full stop for a missing given name, `Jr.` where initials have no stop, `M.-. ji .` for
    `Min-ji`, no curly apostrophes, a comma before the "&" of two bodies, and a space within Japanese names.
    """

    def __init__(self, names: Any, name: Any) -> None:
        self._names, self._name, self._root = names, name, names.get_root()

    def _option(self, option: str, inherited: str | None = None, default: str | None = None) -> str | None:
        if self._name is not None and (own := self._name.get(option)) is not None:
            return str(own)
        for element in (self._root.find("cs:bibliography", self._root.nsmap), self._root):
            if (value := element.get(inherited or option)) is not None:
                return str(value)
        return default

    def text(self, people: list[dict[str, Any]]) -> str:
        """Return the list as the style wants it, cut short where it is long."""
        delimiter = self._option("delimiter", "name-delimiter", ", ") or ""
        least, shown = int(self._option("et-al-min") or 0), int(self._option("et-al-use-first") or 1)
        cut = len(people) > 1 and bool(least) and len(people) >= least
        use_last = cut and self._option("et-al-use-last") == "true" and shown <= len(people) - 2
        kept = people[:shown] if cut else people
        names = [text for at, person in enumerate(kept) if (text := self._one(person, at))]
        if use_last:
            return typo.seam(typo.join(names, delimiter), f"{delimiter}… {self._one(people[-1], 1)}")
        if cut:
            return self._et_al(names, delimiter)
        return self._joined(names, delimiter, body_last=_is_body(people[-1]))

    def _et_al(self, names: list[str], delimiter: str) -> str:
        element = self._names.find("cs:et-al", self._names.nsmap)
        term = str(self._names.get_single_term(name=element.get("term", "et-al") if element is not None else "et-al"))
        precedes = self._option("delimiter-precedes-et-al", default="contextual")
        comma = precedes == "always" or (precedes == "contextual" and len(names) > 1)
        return typo.join([typo.join(names, delimiter), term], delimiter if comma else " ")

    def _joined(self, names: list[str], delimiter: str, body_last: bool) -> str:
        kind = self._option("and")
        if kind is None or len(names) < 2:
            return typo.join(names, delimiter)
        word = "&" if kind == "symbol" else str(self._names.get_single_term(name="and"))
        # The comma before "&" is a matter of persons: before a body it stands from the third name on.
        precedes = "contextual" if body_last else self._option("delimiter-precedes-last", default="contextual")
        comma = precedes == "always" or (precedes == "contextual" and len(names) > 2)
        return typo.join([typo.join(names[:-1], delimiter), f"{word} {names[-1]}"], delimiter if comma else " ")

    def _one(self, person: dict[str, Any], at: int) -> str:
        part = {name: content(str(value)).strip() for name, value in person.items() if value}
        if "literal" in part:
            return typo.smart_quotes(part["literal"])
        part = {name: typo.smart_quotes(value) for name, value in part.items()}
        dropping, family = part.get("dropping-particle", ""), part.get("family", "")
        family = _beside(part.get("non-dropping-particle", ""), family)
        given, suffix = self._given(part.get("given", "")), self._suffix(part.get("suffix", ""))
        if not part.get("given"):
            dropping = suffix = ""
        if family and not typo.is_romanesque(family):
            return family + given
        if self._option("form", "name-form") == "short":
            return family
        order = self._option("name-as-sort-order")
        if order == "all" or (order == "first" and at == 0):
            separator = self._option("sort-separator", default=", ") or ""
            given = " ".join(filter(None, (given, dropping)))
            return typo.join(filter(None, (family, given, suffix)), separator)
        return " ".join(filter(None, (given, _beside(dropping, family), suffix)))

    def _given(self, given: str) -> str:
        mark = self._option("initialize-with")
        if mark is None or not typo.is_romanesque(given):
            return given
        if self._option("initialize") == "false":
            return _marked(given, mark)
        return _initials(given, mark, hyphens=self._root.get("initialize-with-hyphen") != "false")

    def _suffix(self, suffix: str) -> str:
        mark = self._option("initialize-with")
        if mark is None or not suffix.endswith("."):
            return suffix
        return suffix[:-1] + mark.strip()


def _is_body(person: dict[str, Any]) -> bool:
    return "literal" in person


def _beside(particle: str, family: str) -> str:
    """Return a family name after its particle, without a space after `d’` and `al-`."""
    return particle + family if particle.endswith(("’", "-")) else " ".join(filter(None, (particle, family)))


def _marked(given: str, mark: str) -> str:
    """Return a given name with its initials, and those alone, followed by a mark."""
    words = [word[0] + mark.rstrip() if re.fullmatch(r"[^\W\da-z_]\.?", word) else word for word in given.split()]
    return " ".join(words)


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
