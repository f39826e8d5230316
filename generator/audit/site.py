"""The rules for a built site, and the walk through it.

Comes in: a folder. Goes out: `Flaw`s, each with file and line. It reads files only; what needs a browser (axe, violations
of the policy while a page is used) or Java (the W3C's checker) is in `make test`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from generator.audit.html_page import Found, PageFacts, css_addresses, read_page

PAGE_LIMIT = 1_000_000
"""Bytes of a page; a phone on a slow line waits seconds for more."""
FILE_LIMIT = 50_000_000
"""Bytes of any file; GitHub warns of larger ones."""
KEYWORDS = {"'self'", "'none'"}
"""What a policy may allow besides hashes; images may be `data:` as well."""
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"

RULES = {
    "link": "A link leads to a page and a place on it that are there",
    "duplicate-id": "An id stands once on a page",
    "outside": "Nothing is loaded from another host",
    "policy": "A page has a strict Content-Security-Policy ahead of its scripts, which names each inline script",
    "inline": "There are no inline styles and event handlers, which the policy would not obey",
    "language": "A page names its language",
    "title": "A page has a title",
    "alt": "An image has a text, or an empty one where it only decorates",
    "size": "Pages and files are not too large",
    "names": "Names of files differ in more than capitals, and are whole UTF-8",
    "sitemap": "The site map lists every page and nothing else",
}


@dataclass(frozen=True, order=True)
class Flaw:
    """Something wrong with a built site."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class _Site:
    """What the rules look up."""

    files: frozenset[str]
    pages: dict[str, PageFacts]
    origin: str
    """Scheme and host of the published site; empty where no page names them."""
    base: str
    """Path of the published site with a slash at its end."""


def audit(folder: Path) -> list[Flaw]:
    """Return everything that is wrong with a built site, in the order of its files."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    pages = {
        name: read_page(path.read_text(encoding="utf-8", errors="replace"))
        for name, path in paths.items()
        if name.endswith(".html")
    }
    home = urlsplit(pages["index.html"].canonical if "index.html" in pages else "")
    origin = f"{home.scheme}://{home.netloc}" if home.netloc else ""
    site = _Site(frozenset(paths), pages, origin, home.path or "/")
    flaws = [flaw for name in pages for flaw in _page_flaws(name, site)]
    for name, path in paths.items():
        flaws += _file_flaws(name, path, site)
    flaws += _names(paths)
    flaws += _site_map(paths.get("sitemap.xml"), site)
    return sorted(set(flaws))


def _page_flaws(name: str, site: _Site) -> Iterator[Flaw]:
    facts = site.pages[name]
    for found in facts.links:
        if reason := _broken(name, found, site):
            yield Flaw(name, found.line, "link", reason)
    for found in facts.loads:
        yield from _loading(name, found, site)
    counts = Counter(found.value for found in facts.ids)
    for found in facts.ids:
        if counts[found.value] > 1:
            yield Flaw(name, found.line, "duplicate-id", f"the id `{found.value}` stands {counts[found.value]} times")
    yield from _policy(name, facts)
    for found in facts.inline:
        yield Flaw(name, found.line, "inline", f"`{found.value}` on <{found.element}> is not obeyed")
    for found in facts.without_alt:
        yield Flaw(name, found.line, "alt", f"the image {found.value} has no `alt`")
    if not facts.lang:
        yield Flaw(name, 1, "language", "<html> has no `lang`")
    if not facts.title:
        yield Flaw(name, 1, "title", "the page has no title")


def _broken(name: str, found: Found, site: _Site) -> str:
    """Return why a link leads nowhere; nothing where it leads somewhere, or elsewhere."""
    address = _within(name, found.value, site)
    if address is None:
        return ""
    target, anchor = address
    file = next((path for path in (target, join(target, "index.html").lstrip("/")) if path in site.files), None)
    if file is None:
        return f"{found.value} leads to {target or 'index.html'}, which is not there"
    page = site.pages.get(file)
    if page is None or anchor in ("", "top") or anchor.startswith(":~:"):
        return ""
    if anchor in page.anchors:
        return ""
    return f"{found.value} leads to the place `{anchor}` of {file}, which is not there"


def _within(name: str, address: str, site: _Site) -> tuple[str, str] | None:
    """Return file and anchor of an address within the site; None where it leads out of it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return (address, "")
    if parts.scheme or parts.netloc:
        if not site.origin or f"{parts.scheme or 'https'}://{parts.netloc}" != site.origin:
            return None
        if not parts.path.startswith(site.base):
            return None
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if not path:
        return (name, anchor)
    if path.startswith("/"):
        if not path.startswith(site.base):
            return (path, anchor)
        return (normpath("/" + path.removeprefix(site.base)).strip("/"), anchor)
    found = normpath(join("/", dirname(name), path)).strip("/")
    return (found, anchor)


