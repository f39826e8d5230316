"""Things of this site in the words of schema.org.

Comes in: works, pages, files, and what this edition says of itself. Goes out: nodes of JSON-LD; what is not known is
left out.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.config import Edition
from generator.model.reference import Reference
from generator.render.page import Download, Page

Node = dict[str, Any]

_TYPES = {
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "paper-conference": "ScholarlyArticle",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""CSL type to type of schema.org."""


def graph(nodes: list[Node]) -> Node:
    """Return nodes as one document; programs know the context by its address and need not fetch it."""
    return {"@context": "https://schema.org", "@graph": nodes}


def web_page(
    edition: Edition, page: Page, address: str, home: str, trail: list[tuple[str, str]], more: AbcMapping[str, Any]
) -> Node:
    """Return a page of ours, with the way to it from the home page."""
    steps = [
        {"@type": "ListItem", "position": place, "name": title, "item": {"@id": step}}
        for place, (title, step) in enumerate(trail, 1)
    ]
    return _filled(
        {
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": page.title,
            "description": page.description,
            "dateModified": edition.date,
            "isPartOf": {"@type": "WebSite", "@id": f"{home}#website", "name": edition.title},
            "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps} if steps else None,
            **more,
        }
    )


def web_site(edition: Edition, home: str) -> Node:
    """Return the site as a whole."""
    return _filled(
        {
            "@type": "WebSite",
            "@id": f"{home}#website",
            "url": home,
            "name": edition.title,
            "description": edition.description,
        }
    )


def dataset(edition: Edition, address: str) -> Node:
    """Return the knowledge base as a data set, at home on the page of downloads."""
    return _filled(
        {
            "@type": "Dataset",
            "@id": f"{address}#dataset",
            "url": address,
            "name": edition.title,
            "description": edition.description,
            "version": edition.version,
            "dateModified": edition.date,
            "license": edition.license_url,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": edition.editors} if edition.editors else None,
        }
    )


def download(file: Download, address: str) -> Node:
    """Return one file of the data set."""
    return _filled(
        {
            "@type": "DataDownload",
            "name": file.path.rpartition("/")[2],
            "description": file.meaning,
            "contentUrl": address,
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
    )


def term(term_id: str, label: str, definition: str, address: str, terms: tuple[str, str]) -> Node:
    """Return a cross-study theme; `terms` is title and address of the list of all."""
    return {
        "@type": "DefinedTerm",
        "name": label,
        "description": definition,
        "termCode": term_id,
        "url": address,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": terms[0], "url": terms[1]},
    }


def work_address(reference: Reference) -> str:
    """Return where a work itself is: its DOI as an address, else the address that is known; empty without both."""
    doi = reference.csl.get("DOI")
    return f"https://doi.org/{doi}" if doi else str(reference.csl.get("URL", ""))


def work(reference: Reference) -> Node:
    """Return a work that a page of ours is about."""
    csl, address = reference.csl, work_address(reference)
    first, _, last = csl.get("page", "").partition("-")
    issued = (csl.get("issued", {}).get("date-parts") or [[]])[0]
    in_pages = _TYPES.get(reference.csl_type) in ("ScholarlyArticle", "Chapter")
    return _filled(
        {
            "@type": _TYPES.get(reference.csl_type, "CreativeWork"),
            "@id": address,
            "url": address,
            "name": reference.title,
            "author": _people(csl, "author"),
            "editor": _people(csl, "editor"),
            "datePublished": "-".join(f"{part:02d}" for part in issued),
            "isPartOf": _container(reference),
            "pageStart": first.strip() if in_pages else None,
            "pageEnd": last.strip("- ") if in_pages else None,
            "publisher": {"@type": "Organization", "name": csl["publisher"]} if csl.get("publisher") else None,
            "isbn": csl.get("ISBN") if reference.csl_type == "book" else None,
            "inLanguage": csl.get("language"),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": csl[name]}
                for name in ("DOI", "PMID", "PMCID")
                if csl.get(name)
            ],
        }
    )


def _container(reference: Reference) -> Node | None:
    """Return what a work stands in: for an article its issue, in its volume, in its journal, as far as known."""
    csl = reference.csl
    name = csl.get("container-title")
    if not name:
        return None
    if reference.csl_type != "article-journal":
        return {"@type": "Book" if reference.csl_type == "chapter" else "CreativeWork", "name": name}
    inside = _filled({"@type": "Periodical", "name": name, "issn": csl.get("ISSN")})
    for variable, kind, key in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        if csl.get(variable):
            inside = {"@type": kind, key: csl[variable], "isPartOf": inside}
    return inside


def _people(csl: AbcMapping[str, Any], role: str) -> list[Node]:
    return [_person(name) for name in csl.get(role, ()) if name.get("literal") != "et al."]


def _person(name: AbcMapping[str, str]) -> Node:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return _filled(
        {
            "@type": "Person",
            "name": " ".join(filter(None, (name.get("given"), family, name.get("suffix")))),
            "familyName": family,
            "givenName": name.get("given"),
            "honorificSuffix": name.get("suffix"),
        }
    )


def _filled(node: AbcMapping[str, Any]) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
