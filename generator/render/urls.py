"""Every address and anchor of the site; nothing else makes a link.

Comes in: ids. Goes out: `Target`s, and relative addresses from one page to another, as they stand in
the built site with directory addresses (`studies/x.md` is served as `studies/x/`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote as quote_url

from markupsafe import Markup, escape


class Target(NamedTuple):
    """A page, or a place on it."""

    page: str
    """MkDocs' `src_uri`, e.g. `studies/yahyavi2020.md`; or a file of the site, e.g. `data/quotes.json`."""
    anchor: str = ""
    """E.g. `quote-q01`; empty for the top of the page."""


HOME = Target("index.md")
GUIDE = Target("guide/index.md")
MAP = Target("map/index.md")
QUOTES = Target("quotes/index.md")
HANDOUT = Target("handout/index.md")
ORIENTATION = Target("orientation/index.md")
STUDIES = Target("studies/index.md")
THEMES = Target("themes/index.md")
CROSSWALK = Target("crosswalk/index.md")
FINDINGS = Target("findings/index.md")
DISAGREEMENTS = Target("findings/disagreements.md")
REPORTING = Target("studies/reporting.md")
REFERENCES = Target("references/index.md")
DATA_NOTES = Target("data-notes/index.md")
DATA = Target("data/index.md")
ABOUT = Target("about/index.md")
METHOD = Target("about/method.md")
CHANGES = Target("about/changes.md")
GLOSSARY = Target("glossary/index.md")


def study(study_id: str) -> Target:
    """Return the page of a study."""
    return Target(f"studies/{study_id}.md")


def study_theme(study_id: str, theme_id: str) -> Target:
    """Return the place of a study's theme on the study's page."""
    return Target(f"studies/{study_id}.md", f"theme-{theme_id}")


def quote(study_id: str, quote_id: str) -> Target:
    """Return the place of a quote on its study's page."""
    return Target(f"studies/{study_id}.md", f"quote-{quote_id}")


def study_finding(study_id: str, finding_id: str) -> Target:
    """Return the place of an authors' finding on the study's page."""
    return Target(f"studies/{study_id}.md", f"finding-{finding_id}")


def study_reference(study_id: str, position: int) -> Target:
    """Return the place of an entry of a study's own list, counted from 1."""
    return Target(f"studies/{study_id}.md", f"ref-{position}")


def data_note(study_id: str, note_id: str) -> Target:
    """Return the place of a data note on the study's page."""
    return Target(f"studies/{study_id}.md", f"note-{note_id}")


def theme(theme_id: str) -> Target:
    """Return the page of a cross-study theme."""
    return Target(f"themes/{theme_id}.md")


def theme_part(theme_id: str, number: int) -> Target:
    """Return a part of the page of a cross-study theme, counted from 1; the first is the page itself."""
    return _part(f"themes/{theme_id}.md", number)


def studies_part(number: int) -> Target:
    """Return a part of the table of studies; the first is the page of studies."""
    return _part("studies/list.md", number) if number > 1 else STUDIES


def data_notes_part(number: int) -> Target:
    """Return a part of the data notes; the first is their page."""
    return _part("data-notes.md", number) if number > 1 else DATA_NOTES


def crosswalk_part(number: int) -> Target:
    """Return a part of the crosswalk from the studies to our themes, beside the page that counts."""
    return Target(f"crosswalk/{number}.md")


def reporting_part(number: int) -> Target:
    """Return a part of the table of reporting, beside the page that counts."""
    return Target(f"studies/reporting/{number}.md")


def review_finding(finding_id: str) -> Target:
    """Return the place of a review finding on the findings page."""
    return Target(FINDINGS.page, f"finding-{finding_id}")


def finding_part(finding_id: str, number: int) -> Target:
    """Return a part of a finding's own pages, which stand beside the findings page where it would be too long."""
    return _part(f"findings/evidence/{finding_id}.md", number)


def contradictions(theme_id: str, number: int) -> Target:
    """Return a part of what speaks against a cross-study theme, where the disagreements do not fit on one page."""
    return _part(f"findings/disagreements/{theme_id}.md", number)


def unquoted(number: int) -> Target:
    """Return a part of the list of mappings without a quotation."""
    return _part("findings/gaps/unquoted.md", number)


def unplaced(number: int) -> Target:
    """Return a part of the list of themes that fit nowhere."""
    return _part("findings/gaps/fits-nowhere.md", number)


def reference(cite_key: str) -> Target:
    """Return the place of a work on the references page; it leads to the work in a bibliography of many pages too."""
    return Target(REFERENCES.page, f"ref-{cite_key}")


