"""The Content-Security-Policy of a page: its own inline scripts by their hash, and nothing else that is not of the site.

Comes in: a page's HTML. Goes out: the same with a `<meta>` that holds the policy, so that it is in force wherever the
files are published; a server's header is not needed.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from html.parser import HTMLParser

SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}
"""Types that run; what else stands in a `<script>` is data, which a policy does not concern."""

CHARSET = '<meta charset="utf-8">'
"""The policy stands right after it: before any script, and after what must be in a page's first kilobyte."""


class _InlineScripts(HTMLParser):
    """Collects the text of each script that a page brings along."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            attributes = {name: value or "" for name, value in attrs}
            self._inside = "src" not in attributes and attributes.get("type", "").lower() in SCRIPT_TYPES
            if self._inside:
                self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def policy(html: str) -> str:
    """Return the policy under which a page does all that it does, and nothing more."""
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    hashes = dict.fromkeys(_source(text) for text in parser.texts)
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *hashes],
        # The theme draws its icons in its style sheet, as data.
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def with_policy(html: str) -> str:
    """Return a page that carries its policy; HTML without the usual head is returned as it is."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(html), quote=False)}">'
    return html.replace(CHARSET, f"{CHARSET}\n      {meta}", 1)


def _source(script: str) -> str:
    """Return how a policy names a script: the hash of its text, with line ends as a browser reads them."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
