"""Sections of a hand-written page as the plain blocks of a handout."""

from __future__ import annotations

import pytest

from generator.render.plain_blocks import read_sections, token

CITED = ({"c": [["omer2010", "Table 1"]]},)


def test_a_page_is_cut_at_its_headings_and_keeps_their_anchors() -> None:
    top, first, second = read_sections(
        "# Page\n\nLede.\n\n## One *way* {: #one }\n\nText.\n\n## Two & three\n\nMore.", {}
    )
    assert (top.anchor, top.blocks) == ("", [{"kind": "paragraph", "runs": ["Lede."]}])
    assert (first.anchor, first.heading) == ("one", "One way")
    assert (second.anchor, second.heading) == ("two-three", "Two & three")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("A claim. " + token(0), [{"kind": "paragraph", "runs": ["A claim. ", *CITED]}]),
        ("**Bold** and [a link](x.md#y).", [{"kind": "paragraph", "runs": [{"b": "Bold"}, " and ", "a link", "."]}]),
        ("A line\nbroken.", [{"kind": "paragraph", "runs": ["A line broken."]}]),
        ("1. One\n2. Two", [{"kind": "steps", "items": [["One"], ["Two"]]}]),
        ("- One\n\n    More of it\n\n- Two", [{"kind": "list", "items": [["One"], ["More of it"], ["Two"]]}]),
        ("- One\n    - Below", [{"kind": "list", "items": [["One"], ["Below"]]}]),
        (
            "| A | B |\n| --- | --- |\n| c | " + token(0) + " |",
            [{"kind": "table", "head": [["A"], ["B"]], "rows": [[["c"], [*CITED]]]}],
        ),
        ("Before.\n\n" + token(1) + "\n\nAfter.", [
            {"kind": "paragraph", "runs": ["Before."]},
            {"kind": "quote", "id": "omer2010.q01"},
            {"kind": "paragraph", "runs": ["After."]},
        ]),
        ("**" + token(2) + "** said", [{"kind": "paragraph", "runs": [{"b": "presenter"}, " said"]}]),
        ("a &lt;b&gt; \\*c\\*", [{"kind": "paragraph", "runs": ["a <b> *c*"]}]),
        ("### Below {: #below }", [{"kind": "heading", "runs": ["Below"]}]),
        ("<!-- nothing -->", []),
    ],
)  # fmt: skip
def test_markdown_becomes_blocks(text: str, blocks: list[object]) -> None:
    marks = {0: CITED, 1: ({"q": "omer2010.q01"},), 2: ("presenter",)}
    section = read_sections(f"## Heading {{: #x }}\n\n{text}", marks)[1]
    assert _joined(section.blocks) == _joined(blocks)


def _joined(value: object) -> object:
    """Plain runs side by side say the same as one; where they are cut is of no account."""
    if isinstance(value, dict):
        return {key: _joined(part) for key, part in value.items()}
    if isinstance(value, list):
        made: list[object] = []
        for part in map(_joined, value):
            if isinstance(part, str) and made and isinstance(made[-1], str):
                made[-1] += part
            else:
                made.append(part)
        return made
    return value
