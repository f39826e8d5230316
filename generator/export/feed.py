"""The feed of changes, in Atom (RFC 4287): a reader is told when the data changes.

Comes in: the versions of the data. Goes out: an XML file. Every text is escaped by the writer of XML; addresses are whole,
as a feed is read elsewhere. A site without an address has no feed.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.config import Edition
from generator.model.release import Release

PATH = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"


def export_feed(releases: tuple[Release, ...], edition: Edition, page: str) -> dict[str, bytes]:
    """Return the feed by its path; `page` is the page of changes below the site, e.g. `about/changes/`."""
    if not releases or not edition.site_url:
        return {}
    address = edition.site_url + page
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "title", f"{edition.title}: changes")
    _add(feed, "id", address)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": edition.site_url + PATH})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": address})
    _add(feed, "updated", _moment(max(release.date for release in releases)))
    _add(SubElement(feed, "author"), "name", edition.editors or edition.title)
    for release in releases:
        feed.append(_entry(release, address))
    indent(feed)
    return {PATH: tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"}


def _entry(release: Release, address: str) -> Element:
    entry = Element("entry")
    place = f"{address}#version-{release.version}"
    _add(entry, "title", f"Version {release.version}")
    _add(entry, "id", place)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": place})
    _add(entry, "updated", _moment(release.date))
    content = SubElement(entry, "content", {"type": "xhtml"})
    entries = SubElement(SubElement(content, "div", {"xmlns": XHTML}), "ul")
    for change in release.changes:
        _add(entries, "li", change.replace("`", ""))
    return entry


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
