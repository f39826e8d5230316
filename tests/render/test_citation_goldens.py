"""References against citeproc-js, character by character: see `goldens/README.md`.

Differences that are wanted are listed by id with their reason; a new one fails, and so does one that is gone.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.load.bibliography import load_bibliography
from generator.model.reference import Reference
from generator.render.citation import (
    CitationStyle,
    csl_input,
    format_bibliography,
    format_plain,
    without_and_before_et_al,
)

GOLDENS = Path(__file__).parent / "goldens"
STYLES: list[CitationStyle] = ["vancouver", "ama", "apa"]
SETS = ["references", "wide"]

URL_QUOTES = "citeproc-js makes the marks in an address curly, and the address leads nowhere"
WANTED: dict[tuple[str, CitationStyle], dict[str, str]] = {
    ("wide", "vancouver"): {
        "url-quotes": URL_QUOTES,
        "date-range-across-years": "citeproc-js runs the second date together: `2002Jan2`",
    },
    ("wide", "ama"): {
        "url-quotes": URL_QUOTES,
        "title-capitals-in-quotes": "citeproc-js gives no capital to the first word in straight single marks",
    },
    ("wide", "apa"): {"url-quotes": URL_QUOTES},
}
"""Where the site prints otherwise than citeproc-js, and why."""
CUT_SHORT = {
    "references": {"kiani2020", "nease2018", "player2018", "stojanovic2018", "wilson2013"},
    "wide": {"et-al-cut-short"},
}
"""Works whose list of authors the source cut short: APA's "&" before "et al." is left out."""


def items(name: str) -> list[dict[str, Any]]:
    """Return the CSL items of a set."""
    found: list[dict[str, Any]] = json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def golden(name: str, style: CitationStyle, kind: str) -> dict[str, str]:
    """Return what citeproc-js prints for a set, by id."""
    printed = json.loads((GOLDENS / f"{name}.golden.json").read_text(encoding="utf-8"))[style]
    return {key: entry[kind] for key, entry in printed.items()}


def references(name: str) -> list[Reference]:
    """Return a set as references."""
    return [Reference(cite_key=i["id"], csl_type=i["type"], title=i["title"], csl=i) for i in items(name)]


def tagged(text: str) -> list[str]:
    """Return HTML as text and tags in turn, so that `&amp;` and `&#38;` are the same."""
    return [html.unescape(part) for part in re.split(r"(</?[a-z][^<>]*>)", text)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", SETS)
def test_agrees_with_citeproc_js(name: str, style: CitationStyle) -> None:
    ours, plain = format_bibliography(references(name), style), format_plain(references(name), style)
    theirs, their_text = golden(name, style, "html"), golden(name, style, "text")
    assert list(ours) == list(theirs)
    differing = {
        key
        for key in ours
        if tagged(ours[key]) != tagged(theirs[key].replace(", &#38; et al.", ", et al."))
        or plain[key] != without_and_before_et_al(their_text[key])
    }
    share = 1 - len(differing) / len(ours)
    print(f"{name}, {style}: {len(ours) - len(differing)} of {len(ours)} agree ({share:.1%})")
    assert differing == set(WANTED.get((name, style), {}))
    assert share == 1 if name == "references" else share >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_apa_leaves_out_and_only_before_et_al(name: str) -> None:
    theirs = golden(name, "apa", "text")
    assert {key for key, text in theirs.items() if without_and_before_et_al(text) != text} == CUT_SHORT[name]


@pytest.mark.parametrize("name", SETS)
def test_both_processors_are_given_the_same(name: str) -> None:
    assert [csl_input(item) for item in items(name)] == items(name)


@pytest.mark.content
def test_goldens_know_the_works() -> None:
    bib = Path(__file__).parents[2] / "references.bib"
    known = {item["id"]: item for item in items("references")}
    works = [csl_input(reference.csl) for reference in load_bibliography(bib, "references.bib")[0]]
    unknown = [work["id"] for work in works if known.get(work["id"]) != work]
    # An editor can add a work or two without Node.
    assert len(unknown) <= len(works) / 10, f"write the goldens again (goldens/README.md): {unknown}"
