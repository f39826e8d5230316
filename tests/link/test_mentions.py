"""Pages in, who uses what out."""

from __future__ import annotations

from generator.link.mentions import cited_works, explained_terms, index_mentions
from generator.load.pages import parse_page

ONE = parse_page("a.md", "a", "[@k1, p. 2; @k2] [[quote s1.q01]] [[term t]] [@k1] [[term t|u]] `[@k9]`")
TWO = parse_page("b.md", "b", "[[study s1]] [@k2] [[theme m]]")


def test_works_are_cited_or_quoted_and_named_once() -> None:
    assert cited_works(ONE) == ("k1", "k2", "s1")
    assert cited_works(TWO) == ("k2",)
    assert explained_terms(ONE) == ("t",)


def test_each_thing_knows_its_pages_once() -> None:
    index = {used: [page.uri for page in pages] for used, pages in index_mentions((ONE, TWO)).items()}
    assert index["work", "k2"] == ["a.md", "b.md"]
    assert index["work", "k1"] == ["a.md"]
    assert index["study", "s1"] == ["a.md", "b.md"]
    assert index["work", "s1"] == ["a.md"]
    assert index["quote", "s1.q01"] == index["term", "t"] == ["a.md"]
    assert index["theme", "m"] == ["b.md"]
    assert not any(name == "k9" for _, name in index)
