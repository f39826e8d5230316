"""The pictures: nothing overlaps or is cut off, numbers are those of the knowledge base, text stays text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.build import build, check_project
from generator.config import Edition
from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import Range, Text
from generator.render.badges import SHAPES, StudyBadge, view_badges
from generator.render.pictures import citation_network, exposure, exposure_view, text_lines, theme_tree
from generator.render.pictures import network_view as network
from generator.render.urls import PageLinks, Target

PROJECT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"
TAGS = {SVG + name for name in ("svg", "g", "a", "path", "circle", "polygon", "text", "tspan")}
Box = tuple[float, float, float, float]

sized = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    """The knowledge base of this repository, as it stands."""
    return check_project(PROJECT).base


def links() -> PageLinks:
    return PageLinks("anywhere/index.md")


def forms(markup: str) -> list[str]:
    """The picture, or its wide and its narrow form."""
    return re.findall(r"<svg.*?</svg>", markup, re.DOTALL)


def parse(markup: str) -> ET.Element:
    """The only or the wide form."""
    return ET.fromstring(forms(markup)[0])


def has(element: ET.Element, css: str) -> bool:
    return css in element.get("class", "").split()


def drawn(root: ET.Element, css: str) -> int:
    return sum(1 for element in root.iter() if has(element, css))


def words(root: ET.Element) -> list[str]:
    """Each text of a picture, whole."""
    return ["".join(text.itertext()) for text in root.iter(SVG + "text")]


@cache
def style_of(css: str) -> dict[str, str]:
    """What the style sheet says of a class of text: size in pixels, weight, anchor."""
    sheet = (PROJECT / "generator/assets/styles/30-pictures.css").read_text(encoding="utf-8")
    rules = re.findall(rf"^\.{css} {{(.*?)}}", sheet, re.MULTILINE)
    return {name: value.removesuffix("px") for rule in rules for name, value in re.findall(r"([\w-]+): ([^;]+);", rule)}


def set_in(root: ET.Element) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """Each text with its size, weight and anchor: as the nearest group, its attributes and the style sheet give them."""

    def walk(element: ET.Element, given: dict[str, str]) -> Iterator[tuple[ET.Element, dict[str, str]]]:
        given = {**given, **element.attrib}
        if element.tag == SVG + "text":
            for css in element.get("class", "").split():
                given |= style_of(css)
            yield element, given
        for child in element:
            yield from walk(child, given)

    yield from walk(root, {"font-weight": "400", "text-anchor": "start"})


def text_box(text: ET.Element, style: dict[str, str]) -> Box:
    """The box of all lines of a text, as wide as the text may become."""
    size = float(style["font-size"])
    boxes = []
    for line in (text, *text.findall(SVG + "tspan")):
        if line.get("font-size") == "0":
            continue
        x, y = float(line.get("x", "")), float(line.get("y", ""))
        width = text_lines.text_width(line.text or "", size, bold=style["font-weight"] == "700")
        x -= {"start": 0.0, "middle": width / 2, "end": width}[style["text-anchor"]]
        boxes.append((x, y - 0.85 * size, x + width, y + 0.25 * size))
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def points(element: ET.Element) -> Iterator[tuple[float, float]]:
    """Points of a shape's outline; of a curve a few on its way."""
    if element.tag == SVG + "circle":
        x, y, r = (float(element.get(name, "")) for name in ("cx", "cy", "r"))
        yield from ((x - r, y - r), (x + r, y + r))
    elif element.tag == SVG + "polygon":
        for pair in element.get("points", "").split():
            x, y = map(float, pair.split(","))
            yield x, y
    elif element.tag == SVG + "path":
        yield from path_points(element.get("d", ""))


