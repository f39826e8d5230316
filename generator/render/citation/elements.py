"""CSL's elements, put right: subclasses of citeproc-py's, each of which says the fault and what citeproc-js does.

Comes in: an `Entry`, one work that is being printed. Goes out: text with marks of `markup`, or None where an
element prints nothing. Names are in `names.py`, dates in `dates.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citeproc import model

from generator.render.citation import typography as typo
from generator.render.citation.entry import Entry, Group
from generator.render.citation.markup import content

_VERBATIM = frozenset({"DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN"})
"""Variables whose characters are data: no typography touches them."""
_FORMS: dict[str, tuple[str | None, ...]] = {
    "long": (None,),
    "short": ("short", None),
    "symbol": ("symbol", "short", None),
    "verb": ("verb", None),
    "verb-short": ("verb-short", "verb", None),
}
"""The forms of a term, each with those that stand in for it."""
_NUMBERED = frozenset({"collection-number", "edition", "issue", "number", "volume"})
"""Variables in which a hyphen between numbers is a range."""


class Corrected:
    """What every element prints with.

    citeproc-py joins text, affixes and delimiters tag by tag; here all go through one `seam`.
    """

    def wrap(self: Any, text: str | None) -> str | None:
        if not text:
            return None
        prefix, suffix = self.get("prefix", ""), self.get("suffix", "")
        if prefix or suffix:
            return typo.seam(typo.seam(prefix, text), suffix)
        return text

    def case(self: Any, text: str, language: str | None = None) -> str:
        match self.get("text-case"):
            case "title" if language in (None, "en"):
                return typo.title_case(text)
            case "capitalize-first":
                return typo.capitalize_first(text)
            case "lowercase":
                return text.lower()
            case "uppercase":
                return text.upper()
        return text

    def finish(self: Any, text: str | None, language: str | None = None) -> str | None:
        """Return text in the element's own case, font, quotation marks and affixes."""
        if not text:
            return None
        if self.get("strip-periods") == "true":
            text = text.replace(".", "")
        text = str(self.format(self.case(text, language)))
        if self.get("quotes") == "true":
            text = f"“{text}”"
        wrapped: str | None = self.wrap(text)
        return wrapped

    def children(self: Any) -> list[Any]:
        # lxml makes a new object for a node whenever none is alive; `style.Style` keeps all of them alive.
        found = self.__dict__.get("_children")
        if found is None:
            found = self.__dict__["_children"] = list(self.iterchildren())
        return list(found)

    def pieces(self: Any, entry: Entry, **context: Any) -> Iterator[str]:
        """Yield what the children print; those of a `cs:choose` as if they stood here."""
        for child in self.children():
            if isinstance(child, model.Choose):
                yield from child.pieces(entry, **context)
            elif text := child.render(entry, **context):
                yield text


class _Grouping(Corrected):
    """A group prints nothing if it asks for variables and has none.

    citeproc-py counts the variables of branches that were not taken, and does not see that a macro is a group as
    well, so that APA prints `(Publication)` for a thesis without a number.
    """

    def grouped(self, entry: Entry, delimiter: str, **context: Any) -> str | None:
        entry.groups.append(Group())
        pieces = list(self.pieces(entry, **context))
        own = entry.groups.pop()
        if own.printed or (own.term and not own.tried):
            entry.group.printed = True
            return typo.join(pieces, delimiter) if pieces else None
        entry.group.tried = own.tried
        return None


class CslGroup(_Grouping, model.Group):  # type: ignore[misc]
    """`cs:group`: see `_Grouping`."""

    def render(self, entry: Entry, **context: Any) -> str | None:
        return self.finish(self.grouped(entry, self.get("delimiter", ""), **context))


class CslMacro(_Grouping, model.Macro):  # type: ignore[misc]
    """`cs:macro`: see `_Grouping`."""

    def render(self, entry: Entry, **context: Any) -> str | None:
        text = self.grouped(entry, "", **context)
        return str(text) if text else None


class CslLayout(Corrected, model.Layout):  # type: ignore[misc]
    """`cs:layout`: one work at a time, without the number of a numeric style."""

    def render(self, entry: Entry) -> str:
        return self.wrap(typo.join(self.pieces(entry), self.get("delimiter", ""))) or ""


class CslChoose(Corrected, model.Choose):  # type: ignore[misc]
    """`cs:choose`: its children belong to the element around it, delimiter and all."""

    def pieces(self, entry: Entry, **context: Any) -> Iterator[str]:
        for branch in self.children():
            if isinstance(branch, model.Else) or branch.holds(entry):
                yield from branch.pieces(entry, **context)
                return

    def render(self, entry: Entry, **context: Any) -> str | None:
        return typo.join(self.pieces(entry, **context), "") or None


