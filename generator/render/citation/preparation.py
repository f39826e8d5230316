"""Prepare a style: from the elements of its file to what prints.

Comes in: the root of a CSL style and its locale. Goes out: the layout of its bibliography, of which every choice that
does not depend on a work has been made. A style is prepared once and prints thousands of works.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.render.citation.conditions import condition_of
from generator.render.citation.dates import Date
from generator.render.citation.elements import (
    Choose,
    Group,
    Label,
    LabelForm,
    Macro,
    Node,
    Number,
    Variable,
    Words,
)
from generator.render.citation.locale import CSL, Locale
from generator.render.citation.look import Look
from generator.render.citation.names import NameForm, Names, RoleForm


class Preparation:
    """The way from a style's elements to nodes.

    Within a `cs:substitute`, through macros too, names without a `cs:name` are written like those of the `cs:names`
    around it; every step below is handed that element as `model`.
    """

    def __init__(self, root: Any, locale: Locale) -> None:
        self._root, self._locale = root, locale
        self._bibliography = root.find("cs:bibliography", CSL)
        self._sources = {macro.get("name"): macro for macro in root.iterfind("cs:macro", CSL)}
        self._macros: dict[tuple[str, Any], Group] = {}
        self._steps: dict[str, Callable[[Any, Any], Node]] = {
            "choose": self._choose,
            "date": lambda element, model: Date(element, locale),
            "group": self._group,
            "label": lambda element, model: Label(element.get("variable"), LabelForm(element, locale)),
            "names": self._names,
            "number": self._number,
            "text": self._text,
        }

    def layout(self) -> Group:
        """Return what prints a work: the layout of the bibliography."""
        return self._group(self._bibliography.find("cs:layout", CSL), None)

    def _nodes(self, parent: Any, model: Any) -> list[Node]:
        # A suffix tells works of one year apart; an entry alone has none, and none is missing.
        children = [child for child in parent if child.get("variable") != "year-suffix"]
        return [self._steps[_tag(child)](child, model) for child in children]

    def _group(self, element: Any, model: Any) -> Group:
        return Group(self._nodes(element, model), element.get("delimiter", ""), Look(element))

    def _choose(self, element: Any, model: Any) -> Choose:
        return Choose([(condition_of(branch), self._nodes(branch, model)) for branch in element])

    def _text(self, element: Any, model: Any) -> Node:
        look = Look(element)
        if name := element.get("variable"):
            short = element.get("form") == "short"
            return Variable(name, short, look, self._locale, self._root.get("page-range-format"))
        if name := element.get("macro"):
            macro = self._macro(name, model)
            return macro if look.changes_nothing else Macro(macro, look)
        if name := element.get("term"):
            term = self._locale.term(name, element.get("form", "long"), element.get("plural") == "true")
            return Words(look.dress(term))
        return Words(look.dress(element.get("value", "")))

    def _macro(self, name: str, model: Any) -> Group:
        if (name, model) not in self._macros:
            self._macros[name, model] = self._group(self._sources[name], model)
        return self._macros[name, model]

    def _number(self, element: Any, model: Any) -> Number:
        return Number(element.get("variable"), element.get("form", "numeric"), Look(element), self._locale)

    def _names(self, element: Any, model: Any) -> Names:
        shape = model if model is not None and element.find("cs:name", CSL) is None else element
        substitute = element.find("cs:substitute", CSL)
        substitutes = [] if substitute is None else self._nodes(substitute, element)
        roles = element.get("variable").split()
        return Names(roles, self._role_form(shape, roles), Look(element), substitutes)

    def _role_form(self, names: Any, roles: list[str]) -> RoleForm:
        name, label = names.find("cs:name", CSL), names.find("cs:label", CSL)
        children, labels = list(names), {}
        if label is not None:
            form = LabelForm(label, self._locale)
            labels = {role: (form.text(role, False), form.text(role, True)) for role in [*roles, "editortranslator"]}
        return RoleForm(
            names=self._name_form(names, name),
            labels=labels,
            label_first=None not in (name, label) and children.index(label) < children.index(name),
            delimiter=names.get("delimiter") or self._root.get("names-delimiter") or ", ",
        )

    def _name_form(self, names: Any, name: Any) -> NameForm:
        def option(own: str, default: Any = None, inherited: str = "") -> Any:
            """Return an option of the names, or else of the bibliography, or else of the style."""
            if name is not None and own in name.attrib:
                return name.get(own)
            for element in (self._bibliography, self._root):
                if (value := element.get(inherited or own)) is not None:
                    return value
            return default

        et_al = names.find("cs:et-al", CSL)
        conjunction = option("and")
        return NameForm(
            delimiter=option("delimiter", ", ", "name-delimiter"),
            conjunction="&" if conjunction == "symbol" else self._locale.term("and") if conjunction else "",
            et_al=self._locale.term("et-al" if et_al is None else et_al.get("term", "et-al")),
            et_al_min=int(option("et-al-min", 0)),
            et_al_use_first=int(option("et-al-use-first", 1)),
            et_al_use_last=option("et-al-use-last") == "true",
            delimiter_precedes_et_al=option("delimiter-precedes-et-al", "contextual"),
            delimiter_precedes_last=option("delimiter-precedes-last", "contextual"),
            family_only=option("form", inherited="name-form") == "short",
            sort_order=option("name-as-sort-order"),
            sort_separator=option("sort-separator", ", "),
            initialize=option("initialize") != "false",
            initialize_with=option("initialize-with"),
            initialize_with_hyphen=self._root.get("initialize-with-hyphen") != "false",
        )


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