def _loading(name: str, found: Found, site: _Site) -> Iterator[Flaw]:
    if found.value.startswith(("data:", "#")) or not found.value:
        return
    parts = urlsplit(found.value)
    own = site.origin and f"{parts.scheme or 'https'}://{parts.netloc}" == site.origin
    if (parts.netloc or parts.scheme) and not own:
        yield Flaw(name, found.line, "outside", f"<{found.element}> loads {found.value}")
        return
    if found.element != "form" and (reason := _broken(name, found, site)):
        yield Flaw(name, found.line, "link", reason)


def _policy(name: str, facts: PageFacts) -> Iterator[Flaw]:
    if not facts.policies:
        yield Flaw(name, 1, "policy", "the page has no Content-Security-Policy")
        return
    first = facts.policies[0]
    directives = {words[0].lower(): words[1:] for part in first.value.split(";") if (words := part.split())}
    if "default-src" not in directives:
        yield Flaw(
            name, first.line, "policy", "the policy has no `default-src`, so that it allows what it does not name"
        )
    if first.element != "0":
        yield Flaw(name, first.line, "policy", "a script stands ahead of the policy and is not under it")
    hashes = {source for source in directives.get("script-src", []) if source.startswith("'sha")}
    for directive, sources in directives.items():
        for source in sources:
            if source not in KEYWORDS | hashes and (directive, source) != ("img-src", "data:"):
                yield Flaw(name, first.line, "policy", f"the policy allows {source} in `{directive}`")
    for script in facts.scripts:
        if script.value and script.value not in hashes:
            yield Flaw(name, script.line, "policy", "an inline script that the policy does not name")


def _file_flaws(name: str, path: Path, site: _Site) -> Iterator[Flaw]:
    size = path.stat().st_size
    limit = PAGE_LIMIT if name in site.pages else FILE_LIMIT
    if size > limit:
        yield Flaw(name, 1, "size", f"{size:,} bytes; at most {limit:,} are well")
    if name.endswith(".css"):
        for found in css_addresses(path.read_text(encoding="utf-8", errors="replace")):
            yield from _loading(name, found, site)


def _names(paths: dict[str, Path]) -> Iterator[Flaw]:
    seen: dict[str, str] = {}
    for name in paths:
        if not name.isprintable():
            yield Flaw(ascii(name), 1, "names", "the name of the file has letters that cannot be printed")
        twin = seen.setdefault(name.casefold(), name)
        if twin != name:
            yield Flaw(name, 1, "names", f"on many computers this is the same file as {twin}")


def _site_map(path: Path | None, site: _Site) -> Iterator[Flaw]:
    """Compare the site map with the pages; a site that does not know its address has an empty one."""
    if not site.origin:
        return
    if path is None:
        yield Flaw("sitemap.xml", 1, "sitemap", "there is no site map")
        return
    listed = {(element.text or "").strip() for element in ElementTree.parse(path).iter(LOC)}
    pages = {facts.canonical for name, facts in site.pages.items() if facts.canonical and not facts.refresh}
    for address in sorted(pages - listed):
        yield Flaw("sitemap.xml", 1, "sitemap", f"{address} is not listed")
    for address in sorted(listed - pages):
        yield Flaw("sitemap.xml", 1, "sitemap", f"{address} is listed and is no page")
