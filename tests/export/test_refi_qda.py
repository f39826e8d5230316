"""The REFI-QDA codebook, read back as XML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from generator.config import Edition
from generator.export.refi_qda import CODEBOOK, NAMESPACE, export_refi_qda, guid
from generator.link.knowledge_base import KnowledgeBase, link
from generator.model.corpus import Corpus
from generator.model.theme import Theme

Q = f"{{{NAMESPACE}}}"
GUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


@pytest.fixture
def root(base: KnowledgeBase, edition: Edition) -> ET.Element:
    """The codebook, parsed."""
    return ET.fromstring(export_refi_qda(base, edition)[CODEBOOK])


def test_the_root_holds_codes_then_sets(root: ET.Element) -> None:
    assert root.tag == f"{Q}CodeBook"
    assert root.get("origin") == 'Evidence "map" 1.2.0'
    assert [child.tag for child in root] == [f"{Q}Codes", f"{Q}Sets"]


def test_every_code_has_guid_unique_name_and_says_if_it_is_codable(base: KnowledgeBase, root: ET.Element) -> None:
    codes = list(root.iter(f"{Q}Code"))
    assert len(codes) == len(base.study_themes) + 2
    assert all(set(code.attrib) == {"guid", "name", "isCodable"} for code in codes)
    assert all(GUID.fullmatch(code.attrib["guid"]) for code in codes)
    assert len({code.get("guid") for code in codes}) == len(codes)
    assert len({code.attrib["name"].casefold() for code in codes}) == len(codes)
    assert [code.get("name") for code in codes if code.get("isCodable") == "false"] == ["Alpha 2020", "Beta 2021"]


def test_the_description_comes_before_child_codes_and_is_never_empty(root: ET.Element) -> None:
    for code in root.iter(f"{Q}Code"):
        tags = [child.tag for child in code]
        assert tags.count(f"{Q}Description") <= 1
        assert f"{Q}Description" not in tags[1:]
    assert all(description.text for description in root.iter(f"{Q}Description"))


def test_the_trees_are_nested_as_in_the_studies(root: ET.Element) -> None:
    alpha = root.find(f"{Q}Codes/{Q}Code[@name='Alpha 2020']")
    assert alpha is not None
    assert alpha.findtext(f"{Q}Description") == "It adds <much> & more."
    path = f"{Q}Code[@name='Safety']/{Q}Code[@name='Trust (Alpha 2020: Safety)']/{Q}Code[@name='Time']"
    assert alpha.find(path) is not None
    safety = alpha.find(f"{Q}Code[@name='Safety']/{Q}Description")
    assert safety is not None
    assert (safety.text or "").splitlines() == ["Being safe.", "Also printed as: Feeling safe"]


def test_namesakes_are_told_apart_by_study_then_by_number(root: ET.Element) -> None:
    names = {code.get("name") for code in root.iter(f"{Q}Code")}
    assert {"Trust (Alpha 2020: Safety)", "trust (Beta 2021)"} <= names
    assert {"Twin (Beta 2021: Whole)", "Twin (Beta 2021: Whole) [2]"} <= names


def test_cross_study_themes_are_sets_and_none_is_empty(root: ET.Element) -> None:
    sets = list(root.iter(f"{Q}Set"))
    assert [(one.get("guid"), one.get("name")) for one in sets] == [(guid("set", "held"), "Being held")]
    codes = {code.get("guid") for code in root.iter(f"{Q}Code")}
    members = [member.get("guid") for member in sets[0].findall(f"{Q}MemberCode")]
    assert members == [guid("theme", "alpha2020.time"), guid("theme", "2021beta.trust")]
    assert set(members) <= codes
    assert sets[0][0].tag == f"{Q}Description"


def test_guids_are_the_same_in_every_edition(base: KnowledgeBase, edition: Edition, root: ET.Element) -> None:
    later = replace(edition, version="2.0.0", date="2027-01-01", site_url="https://elsewhere.example")
    other = ET.fromstring(export_refi_qda(base, later)[CODEBOOK])
    assert [code.get("guid") for code in root.iter(f"{Q}Code")] == [code.get("guid") for code in other.iter(f"{Q}Code")]


def test_characters_that_xml_forbids_are_dropped_and_no_others(base: KnowledgeBase, edition: Edition) -> None:
    # The model refuses such text on reading; whatever comes another way must not break the file either.
    themes = (
        Theme.model_construct(id="a", label="Bell\x07 and\x0bform\x0cfeed \ufffe\U0001f642 <&>"),
        Theme.model_construct(id="b", label="\x01"),
    )
    changed = link(Corpus(studies=(base.studies["alpha2020"].model_copy(update={"themes": themes}),)))
    root = ET.fromstring(export_refi_qda(changed, edition)[CODEBOOK])
    names = [code.get("name") for code in root.iter(f"{Q}Code")]
    assert names == ["Alpha 2020", "Bell and form feed \U0001f642 <&>", "alpha2020.b"]
    assert root.find(f"{Q}Sets") is None


def test_without_themes_there_is_no_codebook(empty: KnowledgeBase, edition: Edition) -> None:
    assert export_refi_qda(empty, edition) == {}
