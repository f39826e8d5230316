"""What a page asks of a browser: its links, ids, requests, policy and scripts.

Comes in: the text of an HTML file. Goes out: a `PageFacts`, each entry with the line on which it stands.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LOADING_LINKS = {
    "stylesheet",
    "icon",
    "shortcut",
    "apple-touch-icon",
    "preload",
    "modulepreload",
    "prefetch",
    "manifest",
}
LOADING_LINKS |= {"preconnect", "dns-prefetch", "prerender", "mask-icon", "pingback"}
"""Relations by which a browser asks a host for something without being told to."""
LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "form": ("action",),
    "base": ("href",),
    "body": ("background",),
}
DATA_SCRIPT = re.compile(r"(?!.*(java|ecma)script)(?!module$).+", re.IGNORECASE)
"""Types of `<script>` that do not run."""
CSS_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True)
class Found:
    """Something on a page."""

    line: int
    value: str
    """An address, an id, the text of a script."""
    element: str = ""


@dataclass
class PageFacts:
    """What stands on one page."""

    lang: str = ""
    title: str = ""
    canonical: str = ""
    refresh: str = ""
    """Address to which the page leads on by itself."""
    ids: list[Found] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    """Places that a link can lead to: ids, and `<a name>` of old."""
    links: list[Found] = field(default_factory=list)
    loads: list[Found] = field(default_factory=list)
    policies: list[Found] = field(default_factory=list)
    scripts: list[Found] = field(default_factory=list)
    """Each script that runs, in the page's order: its hash as a policy names it, or nothing where it has a `src`."""
    inline: list[Found] = field(default_factory=list)
    """Event handlers, inline styles and addresses that run, which a strict policy does not obey."""
    without_alt: list[Found] = field(default_factory=list)


def read_page(html: str) -> PageFacts:
    """Return what stands on a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts


def css_addresses(css: str) -> list[Found]:
    """Return every address that a style sheet loads."""
    return [
        Found(css[: match.start()].count("\n") + 1, next((group for group in match.groups() if group), ""), "css")
        for match in CSS_ADDRESS.finditer(css)
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.facts = PageFacts()
        self._inside = ""
        self._text = ""
        self._start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line, facts = self.getpos()[0], self.facts
        if "id" in values:
            facts.ids.append(Found(line, values["id"], tag))
            facts.anchors.add(values["id"])
        self._addresses(tag, values, line)
        for name in values:
            if name.startswith("on") or name == "style":
                facts.inline.append(Found(line, f"{name}=", tag))
        if tag == "html":
            facts.lang = values.get("lang", "")
        elif tag == "img" and "alt" not in values:
            facts.without_alt.append(Found(line, values.get("src", ""), tag))
        elif tag == "meta":
            self._meta(values, line)
        elif tag in ("script", "style") or (tag == "title" and not facts.title):
            runs = tag != "script" or not DATA_SCRIPT.fullmatch(values.get("type", ""))
            self._inside, self._text, self._start = tag if runs else "", "", line
            if tag == "script" and runs and "src" in values:
                facts.scripts.append(Found(line, "", tag))
                self._inside = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self._inside:
            return
        if tag == "title":
            self.facts.title = self._text.strip()
        elif tag == "style":
            self.facts.inline.append(Found(self._start, "<style>", tag))
            self.facts.loads += [Found(self._start, found.value, "style") for found in css_addresses(self._text)]
        else:
            digest = base64.b64encode(hashlib.sha256(self._text.encode()).digest()).decode()
            self.facts.scripts.append(Found(self._start, f"'sha256-{digest}'", tag))
        self._inside = ""

    def _addresses(self, tag: str, values: dict[str, str], line: int) -> None:
        facts = self.facts
        if tag in ("a", "area"):
            if "href" in values:
                running = values["href"].strip().lower().startswith("javascript:")
                (facts.inline if running else facts.links).append(Found(line, values["href"].strip(), tag))
            if "name" in values:
                facts.anchors.add(values["name"])
        if tag == "link":
            relations = set(values.get("rel", "").lower().split())
            if "canonical" in relations:
                facts.canonical = values.get("href", "")
            loading = relations & LOADING_LINKS
            (facts.loads if loading else facts.links).append(Found(line, values.get("href", ""), tag))
        for name in LOADING.get(tag, ()):
            if name in values:
                facts.loads += [Found(line, address, tag) for address in _listed(name, values[name])]
        if "style" in values:
            facts.loads += [Found(line, found.value, tag) for found in css_addresses(values["style"])]

    def _meta(self, values: dict[str, str], line: int) -> None:
        kind, content = values.get("http-equiv", "").lower(), values.get("content", "")
        if kind == "content-security-policy":
            # What stands before the policy is not under it.
            self.facts.policies.append(Found(line, content, str(len(self.facts.scripts))))
        elif kind == "refresh":
            self.facts.refresh = re.sub(r"^\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?", "", content, flags=re.I).strip("'\" ")
            self.facts.links.append(Found(line, self.facts.refresh, "meta"))


def _listed(name: str, value: str) -> list[str]:
    """Return the addresses of an attribute; `srcset` lists several, each with a size."""
    if name != "srcset":
        return [value.strip()]
    return [part.split()[0] for part in value.split(",") if part.split()]