def path_points(data: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, arguments in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [float(n) for n in arguments.split()]
        assert command in "MLHVQCZ", "only absolute commands, so that this can follow them"
        if command == "C":
            x1, y1, x2, y2, x3, y3 = numbers
            for step in range(1, 10):
                t = step / 10
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                yield a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3
        if command == "H":
            x = numbers[0]
        elif command == "V":
            y = numbers[0]
        elif command != "Z":
            x, y = numbers[-2:]
        yield x, y


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def check_geometry(markup: str) -> ET.Element:
    """No two texts overlap, nothing leaves the picture, no type is too small; returns the widest form."""
    wide, *_ = [_check_geometry(form) for form in forms(markup)]
    return wide


def _check_geometry(markup: str) -> ET.Element:
    root = ET.fromstring(markup)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    styled = list(set_in(root))
    texts = [text for text, _ in styled]
    boxes = [text_box(text, style) for text, style in styled]
    for (text, style), (left, top, right, bottom) in zip(styled, boxes, strict=True):
        assert float(style["font-size"]) >= 11
        shown = "".join(text.itertext())
        assert left >= 0 and top >= 0 and right <= width + 0.5 and bottom <= height, f"{shown!r} leaves the picture"
    for (a, box_a), (b, box_b) in combinations(zip(texts, boxes, strict=True), 2):
        assert not overlap(box_a, box_b), f"{''.join(a.itertext())!r} overlaps {''.join(b.itertext())!r}"
    for element in root.iter():
        for x, y in points(element):
            assert -0.5 <= x <= width + 0.5 and -0.5 <= y <= height + 0.5, ET.tostring(element)
    return root


def check_links(root: ET.Element, used: PageLinks) -> None:
    """Every link came from the page's `href`, and has a name."""
    fresh = PageLinks(used.page)
    made = {str(fresh.href(target)) for target in used.used}
    anchors = list(root.iter(SVG + "a"))
    assert anchors
    assert {a.get("href") for a in anchors} == made
    assert all(words(a) for a in anchors)


def check_safe(root: ET.Element) -> None:
    """Nothing but shapes, texts and links; nothing that a policy against inline code would refuse."""
    for element in root.iter():
        assert element.tag in TAGS
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


# Made-up views ---------------------------------------------------------------------------------------


def _is_text(value: str) -> bool:
    try:
        TypeAdapter(Text).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


hostile = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(alphabet="<>&\"'`*_{}[]()#|:\\/ \n\tab-", min_size=1, max_size=60),
    st.sampled_from(["</text><script>alert(1)</script>", "a]]>b", "&amp;", "<!-- x", "\r\n a", "x\u0301" * 200]),
).filter(_is_text)

plain = st.text(alphabet="abcdefghijklmnop MWi-", min_size=1, max_size=110).filter(str.strip)


@st.composite
def trees(draw: st.DrawFn, labels: st.SearchStrategy[str] = plain) -> theme_tree.TreeView:
    """A tree of one to three levels."""
    depth = draw(st.integers(1, 3))
    count = iter(range(10_000))

    def nodes(level: int, most: int) -> tuple[theme_tree.TreeNode, ...]:
        return tuple(
            theme_tree.TreeNode(
                draw(labels),
                ("theme", "subtheme", "code")[level],
                Target("studies/x.md", f"theme-{next(count)}"),
                draw(st.integers(0, 3) | st.integers(0, 999)),
                nodes(level + 1, 3) if level + 1 < depth and draw(st.booleans()) else (),
            )
            for _ in range(draw(st.integers(1, most)))
        )

    return theme_tree.TreeView("X 2020", 1, nodes(0, 4))


def badge(i: int, name: str) -> StudyBadge:
    target = Target(f"studies/s{i}.md")
    return StudyBadge(f"s{i}", name, name[:2], SHAPES[i % 5], i % 5 + 1, "Qualitative study", target)


@st.composite
def networks(draw: st.DrawFn, most: int = 12, labels: st.SearchStrategy[str] = plain) -> network.NetworkView:
    number = draw(st.integers(2, most))
    studies = tuple(network.NetworkStudy(badge(i, draw(labels)), 2000 + i, draw(st.booleans())) for i in range(number))
    pairs = [(f"s{b}", f"s{a}") for a, b in combinations(range(number), 2)]
    works = tuple(
        network.SharedWork(
            draw(labels), draw(labels), Target("references/index.md", f"ref-{i}"), draw(st.sampled_from(pairs))
        )
        for i in range(draw(st.integers(0, most)))
    )
    return network.NetworkView(studies, tuple(draw(st.lists(st.sampled_from(pairs), unique=True))), works)


months = st.one_of(
    st.none(),
    st.floats(0.1, 900).map(lambda low: Range(min=low)),
    st.integers(0, 900).map(lambda high: Range(max=high)),
    st.tuples(st.floats(0, 90), st.integers(90, 2000)).map(lambda ends: Range(min=ends[0], max=ends[1])),
)


