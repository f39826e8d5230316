"""Citation styles: what the three print, and that text stays text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.reference import Reference
from generator.render.citation import CitationStyle, format_bibliography, format_plain, markup, plain_of
from generator.render.citation import typography as typo

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
    assert "<script>alert(1)</script> & <span class=“nocase”>x</span> \ufffdb> 100%" in plain
    assert "https://e.org/?a=1&b=%20'\"" in plain


@pytest.mark.parametrize("style", STYLES)
def test_keys_that_differ_in_case_only_and_order(style: CitationStyle) -> None:
    listed = format_bibliography([reference("b", title="First"), reference("B", title="2. Second")], style)
    assert list(listed) == ["b", "B"]
    assert "First" in listed["b"] and listed["B"].removeprefix("<i>").startswith("2. Second")


def test_pubmed_numbers_are_printed_where_the_style_has_them() -> None:
    assert shown("vancouver", **ARTICLE, PMID="123", PMCID="PMC9").endswith(
        "doi:10.1000/x PubMed PMID: 123; PubMed Central PMCID: PMC9."
    )
    assert "123" not in shown("apa", **ARTICLE, PMID="123")


TEXT = st.text(alphabet=st.sampled_from("aZé9 .,:;?!'\"‘’“”-–<>&/()[]\ue000\ue003バ"), min_size=1, max_size=12)
NAME = st.one_of(
    st.fixed_dictionaries({"literal": TEXT}),
    st.fixed_dictionaries({"family": TEXT}, optional={"given": TEXT, "suffix": TEXT, "dropping-particle": TEXT}),
)
DATE = st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=3), min_size=1, max_size=2)
ITEM = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["article-journal", "book", "chapter", "webpage", "report", "thesis"]),
        "title": TEXT.filter(str.strip),
    },
    optional={
        "author": st.lists(NAME, max_size=9),
        "editor": st.lists(NAME, max_size=3),
        "issued": DATE.map(lambda parts: {"date-parts": parts}),
        **{name: TEXT for name in ("container_title", "page", "volume", "issue", "edition", "publisher", "URL", "DOI")},
    },
)


@settings(deadline=None, max_examples=60)
@given(item=ITEM, style=st.sampled_from(STYLES))
def test_any_item_prints_safe_markup(item: dict[str, Any], style: CitationStyle) -> None:
    html = shown(style, **item)
    tags = re.findall(r"<[^>]*>", html)
    assert set(tags) <= {"<i>", "</i>"} and tags.count("<i>") == tags.count("</i>")
    assert not re.search(r"&(?!(?:amp|lt|gt|quot);)", html)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("so?", ". Next", "so? Next"),
        ("\ue000so?\ue001", ". Next", "\ue000so?\ue001 Next"),
        ("U.S.", ". Next", "U.S. Next"),
        ("Stop!", ": more", "Stop! more"),
        ("so?", ", 2", "so?, 2"),
        ("the “drug doctor”", ". Next", "the “drug doctor.” Next"),
        ("the doctors’", ". Next", "the doctors’. Next"),
        ("a ", " b", "a b"),
    ],
)
def test_seams(left: str, right: str, expected: str) -> None:
    assert typo.seam(left, right) == expected


def test_quotation_marks() -> None:
    assert typo.smart_quotes("\"Being heard\": the doctors' 'own' story") == "“Being heard”: the doctors’ “own” story"
    assert typo.smart_quotes("\"an 'inner' one\"") == "“an ‘inner’ one”"
    assert typo.smart_quotes("O'Neill's") == "O’Neill’s"


@pytest.mark.parametrize(
    ("pages", "minimal", "expanded"),
    [("321-8", "321–8", "321–328"), ("145-152", "145–52", "145–152"), ("iv-ix", "iv–ix", "iv–ix"), ("S1-12",) * 3],
)
def test_page_ranges(pages: str, minimal: str, expanded: str) -> None:
    assert typo.page_ranges(pages, "minimal", "–") == minimal
    assert typo.page_ranges(pages, "expanded", "–") == expanded


@given(text=st.text(st.sampled_from("aé &<>\"';#x6amplt\ue000\ue001\ue004\ue005"), max_size=20))
def test_plain_text_comes_back_from_html(text: str) -> None:
    assert plain_of(markup.to_html(text)) == "".join(char for char in text if char not in markup.MARKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3", "3"), ("1,2", "1, 2"), ("1,3&5-7", "1, 3 & 5–7"), ("1-2-3", "1-2-3"), ("3-", "3–"), ("1,&5", "1, & 5")],
)
def test_rows_of_numbers(text: str, expected: str) -> None:
    assert typo.numbers(text, str) == expected


@pytest.mark.parametrize(
    ("edition", "expected"),
    [("2", "2nd ed"), ("11", "11th ed"), ("21", "21st ed"), ("112", "112th ed"), ("Revised", "Revised")],
)
def test_ordinals(edition: str, expected: str) -> None:
    assert expected in shown("ama", type="book", edition=edition)