class _Condition(Corrected):
    """A condition of a `cs:choose`; citeproc-py takes several numbers (`3-4`) for no number."""

    def holds(self: Any, entry: Entry) -> bool:
        found, results = entry.reference, []
        for test, wanted in self.attrib.items():
            if test == "match":
                continue
            for word in wanted.split():
                if test == "type":
                    results.append(word == found.type)
                elif test == "variable":
                    results.append(word in found)
                elif test == "is-numeric":
                    results.append(word in found and typo.is_numeric(str(found[word])))
                elif test == "is-uncertain-date":
                    results.append(word in found and bool(found[word].get("circa")))
                else:
                    results.append(False)
        match self.get("match"):
            case "any":
                return any(results)
            case "none":
                return not any(results)
        return all(results)


class CslIf(_Condition, model.If):  # type: ignore[misc]
    """`cs:if`: see `_Condition`."""


class CslElseIf(_Condition, model.Else_If):  # type: ignore[misc]
    """`cs:else-if`: see `_Condition`."""


class CslElse(Corrected, model.Else):  # type: ignore[misc]
    """`cs:else`."""


class CslText(Corrected, model.Text):  # type: ignore[misc]
    """`cs:text`: a variable, macro, term or value.

    citeproc-py prints straight quotation marks, leaves `3-4` a hyphen, and sets Japanese in italics.
    """

    def render(self, entry: Entry, **context: Any) -> str | None:
        language = str(entry.reference.get("language", "en"))[:2].lower()
        if name := self.get("variable"):
            # A suffix tells works of one year apart; an entry alone has none, and none is missing.
            return None if name == "year-suffix" else self._variable_text(entry, name, language)
        if macro := self.get("macro"):
            return self.finish(self.get_macro(macro).render(entry, **context), language)
        entry.group.term = True
        if term := self.get("term"):
            found = self.get_plural_term if self.get("plural") == "true" else self.get_single_term
            forms = (str(found(name=term, form=form)) for form in _FORMS[self.get("form", "long")])
            return self.finish(next(filter(None, forms), None))
        return self.finish(self.get("value"))

    def _variable_text(self, entry: Entry, name: str, language: str) -> str | None:
        if self.get("form") == "short" and f"{name}-short" in entry.reference:
            entry.group.tried = True
            name = f"{name}-short"
        first = name == "page-first"
        if not entry.try_variable("page" if first else name):
            return None
        text = content(str(entry.reference["page" if first else name]))
        if first:
            text = text.replace("–", "-").split("-")[0].split(",")[0]
        elif name == "page":
            delimiter = str(self.get_single_term(name="page-range-delimiter") or "–")
            text = typo.page_ranges(text, self.get_root().get("page-range-format"), delimiter)
        elif name in _NUMBERED and typo.is_numeric(text):
            text = text.replace("-", str(self.get_single_term(name="page-range-delimiter") or "–"))
        if name not in _VERBATIM:
            text = typo.narrow_spaces(typo.smart_quotes(text))
        if not typo.is_romanesque(text) and self.get("font-style"):
            return self.wrap(text)
        finished = self.finish(text, language)
        return typo.Leaf(finished) if finished and self.get("font-style") else finished


class CslNumber(Corrected, model.Number):  # type: ignore[misc]
    """`cs:number`: citeproc-py does not find `number-of-volumes`, and prints `111st`."""

    def render(self, entry: Entry, **context: Any) -> str | None:
        name = self.get("variable")
        if not entry.try_variable(name):
            return None
        return self.finish(str(self._process(content(str(entry.reference[name])), name)))

    def format_number(self, number: str) -> str:
        """Return one number in the form that the element asks for."""
        if self.get("form") != "ordinal" or not number.isdigit():
            return number
        value = int(number)
        key = value % 100 if value % 100 in (11, 12, 13) else value % 10
        return number + str(self.get_single_term(name=f"ordinal-{key:02}") or self.get_single_term(name="ordinal"))


class CslLabel(Corrected, model.Label):  # type: ignore[misc]
    """`cs:label` of a number: citeproc-py fails on `number-of-pages` and takes `2017-04` for one number."""

    def render(self, entry: Entry, **context: Any) -> str | None:
        name = self.get("variable")
        entry.group.term = True
        if name not in entry.reference:
            return None
        value = str(entry.reference[name])
        several = int(value) > 1 if name.startswith("number-of") and value.isdigit() else typo.is_plural(value)
        return self.of_role(name, several)

    def of_role(self, term: str, several: bool) -> str | None:
        """Return the term in the number and form that the label asks for."""
        plural = {"always": True, "never": False}.get(self.get("plural", "contextual"), several)
        found = self.get_plural_term if plural else self.get_single_term
        form = self.get("form", "long")
        for fallback in _FORMS[form]:
            if text := str(found(name=term, form=fallback)):
                return self.finish(text)
        return None