@st.composite
def exposures(draw: st.DrawFn, most: int = 12, labels: st.SearchStrategy[str] = plain) -> exposure_view.ExposureView:
    times = [Range(min=6, max=7), Range(min=18), *draw(st.lists(months, max_size=most - 2))]
    studies = [
        exposure_view.ExposureStudy(
            badge(i, draw(labels)), time, "not reported" if time is None else "at least 1.5 years"
        )
        for i, time in enumerate(times)
    ]
    studies.sort(key=lambda study: study.middle)
    ids = st.sampled_from([study.badge.id for study in studies])
    joined = st.dictionaries(st.sampled_from(["for", "adds", "against"]), st.integers(1, 9), min_size=1)
    themes = []
    for i in range(draw(st.integers(1, 8))):
        joins = draw(st.dictionaries(ids, joined))
        remarks = draw(st.frozensets(ids)) - joins.keys()
        themes.append(exposure_view.ExposureTheme(draw(labels), Target(f"themes/t{i}.md"), joins, remarks))
    return exposure_view.ExposureView(tuple(studies), tuple(themes))


# Text ------------------------------------------------------------------------------------------------


@sized
@given(hostile, st.floats(20, 300), st.booleans())
def test_lines_joined_are_the_text_and_fit(text: str, width: float, bold: bool) -> None:
    lines = text_lines.wrap(text, width, 14, bold=bold)
    assert "".join(lines) == text
    for line in lines:
        assert len(re.sub(r"\W", "", line)) <= 1 or text_lines.text_width(line.strip(), 14, bold=bold) <= width


def greedy(text: str, width: float, bold: bool) -> list[str]:
    """The plainest way to set words in lines: each goes on the line as long as it fits."""
    lines = [""]
    for word in re.findall(r"\S+\s*", text):
        if lines[-1] and text_lines.text_width((lines[-1] + word).rstrip(), 14, bold=bold) > width:
            lines.append("")
        lines[-1] += word
    return lines


@sized
@given(
    st.lists(st.text("abWil’é", min_size=1, max_size=8), min_size=1, max_size=12), st.floats(150, 300), st.booleans()
)
def test_there_are_no_more_lines_than_needed_and_they_are_even(words: list[str], width: float, bold: bool) -> None:
    text = " ".join(words)
    lines = text_lines.wrap(text, width, 14, bold=bold)
    assert len(lines) == len(greedy(text, width, bold))
    longest = max(text_lines.text_width(line.rstrip(), 14, bold=bold) for line in lines)
    narrower = longest - 2
    whole = all(text_lines.text_width(word, 14, bold=bold) <= narrower for word in words)
    # Lines that are only a little narrower would be more, or cut a word.
    assert len(lines) == 1 or narrower <= width / 2 or not whole or len(greedy(text, narrower, bold)) > len(lines)


def test_words_stay_whole_where_they_fit() -> None:
    assert text_lines.wrap("Staying in the job, and enjoying it", 200, 14) == (
        "Staying in the job, ",
        "and enjoying it",
    )
    assert text_lines.wrap("Defenseless", 200, 14) == ("Defenseless",)


def test_measured_width_is_not_below_that_of_the_widest_system_face() -> None:
    # Widths that Chromium measures for DejaVu Sans of 100 px.
    for text, width in {"The doctor I want to be": 1125, "MMM": 259, "illi": 111, "0123456789": 636}.items():
        assert text_lines.text_width(text, 100) >= width


@sized
@given(hostile)
def test_any_text_comes_out_verbatim(label: str) -> None:
    one = theme_tree.TreeNode(label, "theme", Target("studies/x.md", "theme-1"), 1)
    tree = theme_tree.draw_theme_tree(theme_tree.TreeView("X", 1, (one,)), links().href)
    study = network.NetworkStudy(badge(0, label), 2000, True)
    other = network.NetworkStudy(badge(1, "Other"), 2001, True)
    work = network.SharedWork("Work 1990", label, Target("references/index.md", "ref-x"), ("s0", "s1"))
    net = citation_network.draw_network(network.NetworkView((study, other), (("s1", "s0"),), (work,)), links().href)
    times = tuple(exposure_view.ExposureStudy(badge(i, label), Range(min=6 + i, max=9), label) for i in range(2))
    theme = exposure_view.ExposureTheme(label, Target("themes/t.md"), {"s0": {"for": 1}}, frozenset())
    picture = exposure.draw_exposure(exposure_view.ExposureView(times, (theme,)), links().href)
    for markup, often in zip(forms(tree + net + picture), (1, 1, 2, 5, 3), strict=True):
        root = parse(markup)
        check_safe(root)
        assert words(root).count(label) >= often
        assert any(label in words(a) for a in root.iter(SVG + "a"))
        # What Markdown makes of it as a part of a page is the same picture.
        page = markdown.markdown(f"# A\n\n<figure>\n{markup}\n</figure>\n\nText\n", extensions=["attr_list", "toc"])
        assert str(markup) in page


