"""Citation styles: what the three print, and that text stays text."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.model.reference import Reference
from generator.render.citation import CitationStyle, format_bibliography, format_plain

STYLES: list[CitationStyle] = ["vancouver", "ama", "apa"]
AUTHOR = [{"family": "Wilson", "given": "I."}]
ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Is it so?",
    "author": [*AUTHOR, {"family": "Cowin", "given": "L. S."}, {"literal": "et al."}],
    "container-title": "Teaching and Learning",
    "container-title-short": "Teach Learn",
    "issued": {"date-parts": [[2013]]},
    "volume": "25",
    "issue": "2",
    "page": "369-373",
    "DOI": "10.1000/x",
}


def reference(cite_key: str = "k", **item: Any) -> Reference:
    """Return a reference of CSL variables, `_` standing for `-`."""
    csl = {"id": cite_key, "type": "article-journal", "title": "T"}
    csl |= {name.replace("_", "-"): value for name, value in item.items()}
    return Reference(cite_key=cite_key, csl_type=csl["type"], title=csl["title"], csl=csl)


def shown(style: CitationStyle, **item: Any) -> str:
    """Return one reference as HTML."""
    return format_bibliography([reference(**item)], style)["k"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("vancouver", "Wilson I, Cowin LS, et al. Is it so? Teach Learn. 2013;25(2):369–73. doi:10.1000/x"),
        ("ama", "Wilson I, Cowin LS, et al. Is it so? <i>Teach Learn</i>. 2013;25(2):369-373. doi:10.1000/x"),
        (
            "apa",
            "Wilson, I., Cowin, L. S., et al. (2013). Is it so? <i>Teaching and Learning</i>, <i>25</i>(2), 369–373. "
            "https://doi.org/10.1000/x",
        ),
    ],
)
def test_article(style: CitationStyle, expected: str) -> None:
    assert shown(style, **ARTICLE) == expected
    assert format_plain([reference(**ARTICLE)], style)["k"] == re.sub("<.*?>", "", expected)


def test_dates_do_not_run_together() -> None:
    day = {"date-parts": [[2021, 8, 17]]}
    page = {"type": "webpage", "title": "Page", "URL": "https://a.org/2021Aug17", "accessed": day}
    assert "[cited 2021 Aug 17]. Available from: https://a.org/2021Aug17" in shown("vancouver", **page)
    assert "2021 Aug 17;25" in shown("vancouver", **(ARTICLE | {"issued": day}))


def test_editors_and_apostrophes() -> None:
    chapter = {"type": "chapter", "title": "Don't", "author": AUTHOR, "editor": AUTHOR * 2, "container_title": "B"}
    assert "Don’t. In I. Wilson &amp; I. Wilson (Eds.), <i>B</i>" in shown("apa", **chapter)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["webpage", "book", "article-journal", "document"])
def test_title_of_a_work_without_author_stands_once(style: CitationStyle, kind: str) -> None:
    assert shown(style, type=kind, title="Alone").count("Alone") == 1


@pytest.mark.parametrize("style", STYLES)
def test_hostile_text_survives_as_text(style: CitationStyle) -> None:
    hostile: dict[str, Any] = {
        "title": '<script>alert(1)</script> & <span class="nocase">x</span> \ue001b> 100%',
        "author": [{"literal": "<i>Body & Co"}, {"family": "<b>", "given": "O'X"}],
        "container_title": "J & <img src=x>",
        "page": "1&2-<3",
        "URL": "https://e.org/?a=1&b=%20'\"",
    }
    html = shown(style, **hostile)
    assert set(re.findall(r"<[^>]*>", html)) <= {"<i>", "</i>"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert not re.search(r"&(?!(?:amp|lt|gt|quot);)", html)
    plain = format_plain([reference(**hostile)], style)["k"]
    assert '<script>alert(1)</script> & <span class="nocase">x</span> \ufffdb> 100%' in plain
    assert "https://e.org/?a=1&b=%20'\"" in plain


@pytest.mark.parametrize("style", STYLES)
def test_keys_that_differ_in_case_only_and_order(style: CitationStyle) -> None:
    listed = format_bibliography([reference("b", title="First"), reference("B", title="2. Second")], style)
    assert list(listed) == ["b", "B"]
    assert "First" in listed["b"] and listed["B"].removeprefix("<i>").startswith("2. Second")
