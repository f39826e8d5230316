"""References kept from earlier runs: the same text as without, and only what changed is formatted again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cache.store import Store, Table
from generator.model.reference import Reference
from generator.render import citation
from generator.render.citation import CitationStyle, format_bibliographies, format_bibliography, format_plain

GOLDENS = Path(__file__).parent / "goldens"
STYLES: list[CitationStyle] = ["vancouver", "ama", "apa"]


def reference(item: dict[str, Any]) -> Reference:
    return Reference(cite_key=item["id"], csl_type=item["type"], title=item["title"], csl=item)


WORKS = [reference(item) for item in json.loads((GOLDENS / "wide.json").read_text(encoding="utf-8"))]


@pytest.fixture
def formatted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which items are formatted, and in which style."""
    log: list[tuple[str, str]] = []
    original = citation._formatted

    def logged(item: dict[str, Any], style: CitationStyle) -> str:
        log.append((item["id"], style))
        return original(item, style)

    monkeypatch.setattr(citation, "_formatted", logged)
    return log


def reopened(store: Store, folder: Path) -> Table:
    store.save()
    return Store(folder, b"s").table("citations")


def test_a_second_run_prints_the_same_and_formats_nothing(tmp_path: Path, formatted: list[tuple[str, str]]) -> None:
    plainly = format_bibliographies(WORKS, STYLES)
    store = Store(tmp_path, b"s")
    assert format_bibliographies(WORKS, STYLES, store.table("citations")) == plainly
    table = reopened(store, tmp_path)
    formatted.clear()
    assert format_bibliographies(WORKS, STYLES, table) == plainly
    assert formatted == []
    assert not table.stale


def test_a_work_that_changed_is_formatted_again_and_no_other(tmp_path: Path, formatted: list[tuple[str, str]]) -> None:
    store = Store(tmp_path, b"s")
    before = format_bibliographies(WORKS, STYLES, store.table("citations"))
    changed = reference(WORKS[7].csl | {"title": "Another title"})
    works = [*WORKS[:7], changed, *WORKS[8:]]
    formatted.clear()
    after = format_bibliographies(works, STYLES, reopened(store, tmp_path))
    assert formatted == [(changed.cite_key, style) for style in STYLES]
    assert after == format_bibliographies(works, STYLES)
    for style in STYLES:
        assert {key for key in after[style] if after[style][key] != before[style][key]} == {changed.cite_key}


@pytest.mark.parametrize("style", STYLES)
def test_html_and_plain_text_share_what_is_kept(style: CitationStyle, formatted: list[tuple[str, str]]) -> None:
    table = Table()
    html = format_bibliography(WORKS, style, table)
    formatted.clear()
    assert format_plain(WORKS, style, table) == format_plain(WORKS, style)
    assert html == format_bibliography(WORKS, style)
    assert formatted == [(work.cite_key, style) for work in WORKS] * 2, "the uncached runs alone"


def test_an_entry_does_not_depend_on_the_entries_beside_it() -> None:
    item = {"type": "book", "author": [{"family": "Doe", "given": "J"}], "issued": {"date-parts": [[2020]]}}
    twins = [reference(item | {"id": key, "title": key}) for key in ("One", "Two")]
    for style, together in format_bibliographies(twins, STYLES).items():
        for twin in twins:
            assert format_bibliography([twin], style)[twin.cite_key] == together[twin.cite_key]
            assert "2020a" not in together[twin.cite_key]


def test_the_order_of_variables_does_not_matter() -> None:
    work = WORKS[0]
    turned = Reference(
        cite_key=work.cite_key, csl_type=work.csl_type, title=work.title, csl=dict(reversed(work.csl.items()))
    )
    table = Table()
    format_bibliographies([work], STYLES, table)
    table.changed = False
    assert format_bibliographies([turned], STYLES, table) == format_bibliographies([work], STYLES)
    assert not table.changed