# Geometry --------------------------------------------------------------------------------------------


@sized
@given(trees())
def test_trees_of_any_size(view: theme_tree.TreeView) -> None:
    used = links()
    root = check_geometry(theme_tree.draw_theme_tree(view, used.href))
    check_links(root, used)
    assert used.used == {node.target for node in view.nodes}
    assert view.says


@sized
@given(networks())
def test_networks_of_any_size(view: network.NetworkView) -> None:
    used = links()
    root = check_geometry(citation_network.draw_network(view, used.href))
    check_links(root, used)
    assert drawn(root, "em-svg-head") == len(view.citations)
    assert view.left_out == ""


@sized
@given(exposures(10))
def test_exposures_of_any_size(view: exposure_view.ExposureView) -> None:
    used = links()
    root = check_geometry(exposure.draw_exposure(view, used.href))
    check_links(root, used)
    assert view.says and view.limits and view.left_out == ""


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks(50), exposures(50))
def test_what_has_no_room_is_left_out_and_said(net: network.NetworkView, times: exposure_view.ExposureView) -> None:
    root = check_geometry(citation_network.draw_network(net, links().href))
    shown = [a for a in root.iter(SVG + "a") if "studies/" in a.get("href", "")]
    assert len(shown) == min(len(net.studies), network.MOST_STUDIES)
    assert bool(net.left_out) == (len(net.studies) > network.MOST_STUDIES or len(net.works) > network.MOST_WORKS)
    root = check_geometry(exposure.draw_exposure(times, links().href))
    shown = [a for a in root.iter(SVG + "a") if "studies/" in a.get("href", "")]
    assert len(shown) == min(len(times.studies), exposure_view.MOST_STUDIES)
    assert bool(times.left_out) == (len(times.studies) > exposure_view.MOST_STUDIES)


# Time ------------------------------------------------------------------------------------------------


def test_open_ends_and_silence_are_drawn_as_such() -> None:
    known = [Range(min=6, max=7), Range(max=12), Range(min=18), None]
    studies = tuple(exposure_view.ExposureStudy(badge(i, f"S{i}"), time, f"words {i}") for i, time in enumerate(known))
    theme = exposure_view.ExposureTheme(
        "T", Target("themes/t.md"), {"s2": {"against": 1}, "s1": {"adds": 2}}, frozenset({"s3"})
    )
    view = exposure_view.ExposureView(studies, (theme,))
    root = parse(exposure.draw_exposure(view, links().href))
    assert (drawn(root, "em-svg-open"), drawn(root, "em-svg-cap"), drawn(root, "em-svg-unknown")) == (2, 2, 1)
    assert {"words 0", "words 1", "words 2", "words 3", "?", "3 months", "1 year", "2 years"} <= set(words(root))
    assert "Told first in S1, words 1" in words(root)
    assert view.says.endswith(
        "On 1 theme the study with the longest time (S2, words 2) has only what speaks against: “T”."
    )


def test_the_scale_keeps_its_distances() -> None:
    axis = exposure._Axis(exposure.TICKS[2:9], 10)
    assert axis.y(6) - axis.y(12) == pytest.approx(axis.y(60) - axis.y(120))
    assert axis.y(3) == 10 + exposure.SCALE and axis.y(240) == 10


# The real knowledge base -----------------------------------------------------------------------------


