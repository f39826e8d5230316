"""YAML in, rules and places out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.load import located_yaml, sound_yaml
from generator.load.limits import MAX_VALUES
from generator.load.located_yaml import LocatedDocument, parse_bytes, read_yaml
from generator.load.sound_yaml import NeedsACloserLook, read_sound

Faults = list[tuple[str, int, int]]


def _read(folder: Path, content: str | bytes) -> LocatedDocument:
    path = folder / "x.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path, "content/x.yml")


def _faults(document: LocatedDocument) -> Faults:
    return [(found.rule, found.location.line, found.location.column) for found in document.diagnostics]


FIRES: list[tuple[str | bytes, Faults]] = [
    ("a: 1\nb:\n  c: 1\n  c: 2\n", [("yaml-duplicate-key", 4, 3)]),
    ("1: x\ntrue: x\nnull: x\n", [("yaml-key", 1, 1), ("yaml-key", 2, 1), ("yaml-key", 3, 1)]),
    ("? [a]\n: b\nc: 1\n", [("yaml-key", 1, 3)]),
    ("a: &x 1\nb: *x\n", [("yaml-alias", 1, 4), ("yaml-alias", 2, 4)]),
    ("a:\n  <<: {b: 1}\n", [("yaml-alias", 2, 3)]),
    ("a: !thing x\nb: !!str 1\n", [("yaml-tag", 1, 4), ("yaml-tag", 2, 4)]),
    ("%YAML 1.2\n---\na: 1\n", [("yaml-directive", 1, 1)]),
    ("a: 1\n---\nb: 1\n", [("yaml-documents", 2, 1)]),
    ("a:\n\tb: 1\n", [("yaml-tab", 2, 1)]),
    ("a: x\n\tb: 1\n", [("yaml-tab", 2, 1)]),
    ("a: {\n\tb: 1}\n", [("yaml-tab", 2, 1)]),
    ("a: 1\nb: 'open\nc: 1\n", [("yaml-syntax", 2, 4)]),
    ('a: "x" y\n', [("yaml-syntax", 1, 8)]),
    ("a: b: c\n", [("yaml-syntax", 1, 5)]),
    ("a: [1, 2\nb: 3\n", [("yaml-syntax", 1, 4)]),
    ("a: @x\n", [("yaml-syntax", 1, 4)]),
    ("a: *x*\n", [("yaml-syntax", 1, 4)]),
    ("a: yes\nb: b: c\n", [("yaml-ambiguous", 1, 4), ("yaml-syntax", 2, 5)]),
    (b"a: 1\nb: caf\xe9 x\nc: \xff\n", [("text-encoding", 2, 7), ("text-encoding", 3, 4)]),
    (b"\xef\xbb\xbfa: 1\n", [("text-encoding", 1, 1)]),
    ("a: 1\n".encode("utf-16"), [("text-encoding", 1, 1)]),
    ("a: 1\n".encode("utf-16-be"), [("text-encoding", 1, 1)]),
    ("a: 1\n".encode("utf-32"), [("text-encoding", 1, 1)]),
    ("a: x\x00y\nb: \x07\nc: x\u2028y\n", [("text-control", 1, 5), ("text-control", 2, 4), ("text-control", 3, 5)]),
    ("[" * 3000, [("yaml-depth", 1, 61)]),
    (f"a: {'x' * 200_001}\n", [("yaml-too-long", 1, 4)]),
    ("#" * 5_000_001, [("yaml-too-large", 0, 0)]),
    ("a: 1234567890123456789\n", [("yaml-number", 1, 4)]),
    ("a: pain #1\nb: #2\nc:\n  - x #y\n", [(rule, *at) for rule, at in [
        ("yaml-lost-comment", (1, 9)), ("yaml-lost-comment", (2, 4)), ("yaml-lost-comment", (4, 7)),
    ]]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "faults"), FIRES)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_fires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str, content: str | bytes, faults: Faults
) -> None:
    monkeypatch.setattr(located_yaml, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    document = _read(tmp_path, content)
    assert _faults(document) == faults
    assert all(found.message and str(found.location).startswith("content/x.yml") for found in document.diagnostics)


QUIET: list[tuple[str | bytes, object]] = [
    ("", None),
    ("# a comment\n", None),
    ("a: 1\nb: {a: 1}\n", {"a": 1, "b": {"a": 1}}),
    ('"1": x\n"yes": y1\n"<<": z\n', {"1": "x", "yes": "y1", "<<": "z"}),
    ('a: "*x"\nb: "&x"\nc: a*b & c\n', {"a": "*x", "b": "&x", "c": "a*b & c"}),
    ("---\na: 1\n...\n", {"a": 1}),
    ("a: |\n  x\n  \ty\nb: 1\n", {"a": "x\n\ty\n", "b": 1}),
    ("a: 'x\n\ty'\n", {"a": "x y"}),
    ("a: it's\r\nb: 'it''s'\r\n", {"a": "it's", "b": "it's"}),
    ("a: pain # a comment\nb: pain#1\nc: 'pain #1'\nd: x #\n", {"a": "pain", "b": "pain#1", "c": "pain #1", "d": "x"}),
    ("a: null\nb: ~\nc:\nd: true\ne: false\n", {"a": None, "b": None, "c": None, "d": True, "e": False}),
    ("a: 0\nb: -7\nc: 123456789012345678\nd: 1.50\n", {"a": 0, "b": -7, "c": 123456789012345678, "d": 1.5}),
    ("a: 511-512\nb: 1.2.3\nc: 10.1080/x\n", {"a": "511-512", "b": "1.2.3", "c": "10.1080/x"}),
    ("a: ۱۲\nb: 1a\nc: -\u00a0x\n", {"a": "۱۲", "b": "1a", "c": "-\u00a0x"}),
    *((f"a: {part * 60_000}x\n", None) for part in ("1", "1_", "1.", "1:1", "_1e")),  # and in no time
    ("a: " + "[" * 58 + "]" * 58, None),
    (f"a: '{'x' * 200_000}'\n", None),
    ("a: \u202bسلام\u202c e\u0301 \ufb01\n", {"a": "\u202bسلام\u202c e\u0301 \ufb01"}),
]  # fmt: skip


@pytest.mark.parametrize(("content", "data"), QUIET)
def test_does_not_fire(tmp_path: Path, content: str | bytes, data: object) -> None:
    document = _read(tmp_path, content)
    assert not document.diagnostics
    assert document.complete
    if data is not None:
        assert document.data == data


AMBIGUOUS = (
    "yes No ON off y N True TRUE False Null NULL 2020-01-01 2020-1-1T10:00:00Z 1e3 1.5E-3 0o7 007 08 0x1F 0b1 12:30 "
    "1:2:3.5 1_000 1_0.5 .5 1. 01.5 .inf -.INF .nan ="
)


@pytest.mark.parametrize("word", [*AMBIGUOUS.split(" "), "2020-01-01 10:00:00"])
def test_ambiguous_words(tmp_path: Path, word: str) -> None:
    document = _read(tmp_path, f"a: {word}\nb: '{word}'\n")
    assert _faults(document) == [("yaml-ambiguous", 1, 4)]
    assert document.data == {"a": word, "b": word}
    assert "quotation marks" in document.diagnostics[0].hint


def test_five_faults_in_one_run(tmp_path: Path) -> None:
    document = _read(tmp_path, "a: yes\na: 1\nb: &x 1\nc:\n  - ok\n  - pain #1\n1: z\n")
    assert _faults(document) == [
        ("yaml-ambiguous", 1, 4),
        ("yaml-duplicate-key", 2, 1),
        ("yaml-alias", 3, 4),
        ("yaml-lost-comment", 6, 10),
        ("yaml-key", 7, 1),
    ]


def test_positions_of_keys_and_values(tmp_path: Path) -> None:
    document = _read(tmp_path, "themes:\n  - id: a\n    label: x\n  - {id: b,  label: y}\n")
    assert str(document.positions["themes", 1, "label"]) == "content/x.yml:4:21 (themes[1].label)"
    assert str(document.key_positions["themes", 1, "label"]) == "content/x.yml:4:14 (themes[1].label)"
    assert str(document.positions["themes", 0]) == "content/x.yml:2:5 (themes[0])"
    assert str(document.positions[()]) == "content/x.yml:1:1"


def test_positions_stay_those_of_the_first_key_and_document(tmp_path: Path) -> None:
    document = _read(tmp_path, "a: {b: 1}\na: {b: 2}\n---\na: {b: 3}\n")
    assert document.positions["a", "b"].line == 1
    assert document.data == {"a": {"b": 1}}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    document = read_yaml(tmp_path / "none.yml", "none.yml")
    assert _faults(document) == [("file-unreadable", 0, 0)]


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_quoted_text_comes_back_to_the_letter(tmp_path: Path, text: str) -> None:
    # JSON leaves these as they are, and writes a sign beyond U+FFFF as two escapes, which YAML has not.
    quoted = re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", _escape, json.dumps(text, ensure_ascii=False))
    document = _read(tmp_path, f"a: {quoted}\n")
    assert not document.diagnostics
    assert document.data == {"a": text}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(), st.text(alphabet="ab:-#'\"[]{}&*!|>%@`?,\t\n \\<~1\r").map(str.encode)))
def test_never_a_traceback(tmp_path: Path, raw: bytes) -> None:
    document = _read(tmp_path, raw)
    assert document.complete or document.diagnostics


SCRAPS = (
    *(
        "a: ",
        "b: ",
        "- ",
        "x",
        "7",
        "7.0",
        "no",
        "{a: 1}",
        "[1, b]",
        "\n",
        "\n  ",
        "&x ",
        "*x",
        "!t ",
        "'q'",
        '"q',
        '"',
    ),
    *("<<: ", "? ", " #", "# ", "---\n", "...", "|\n", ">-\n  ", ", ", ": ", "~", "\t"),
)


def _agrees(raw: bytes) -> bool:
    """Return whether a file is read without a closer look; then it has no fault, and holds what a closer look finds."""
    try:
        data = read_sound(raw)
    except NeedsACloserLook:
        return False
    document = parse_bytes(raw, "content/x.yml")
    assert document.complete
    assert not document.diagnostics
    assert repr(data) == repr(document.data)
    return True


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_every_fault_gets_a_closer_look(monkeypatch: pytest.MonkeyPatch, loader: str) -> None:
    monkeypatch.setattr(sound_yaml, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    for content, faults in FIRES:
        if faults[0][0] == "yaml-too-large":  # Told by whoever reads the file from the disk.
            continue
        assert not _agrees(content if isinstance(content, bytes) else content.encode())
    for word in AMBIGUOUS.split():
        assert not _agrees(f"a: {word}\n".encode())
        assert not _agrees(f"{word}: a\n".encode())
    for length, read in ((200_000, True), (200_001, False)):
        assert _agrees(f"a: ['{'x' * length}']\n".encode()) == read
    for values, read in ((MAX_VALUES - 2, True), (MAX_VALUES - 1, False)):
        assert _agrees(f"a: [{'a,' * values}]\n".encode()) == read


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_what_has_no_fault_is_read_alike_without_a_closer_look(monkeypatch: pytest.MonkeyPatch, loader: str) -> None:
    monkeypatch.setattr(sound_yaml, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    raws = [content if isinstance(content, bytes) else content.encode() for content, _ in QUIET]
    assert sum(map(_agrees, raws)) > len(raws) / 2


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(alphabet="ab1:-#'\"[]{}&*!|>%?,\t\n  \n"),
        st.lists(
            st.sampled_from(SCRAPS),
            max_size=14,
        ).map("".join),
    )
)
def test_without_a_closer_look_nothing_is_read_otherwise(text: str) -> None:
    _agrees(text.encode())


@pytest.mark.content
def test_the_files_of_this_project_need_no_closer_look() -> None:
    paths = [*(Path(__file__).parents[2] / "content").rglob("*.yml")]
    assert len(paths) > 40
    assert all(_agrees(path.read_bytes()) for path in paths)
