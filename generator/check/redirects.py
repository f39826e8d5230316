"""Rules about addresses that have moved: each old one leads, in one step, to a page that is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from generator.check.diagnose import diagnose
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase
from generator.load.limits import MAX_PROBLEMS

_SEGMENT = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_OLD = re.compile(rf"(?:{_SEGMENT}/)+")
_NEW = re.compile(rf"(?P<page>/|(?:{_SEGMENT}/)+)(?:#[A-Za-z0-9][A-Za-z0-9._-]*)?")


def check_redirects(base: KnowledgeBase, pages: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the redirects; `pages` are the addresses of all pages, e.g. `studies/omer2010/`."""
    # Many that are wrong are wrong in one way; a full list of them helps nobody.
    yield from islice(_faults(base, pages), MAX_PROBLEMS)


def _faults(base: KnowledgeBase, pages: Collection[str]) -> Iterator[Diagnostic]:
    lowered = {page.lower() for page in pages}
    moved = {redirect.old.lower() for redirect in base.corpus.redirects}
    seen: set[str] = set()
    for i, redirect in enumerate(base.corpus.redirects):
        old, new = redirect.old, _NEW.fullmatch(redirect.new)
        if not _OLD.fullmatch(old):
            yield _fault(base, i, "old", f"`{old}` is no address of a page", "Write it like `studies/omer2009/`.")
        elif old.lower() in lowered:
            yield _fault(base, i, "old", f"`{old}` is still a page", "Delete this redirect, or rename the page.")
        elif old.lower() in seen:
            yield _fault(base, i, "old", f"`{old}` moves twice", "Keep one of the two.")
        seen.add(old.lower())
        if new is None:
            hint = "Write it like `studies/omer2010/` or `studies/omer2010/#quote-q01`."
            yield _fault(base, i, "new", f"`{redirect.new}` is no address of a page", hint)
        elif new["page"].lower() in moved:
            message = f"`{new['page']}` has moved itself"
            yield _fault(base, i, "new", message, "Write where that page is now; a redirect goes in one step.")
        elif new["page"] != "/" and new["page"] not in pages:
            message = f"there is no page `{new['page']}`"
            yield _fault(
                base, i, "new", message, did_you_mean(new["page"], pages) or "Look the address up on the site."
            )


def _fault(base: KnowledgeBase, index: int, field: str, message: str, hint: str) -> Diagnostic:
    return diagnose(base, "redirect", "redirects", ("redirects", index, field), message, hint)