@pytest.mark.content
def test_theme_trees_count_what_the_knowledge_base_holds(real: KnowledgeBase) -> None:
    for study in real.studies.values():
        view = theme_tree.view_tree_picture(real, study, 1)
        if not study.themes:
            assert view is None
            continue
        assert view is not None
        used = links()
        root = check_geometry(theme_tree.draw_theme_tree(view, used.href))
        check_links(root, used)
        check_safe(root)
        by_id = {quote.id: quote for quote in study.quotes}

        def first(quote_id: str, by_id: dict = by_id) -> str:  # type: ignore[type-arg]
            earlier = by_id[quote_id].same_as or by_id[quote_id].excerpt_of
            return first(earlier) if earlier else quote_id

        expected = []
        for node in (node for theme in study.themes for node in theme.walk()):
            below = {n.id for n in node.walk()}
            number = len({first(q.id) for q in study.quotes if below & set(q.illustrates)})
            expected.append([str(number), node.label])
        assert sorted(words(a) for a in root.iter(SVG + "a")) == sorted(expected)


@pytest.mark.content
def test_network_draws_every_citation(real: KnowledgeBase) -> None:
    view = network.view_network(real)
    used = links()
    root = check_geometry(citation_network.draw_network(view, used.href))
    check_links(root, used)
    check_safe(root)
    cites = {(s.id, e.key) for s in real.studies.values() for e in s.references.entries if e.key in real.studies}
    assert set(view.citations) == cites and drawn(root, "em-svg-head") == len(cites)
    shared = {
        key
        for key in real.references
        if key not in real.studies
        and sum(any(e.key == key for e in s.references.entries) for s in real.studies.values()) > 1
    }
    assert {work.target.anchor for work in view.works} == {f"ref-{key}" for key in shared}
    lines = drawn(root, "em-svg-arc") - len(cites)
    assert lines == sum(len(work.cited_by) for work in view.works)
    assert view.incomplete == tuple(s.short_name for s in real.studies.values() if s.references.list != "complete")


@pytest.mark.content
def test_exposure_draws_every_join(real: KnowledgeBase) -> None:
    view = exposure_view.view_exposure(real)
    assert view is not None
    used = links()
    root = check_geometry(exposure.draw_exposure(view, used.href))
    check_links(root, used)
    check_safe(root)
    joins = {(m.cross_theme.id, m.mapping.study, m.mapping.translation) for m in real.mappings}
    key = 1  # each sign stands once more in the legend
    assert drawn(root, "em-svg-plus") - key == sum(t == "line_of_argument" for *_, t in joins)
    assert drawn(root, "em-svg-cross") - key == sum(t == "refutational" for *_, t in joins)
    assert drawn(root, "em-svg-remark") - key == sum(
        not real.mappings_to(theme.id, account.study) for theme in real.themes.values() for account in theme.accounts
    )
    assert sum(sum(n.values()) for t in view.themes for n in t.joins.values()) == len(real.mappings)
    badges = view_badges(real)
    assert [s.badge for s in view.studies if s.months is None] == [
        badges[s.id]
        for s in real.studies.values()
        if s.balint_group.exposure_months is None or s.balint_group.exposure_months.value is None
    ]


# On the pages ----------------------------------------------------------------------------------------


def test_pages_hold_the_pictures_and_know_their_links(small: Path) -> None:
    edition = Edition("T", "", "1", "2026-01-01", "", "CC BY 4.0", "https://x.test/", "E")
    built = build(small, edition)
    assert not built.report.errors
    study = built.pages["studies/alpha2020.md"]
    assert 'aria-describedby="picture-tree-caption"' in study.markdown and 'id="picture-tree-caption"' in study.markdown
    for page in built.pages.values():
        for picture in re.findall(r"<svg.*?</svg>", page.markdown):
            root = check_geometry(picture)
            check_safe(root)
            fresh = PageLinks(page.uri)
            assert {a.get("href") for a in root.iter(SVG + "a")} <= {str(fresh.href(t)) for t in page.links}


# Colour ----------------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_can_be_told_from_the_paper(scheme: str) -> None:
    sheet = (PROJECT / "generator/assets/styles/10-base.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', sheet, re.DOTALL)
    assert block is not None
    colours = dict(re.findall(r"--((?:em|md)-[\w-]+): (#[0-9a-f]{6});", block[1]))
    paper = colours["em-paper"]
    tones = [colours[f"em-tone-{i}"] for i in range(1, 6)]
    for colour in (colours["em-ink"], colours["em-quiet"], colours["em-voice"], colours["em-link"], *tones):
        assert contrast(colour, paper) >= 4.5
    assert all(contrast(colours["em-on-tone"], tone) >= 4.5 for tone in tones)
    assert contrast(colours["md-default-fg-color--lighter"], paper) >= 3
