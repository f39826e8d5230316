"""Golden cases of hand-written pages and the glossary: one line that breaks a rule, and the place that is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import check_project
from generator.diagnostics import Diagnostic, Severity

PAGE = "content/pages/guide/kettles.md"
GLOSSARY = """\
terms:
  - id: kettle
    label: "kettle"
    definition: "A thing that boils."
    also: ["pot"]
    see: [steam]
    sources: [{key: alpha2020, where: {page: 3}}]
  - id: steam
    label: "steam"
    definition: "What comes out of it."
    sources: ["beta2021, p. 10"]
"""


def check_page(root: Path, text: str, page: str = PAGE) -> list[Diagnostic]:
    (root / "content/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (root / page).parent.mkdir(parents=True, exist_ok=True)
    (root / page).write_text(text, encoding="utf-8")
    return list(check_project(root).report.diagnostics)


GOOD = """\
---
title: Kettles [@nothing]
---
# Kettles {: #top }

Kettles are slow. [@alpha2020, p. 5; @beta2021] Some are not
([@beta2021,
p. 11]).

[[quote alpha2020.q01]]

They say [[quote alpha2020.q03]] of a [[term kettle]], of [[term steam|hot
air]], of [[theme slow-kettles]], of [[finding kettles-are-slow|one sentence]] and of [[study alpha2020]].

Nothing is read in `[@nothing]`, ``[[quote x]] ` ``, \\[@nothing], \\[[quote x]] or <!-- [[nope
--> here [@beta2021], or in write@alpha2020.org.

```
[@nothing]

[[quote nothing]]
```

~~~~ text
[[nope]]
~~~
~~~~

    [[quote nothing]]

[A link](../about/index.md)
"""


def test_a_page_that_uses_everything_rightly_is_clean(small: Path) -> None:
    assert [str(d) for d in check_page(small, GOOD)] == []


MARKS = [
    ("page-citation", "See [@alhpa2020].", 7, "Did you mean `alpha2020`?"),
    ("page-citation", "See [@alpha2020; @betta2021, p. 3].", 19, "Did you mean `beta2021`?"),
    ("page-citation", "See [@zzz].", 7, "Add an entry with the key `zzz`."),
    ("page-citation", "See [@alpha2020.q01].", 7, "[[quote alpha2020.q01]]"),
    ("page-link", "[[quote alpha2020.q1]]", 9, "Did you mean `alpha2020.q0"),
    ("page-link", "See [[theme slow-kettle]].", 13, "Did you mean `slow-kettles`?"),
    ("page-link", "See [[finding slow-kettles]].", 15, "[[theme slow-kettles]]"),
    ("page-link", "See [[study alpha2021]].", 13, "Did you mean `alpha2020`?"),
    ("page-link", "See [[term kettel|it]].", 12, "Did you mean `kettle`?"),
    ("page-mark", "See [@alpha2020, p. 3", 5, "Close it."),
    ("page-mark", "See [@alpha2020, [@beta2021].", 5, "Close it."),
    ("page-mark", "See [[quote alpha2020.q01].", 5, "Close it."),
    ("page-mark", "See [@alpha2020 p. 3].", 6, "[@key, p. 3]"),
    ("page-mark", "See [@alpha2020, p. 3, @beta2021].", 6, "Put `;` between them."),
    ("page-mark", "See [@alpha2020; beta2021].", 17, "@other"),
    ("page-mark", "See [@alpha2020; ].", 17, "take the `;` away"),
    ("page-mark", "See [@alpha2020, ].", 6, "take the comma away"),
    ("page-mark", "See [[qoute alpha2020.q01]].", 5, "Did you mean `quote`?"),
    ("page-mark", "See [[quote]].", 5, "[[quote ID]]"),
    ("page-mark", "See [[@alpha2020]].", 5, "[[kind id]]"),
    ("page-mark", "See [[term kettle|]].", 5, "take the `|` away"),
    ("page-mark", "See [[quote alpha2020.q01|it]].", 5, "Take `|`"),
    ("page-mark", "See [quote alpha2020.q01].", 5, "[[quote alpha2020.q01]]"),
    ("page-mark", "See @alpha2020 on this.", 5, "[@alpha2020]"),
    ("page-mark", "{: .own-words }", 1, "directly below"),
]


