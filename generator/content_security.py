"""The Content-Security-Policy of a page: its own inline scripts by their hash, and nothing else that is not of the site.

Comes in: a page's HTML. Goes out: the same with a `<meta>` that holds the policy, so that it is in force wherever the
files are published; a server's header is not needed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape, unescape

SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}
"""Types that run; what else stands in a `<script>` is data, which a policy does not concern."""

CHARSET = '<meta charset="utf-8">'
"""The policy stands right after it: before any script, and after what must be in a page's first kilobyte."""


_SCRIPT = re.compile(
    r"""<script((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?)*)\s*/?>(.*?)</script\b""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*)))?""")


def _inline_scripts(html: str) -> list[str]:
    """Return the text of each script that a page brings along.

    A script inside a comment is returned too: a policy that allows a script which never runs allows nothing.
    """
    texts = []
    for match in _SCRIPT.finditer(html):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(match[1])}
        if "src" not in attributes and unescape(attributes.get("type", "")).lower() in SCRIPT_TYPES:
            texts.append(match[2])
    return texts


def policy(html: str) -> str:
    """Return the policy under which a page does all that it does, and nothing more."""
    hashes = dict.fromkeys(_source(text) for text in _inline_scripts(html))
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
