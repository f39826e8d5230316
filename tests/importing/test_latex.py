"""Plain text in BibTeX's notation reads back as the same text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.importing.duplicates import split_people
from generator.importing.latex import readable, to_bibtex, verbatim
from generator.importing.people import csl_name, tagged_name
from generator.load.bibliography import parse_references
from generator.load.bibtex_csl import decode_latex

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=40)
HARD = st.text(st.sampled_from("{}\\~^_$%&#\"'`-–<>!?@= ,;aZé1"), max_size=25)


@given(TEXT | HARD)
@example("``a'' --- ?`b !`")
@example("\\textit{a} 100% & $5 #1 ~ _x^2")
@settings(max_examples=300, deadline=None)
def test_text_goes_out_and_comes_back(text: str) -> None:
    if "&" in text and ";" in text:
        text = text.replace(";", "")  # an HTML entity is read as its character
    assert decode_latex(to_bibtex(text)) == " ".join(text.split())


@given(HARD)
@settings(max_examples=100, deadline=None)
def test_an_entry_of_any_text_is_read_without_a_complaint(text: str) -> None:
    entry = f"@misc{{k,\n  title = {{{to_bibtex('x ' + text, markup=True)}}},\n}}\n"
    references, _, problems = parse_references(entry, "x")
    assert problems == []
    assert len(references) == 1


@pytest.mark.parametrize(
    ("text", "value", "read"),
    [
        ("<i>E. coli</i> &amp; <b>x</b>", r"\textit{E. coli} & \textbf{x}", "E. coli & x"),
        ("10<sup>-3</sup> H<sub>2</sub>O 1<sup>st</sup>", "10⁻³ H₂O 1st", "10⁻³ H₂O 1st"),
        ("<i>never closed", "<i>never closed", "<i>never closed"),
        ("a < b > c", "a < b > c", "a < b > c"),
        ('<span class="nocase">De Wit</span>', "{De Wit}", "De Wit"),
    ],
)
def test_markup_of_other_programs(text: str, value: str, read: str) -> None:
    assert to_bibtex(text, markup=True) == value
    assert decode_latex(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (r"5{\%} {\textless}p{\textgreater}", "5% <p>"),
        (r"a \textless b", "a <b"),
        (r"\url{https://x.example/a_b}", "https://x.example/a_b"),
        (r"\foo{x} \foobar", r"\foox \foobar"),
    ],
)
def test_bibtex_of_other_programs(value: str, read: str) -> None:
    assert decode_latex(readable(value)[0]) == read


def test_addresses_lose_the_latex_around_their_signs() -> None:
    assert verbatim(r"http://x.example/a{\_}b\%20c\&d{\~{}}e$\sim$f") == "http://x.example/a_b%20c&d~e~f"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smith, Jane A.", "Smith, Jane A."),
        ("Smith JA", "Smith, J. A."),
        ("Smith, JA", "Smith, J. A."),
        ("Smith JA Jr", "Smith, Jr, J. A."),
        ("van der Berg, J-P", "van der Berg, J.-P."),
        ("King, Martin, Jr.", "King, Jr., Martin"),
        ("King, Martin III", "King, III, Martin"),
        ("World Health Organization", "{World Health Organization}"),
        ("WHO", "{WHO}"),
        ("Ministry of Tea and Cups,", "{Ministry of Tea and Cups}"),
        ("Ministry of Tea, Cups, and Pots, Office of Kettles", "{Ministry of Tea, Cups, and Pots, Office of Kettles}"),
        ("Garcia y Vega, A", "{Garcia y Vega}, A."),
        ("et al.", "others"),
        ("", ""),
    ],
)
def test_names(text: str, name: str) -> None:
    assert tagged_name(text) == name


NAME = st.text("abcdeéøABC'- ", min_size=1, max_size=12).map(lambda s: " ".join(s.split()).strip("'- ")).filter(bool)


@given(NAME, NAME, st.sampled_from(["", "van der", "de", "von"]), st.sampled_from(["", "Jr.", "III"]))
@example("and", "A", "", "")
@settings(max_examples=200, deadline=None)
def test_csl_names_are_read_back_whole(family: str, given_name: str, particle: str, suffix: str) -> None:
    value = csl_name({"family": family, "given": given_name, "non-dropping-particle": particle, "suffix": suffix})
    entry = f"@misc{{k, title = {{T}}, author = {{{value} and Other, A.}}}}"
    references, _, problems = parse_references(entry, "x")
    assert problems == []
    first, second = references[0].csl["author"]
    assert second == {"family": "Other", "given": "A."}
    read = " ".join(first.get(part, "") for part in ("non-dropping-particle", "family")).strip()
    assert read.replace(" ", "") == f"{particle}{family}".replace(" ", "")
    assert first.get("suffix", "") == suffix


def test_people_are_split_at_and_outside_of_braces() -> None:
    assert split_people("A, B and {C and D} and others") == ["A, B", "{C and D}", "others"]