@pytest.mark.parametrize(("rule", "line", "column", "hint"), MARKS, ids=[f"{m[0]}-{i}" for i, m in enumerate(MARKS)])
def test_a_wrong_mark_is_named_with_line_and_column(small: Path, rule: str, line: str, column: int, hint: str) -> None:
    found = check_page(small, f"# Kettles\n\nWords [@beta2021].\n\n{line}\n", "content/pages/about/more.md")
    assert [(d.rule, d.severity, d.location.line, d.location.column) for d in found] == [
        (rule, Severity.ERROR, 5, column)
    ], [str(d) for d in found]
    assert found[0].location.path == "content/pages/about/more.md"
    assert hint in found[0].hint


def test_all_faults_of_a_line_are_named_in_one_run(small: Path) -> None:
    found = check_page(small, "# A\n\n[@alhpa2020] and [[term x|]] and [[quote alpha2020.q99]] and [[theme\n")
    assert [(d.rule, d.location.line, d.location.column) for d in found] == [
        ("page-citation", 3, 3),
        ("page-mark", 3, 18),
        ("page-link", 3, 25),
        ("page-link", 3, 42),
        ("page-mark", 3, 62),
    ]


def test_a_thing_whose_own_file_is_broken_is_not_reported_again(
    small: Path, edit: Callable[[str, str, str], int]
) -> None:
    edit("content/studies/alpha2020.yml", "  - id: q03\n", "  - idd: q03\n")
    found = check_page(small, "# A\n\nSo [[quote alpha2020.q03]].\n")
    assert {d.location.path for d in found} == {"content/studies/alpha2020.yml"}


CLAIMS = [
    ("a paragraph", "Kettles are slow.\n", [5]),
    ("a second paragraph", "Kettles are slow. [@alpha2020]\n\nVery slow.\n", [7]),
    ("a link alone is no evidence", "Kettles are slow, says [[study alpha2020]].\n", [5]),
    ("an item", "- Slow. [@alpha2020]\n- Loud.\n", [6]),
    ("an item with more below it", "1. Slow. [@alpha2020]\n2. Loud.\n\n    And hot.\n\n3. Cold. [@beta2021]\n", [6]),
    ("a table", "| a | b |\n| --- | --- |\n| c | d |\n", [5]),
    ("a note", "!!! note\n    Kettles are slow.\n", [5]),
    ("an introduction to what shows nothing", "Some say:\n\n- Slow.\n", [5, 7]),
    ("a quotation does not speak for the paragraph before it", "Slow.\n\n[[quote alpha2020.q01]]\n", [5]),
    ("a section after one of our own words", "## A {: .own-words }\n\nOurs.\n\n## B\n\nTheirs.\n", [11]),
    ("a marker speaks for its own paragraph only", "Ours.\n{: .own-words }\n\nTheirs.\n", [8]),
    ("a citation in a comment is none", "Kettles are slow. <!-- [@alpha2020] -->\n", [5]),
]


@pytest.mark.parametrize(("text", "lines"), [c[1:] for c in CLAIMS], ids=[c[0] for c in CLAIMS])
def test_a_claim_without_evidence_is_named(small: Path, text: str, lines: list[int]) -> None:
    found = check_page(small, f"# Kettles\n\nSlow. [@alpha2020]\n\n{text}")
    assert [(d.rule, d.location.line) for d in found] == [("claim-uncited", line) for line in lines]


