"""A CSL style, read once, that prints works with the corrected elements.

Comes in: the file of a style and a CSL item. Goes out: the item's entry of a bibliography, as text with marks of
`markup`.
"""

from __future__ import annotations

from typing import Any

from citeproc import model
from lxml import etree

from generator.render.citation import dates, elements, entry, markup, names

_CORRECTED = {
    "choose": elements.CslChoose,
    "date": dates.CslDate,
    "else": elements.CslElse,
    "else-if": elements.CslElseIf,
    "group": elements.CslGroup,
    "if": elements.CslIf,
    "label": elements.CslLabel,
    "layout": elements.CslLayout,
    "macro": elements.CslMacro,
    "names": names.CslNames,
    "number": elements.CslNumber,
    "substitute": names.CslSubstitute,
    "text": elements.CslText,
}
_NAMESPACE = "http://purl.org/net/xbiblio/csl"


class Style:
    """A CSL style with the corrected elements; a thing to keep, since reading it takes longer than printing."""

    def __init__(self, path: str) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        classes = lookup.get_namespace(_NAMESPACE)
        classes[None] = model.CitationStylesElement
        for cls in model.CitationStylesElement.__subclasses__():
            classes[cls.__name__.replace("_", "-").lower()] = cls
        classes.update(_CORRECTED)
        parser = etree.XMLParser(remove_comments=True, no_network=True)
        parser.set_element_class_lookup(lookup)
        self._root: Any = etree.parse(path, parser).getroot()
        self._root.set_locale_list(self._root.get("default-locale", "en-US"), validate=False)
        self._root.formatter = markup
        # lxml forgets what an element knows (its class, our notes) as soon as no one holds it.
        self._held = [list(tree.iter()) for tree in (self._root, *self._root.locales)]
        self._layout = self._root.find("cs:bibliography/cs:layout", self._root.nsmap)

    def entry_of(self, item: dict[str, Any]) -> str:
        """Return the entry of one item, alone in its bibliography and without a number."""
        text: str = self._layout.render(entry.Entry(entry.Variables(item)))
        return text.strip()