def reference_shelf(slug: str) -> Target:
    """Return a page of the bibliography, e.g. that of `sa-sm`; the whole of it for an empty slug."""
    return Target(f"references/{slug}.md") if slug else REFERENCES


def term(term_id: str) -> Target:
    """Return the place of a term on the glossary page."""
    return Target(GLOSSARY.page, f"term-{term_id}")


def pack(pack_id: str) -> Target:
    """Return the page of an orientation pack."""
    return Target(f"orientation/{pack_id}.md")


def handwritten(uri: str) -> Target:
    """Return a page that is written by hand, e.g. `guide/first-sessions.md`."""
    return Target(uri)


def data_file(path: str) -> Target:
    """Return a file that readers download, e.g. `data/quotes.json`."""
    return Target(path)


def map_axis(axis_id: str) -> Target:
    """Return the table of one axis on the evidence map."""
    return Target(MAP.page, f"by-{axis_id}")


def guide_page(uri: str) -> str:
    """Return the name of a page of the guide, e.g. `session`, by which the handout builder knows it; else nothing."""
    return (page_url(uri).removeprefix("guide/").rstrip("/") or "index") if uri.startswith("guide/") else ""


def theme_voice(theme_id: str, study_id: str) -> Target:
    """Return what one study says on the page of a cross-study theme; it leads there where the page has parts too."""
    return Target(f"themes/{theme_id}.md", f"study-{study_id}")


def _part(page: str, number: int) -> Target:
    """Return a part of what begins on a page: `themes/not-alone/2.md` for the second of `themes/not-alone.md`."""
    return Target(page if number == 1 else f"{page.removesuffix('.md')}/{number}.md")


def correction(repo_url: str, item: str, target: Target) -> Markup:
    """Return the address of the form that corrects a thing, filled in with its id and page; nothing without a repository.

    It is safe in an attribute.
    The names of the form's file and fields are those of `.github/ISSUE_TEMPLATE/correction.yml`.
    """
    if not repo_url.startswith(("https://", "http://")):
        return Markup("")
    before, after = _correction_form(repo_url, target.page)
    return Markup(f"{before}{quote_url(item, safe='')}{after}")


@lru_cache(maxsize=256)
def _correction_form(repo_url: str, page: str) -> tuple[Markup, Markup]:
    """Return the address of the form before and after the id."""
    before = escape(f"{repo_url.rstrip('/')}/issues/new?template=correction.yml&item=")
    return before, escape(f"&page={quote_url(page_url(page))}")


def site_address(target: Target) -> str:
    """Return the address of a target below the site's root, for scripts that know the root."""
    return quote_url(page_url(target.page)) + (f"#{quote_url(target.anchor)}" if target.anchor else "")


def page_url(page: str) -> str:
    """Return the address of a page below the site, e.g. `studies/` for `studies/index.md`."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/"


@lru_cache(maxsize=8192)
def _relative(start: str, url: str) -> str:
    """Return the relative address of a page or file from a folder, both below the site; a folder's ends with a stroke."""
    steps, goal = start.rstrip("/").split("/") if start else [], url.rstrip("/").split("/") if url else []
    shared = 0
    while shared < len(steps) and shared < len(goal) and steps[shared] == goal[shared]:
        shared += 1
    climb, rest = "../" * (len(steps) - shared), "/".join(goal[shared:])
    if url and not url.endswith("/"):
        return quote_url(climb + rest)
    return quote_url(f"{climb}{rest}/" if rest else climb or "./")


_UNCHANGED = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
"""Finds text that stands in an address as it is; nearly every anchor does."""

Href = Callable[[Target], Markup]
"""How a page writes an address."""


@dataclass
class PageLinks:
    """The links of one page, remembered so that each can be checked against what is built."""

    page: str
    used: set[Target] = field(default_factory=set)
    _made: dict[Target, Markup] = field(default_factory=dict, repr=False, compare=False)

    def href(self, target: Target) -> Markup:
        """Return the relative address of a target from this page, safe in an attribute, and remember it."""
        made = self._made.get(target)
        if made is None:
            self.used.add(target)
            made = self._made[target] = Markup(self._address(target))
        return made

    def _address(self, target: Target) -> str:
        anchor = target.anchor
        if anchor:
            anchor = f"#{anchor if _UNCHANGED(anchor) else quote_url(anchor)}"
            if target.page == self.page:
                return anchor
        return _relative(page_url(self.page), page_url(target.page)) + anchor