SHOWN = [
    ("a citation anywhere", "Kettles\nare [@alpha2020] slow.\n"),
    ("a quotation in the sentence", "They say [[quote alpha2020.q01]].\n"),
    ("a quotation on a line of its own", "One said this:\n[[quote alpha2020.q01]]\n"),
    ("what is introduced", "One said this:\n\n[[quote alpha2020.q01]]\n"),
    ("a list introduced with evidence", "Some say [@alpha2020]:\n\n- Slow.\n- Loud.\n"),
    ("every item", "- Slow. [@alpha2020]\n\n- Loud.\n\n    [@beta2021]\n"),
    ("a table", "| a | b |\n| --- | --- |\n| c | d [@alpha2020] |\n"),
    ("our own words", "Ours.\n{: .own-words }\n"),
    ("a list of our own words", "- Ours.\n- Also ours.\n{: .own-words }\n"),
    ("a section of our own words", "## A {: #a .own-words }\n\nOurs.\n\n### B\n\nOurs too.\n"),
    ("nothing but links", "- [A](index.md)\n- [[study alpha2020]]\n\n---\n"),
    ("code", "    kettle --slow\n\n```\nslow\n```\n"),
    ("a heading", "Heading\n-------\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [c[1] for c in SHOWN], ids=[c[0] for c in SHOWN])
def test_a_claim_with_evidence_is_not_named(small: Path, text: str) -> None:
    assert [str(d) for d in check_page(small, f"# Kettles\n\nSlow. [@alpha2020]\n\n{text}")] == []


def test_only_the_guide_must_show_evidence(small: Path) -> None:
    assert check_page(small, "# About\n\nKettles are slow.\n", "content/pages/about/more.md") == []


TERMS = [
    ("glossary-link", "see: [steam]", "see: [steem]", "Did you mean `steam`?"),
    ("glossary-link", "see: [steam]", "see: [kettle]", ""),
    ("glossary-link", "key: alpha2020", "key: alpha2021", "Did you mean `alpha2020`?"),
    ("glossary-link", '"beta2021, p. 10"', '"beta2012, p. 10"', "Did you mean `beta2021`?"),
    ("duplicate-id", "id: steam", "id: kettle", "Choose another id."),
    ("schema-value", '"beta2021, p. 10"', '"beta2021 p. 10"', ""),
    ("schema-unknown-key", "    also:", "    others:", ""),
]


@pytest.mark.parametrize(("rule", "old", "new", "hint"), TERMS, ids=[f"{t[0]}-{i}" for i, t in enumerate(TERMS)])
def test_a_wrong_term_is_named_with_its_line(small: Path, rule: str, old: str, new: str, hint: str) -> None:
    assert GLOSSARY.count(old) == 1
    (small / "content/glossary.yml").write_text(GLOSSARY.replace(old, new), encoding="utf-8")
    found = [d for d in check_project(small).report.diagnostics if d.rule == rule]
    line = GLOSSARY[: GLOSSARY.index(old)].count("\n") + 1
    assert [(d.location.path, d.location.line) for d in found] == [("content/glossary.yml", line)]
    assert hint in found[0].hint


def test_a_glossary_may_be_a_bare_list(small: Path) -> None:
    bare = GLOSSARY.removeprefix("terms:\n").replace("see: [steam]", "see: [steem]")
    (small / "content/glossary.yml").write_text(bare, encoding="utf-8")
    found = check_project(small).report.diagnostics
    assert [(d.rule, d.location.line, d.location.column) for d in found] == [("glossary-link", 5, 11)]


def test_a_work_that_only_a_page_or_a_term_uses_is_used(small: Path) -> None:
    bibliography = small / "references.bib"
    record = "@book{gamma1957,\n  author = {Third, Di},\n  title = {Tea},\n  publisher = {P},\n  year = {1957}\n}\n"
    bibliography.write_text(bibliography.read_text(encoding="utf-8") + record, encoding="utf-8")
    assert [d.rule for d in check_page(small, "# A\n")] == ["reference-unused"]
    assert check_page(small, "# A\n\nTea. [@gamma1957]\n") == []
