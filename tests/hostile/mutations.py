"""Several hundred ways to break a valid project, each with the file and the lines that must be named.

Every mutation of a YAML file is tried at places drawn with a fixed seed, so that a run can be repeated.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Mutation:
    """One change of a project, and what must be said of it."""

    name: str
    path: str
    """The file that must be named."""
    lines: frozenset[int]
    """One of these must be named; empty where the whole file is wrong."""
    change: Callable[[Path], object]
    """Makes the change in the project below a folder."""


@dataclass(frozen=True)
class Slot:
    """A value of one line in a YAML file."""

    line: int
    start: int
    end: int
    plain_line: bool
    """Whether it ends its line in block style: what comes behind it then matters to nothing else."""


def slots(text: str) -> list[Slot]:
    """Return every scalar of one line that is the value of a key."""
    found = []
    waiting = [yaml.compose(text, yaml.SafeLoader)]
    lines = text.split("\n")
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(value, yaml.ScalarNode):
                    waiting.append(value)
                elif value.start_mark.line == value.end_mark.line == key.start_mark.line:
                    end = value.end_mark
                    alone = not node.flow_style and not lines[end.line][end.column :].strip()
                    found.append(Slot(end.line + 1, value.start_mark.index, end.index, alone))
    return sorted(found, key=lambda slot: slot.start)


def write(path: str, content: str | bytes) -> Callable[[Path], object]:
    """Return the change that gives a file this content."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)

    return change


VALUES: dict[str, str] = {
    "anchor": "&a x",
    "alias": "*a",
    "alias-in-list": "[*a, *a]",
    "merge": "{<<: {a: b}}",
    "python-object": '!!python/object/apply:os.system ["true"]',
    "python-name": "!!python/name:os.system x",
    "binary": "!!binary aGVsbG8=",
    "own-tag": "!thing x",
    "str-tag": "!!str x",
    "timestamp-tag": '!!timestamp "2024-02-30"',
    "float-tag": "!!float x",
    "set": "!!set {a, b}",
    "yes": "yes",
    "No": "No",
    "on": "on",
    "OFF": "OFF",
    "y": "y",
    "True": "True",
    "exponent": "1e3",
    "octal": "0o17",
    "old-octal": "017",
    "hex": "0x1F",
    "sexagesimal": "12:30:45",
    "impossible-day": "2024-02-30",
    "impossible-time": "2024-02-28T25:61:61",
    "year-zero": "0000-00-00",
    "inf": ".inf",
    "nan": ".NaN",
    "underscores": "1_000",
    "huge-integer": "9" * 5_000,
    "huge-float": "9" * 400 + ".5",
    "million-digits": "1" * 1_000_000,
    "minus": "-" + "9" * 30,
    "at-sign": "@x",
    "back-tick": "`x",
    "percent": "%x",
    "bad-escape": r'"a\q"',
    "short-escape": r'"a\x1"',
    "after-quote": '"a" b',
    "nul-escape": r'"a\0b"',
    "bell-escape": r'"a\a"',
    "escape-escape": r'"a\e[31m"',
    "surrogate-escape": r'"a\ud800"',
    "surrogate-pair": r'"\ud83d\ude00"',
    "non-character": r'"a\uffff"',
    "beyond-unicode": r'"\U00110000"',
    "long-text": '"' + "x" * 200_001 + '"',
    "empty": '""',
    "blank": '"  \t "',
    "deep-flow": "[" * 10_000,
    "deep-closed-flow": "[" * 500 + "]" * 500,
    "deep-mappings": "{a: " * 10_000,
    "nel": "a\x85b",
    "line-separator": '"a\u2028b"',
    "paragraph-separator": "'a\u2029b'",
    "bom-inside": '"a\ufeffb"',
    "delete": '"a\x7fb"',
    "c1": '"a\x9bb"',
    "no-character": '"a\ufffeb"',
}
"""Values that are wrong wherever they stand; some are wrong only where text is asked for."""

LINE_VALUES: dict[str, str] = {
    "lost-tail": "pain #1",
    "lost-all": "#1",
    "colon": "a: b",
    "open-double": '"a',
    "open-single": "'a",
    "open-list": "[a, b",
    "open-mapping": "{a: b",
    "closing-bracket": "a\n] b",
    "header-of-block": "| text",
    "bad-indicator": "|10",
    "list-here": "- a",
    "question": "? a",
    "tab-value": "a\n\tb",
    "alias-open": "*",
    "anchor-open": "&",
}
"""Values that are wrong at the end of a line in block style."""

RAW: dict[str, bytes] = {
    "latin-1": b'"caf\xe9"',
    "overlong": b'"a\xc0\xafb"',
    "utf8-surrogate": b'"a\xed\xa0\x80b"',
    "cut-sequence": b'"a\xf0\x9f\x98"',
    "nul": b'"a\x00b"',
    "bell": b'"a\x07b"',
    "escape": b'"a\x1b[2Jb"',
}
"""Values in bytes that are no text."""

OPTIONAL_EMPTY = ("empty", "blank")


def in_value(path: str, text: str, name: str, new: str | bytes, slot: Slot) -> Mutation:
    """Return the mutation that puts something in the place of one value."""
    raw = new if isinstance(new, bytes) else new.encode("utf-8", "surrogatepass")
    made = text[: slot.start].encode() + raw + text[slot.end :].encode()
    return Mutation(f"{path}:{slot.line}:{name}", path, frozenset({slot.line, slot.line + 1}), write(path, made))


def of_values(path: str, text: str, seed: int, places: int = 1) -> Iterator[Mutation]:
    """Yield every wrong value, each at some places of a file."""
    draw = random.Random(seed)
    found = slots(text)
    quoted = [slot for slot in found if text[slot.start] == '"']
    alone = [slot for slot in found if slot.plain_line]
    for name, value in (VALUES | RAW).items():  # type: ignore[operator]
        for slot in draw.sample(quoted, min(places, len(quoted))):
            yield in_value(path, text, name, value, slot)
    for name, value in LINE_VALUES.items():
        for slot in draw.sample(alone, min(places, len(alone))):
            yield in_value(path, text, name, value, slot)


def of_lines(path: str, text: str, seed: int, places: int = 2) -> Iterator[Mutation]:
    """Yield what can be done to the lines of a block: keys doubled, unknown, misspelt, lost; indentation."""
    draw = random.Random(seed)
    lines = text.split("\n")
    keys = [
        slot.line - 1 for slot in slots(text) if slot.plain_line and not lines[slot.line - 1].lstrip().startswith("-")
    ]
    first = next(number for number, line in enumerate(lines) if line[:1].isalpha())

    def mutation(name: str, changed: list[str], *named: int) -> Mutation:
        return Mutation(f"{path}:{named[0]}:{name}", path, frozenset(named), write(path, "\n".join(changed)))

    for number in draw.sample(keys, min(places, len(keys))):
        line = lines[number]
        pad = line[: len(line) - len(line.lstrip())]
        key = line.strip().partition(":")[0]
        at = number + 1
        before, after = lines[:number], lines[number + 1 :]
        yield mutation("twice", [*before, line, line, *after], at + 1)
        yield mutation("case-twin", [*before, line, f"{pad}{key.title()}: x", *after], at + 1)
        yield mutation("accent-twin", [*before, line, f"{pad}{key}\u0301: x", *after], at + 1)
        yield mutation("zero-width-twin", [*before, line, f"{pad}{key}\u200b: x", *after], at + 1)
        yield mutation("unknown-key", [*before, line, f"{pad}colour: red", *after], at + 1)
        yield mutation("number-key", [*before, line, f"{pad}1: x", *after], at + 1)
        yield mutation("yes-key", [*before, line, f"{pad}yes: x", *after], at + 1)
        yield mutation("empty-key", [*before, line, f"{pad}: x", *after], at + 1)
        yield mutation("list-key", [*before, line, f"{pad}? [a]\n{pad}: x", *after], at + 1, at + 2)
        yield mutation("merge-key", [*before, line, f"{pad}<<: {{a: b}}", *after], at + 1)
        yield mutation("misspelt", [*before, line.replace(key, key + "x", 1), *after], at)
        yield mutation("no-space", [*before, line.replace(": ", ":", 1), *after], at, at - 1, at + 1)
        yield mutation("tab", [*before, "\t" + line, *after], at)
        yield mutation("tab-inside", [*before, pad + "\t" + line.strip(), *after], at)
        yield mutation("deeper", [*before, f"{pad}   {line.strip()}", *after], at, at - 1, at + 1)
        yield mutation("mark-of-order", [*before, f"{pad}\ufeff{line.strip()}", *after], at)
        yield mutation("conflict", [*before, "<<<<<<< HEAD", line, "=======", line, ">>>>>>> x", *after], at, at + 1)
    yield mutation("two-documents", [*lines[: first + 1], "---", *lines[first + 1 :]], first + 2)
    yield mutation("end-and-more", [*lines[: first + 1], "...", "x: 1", *lines[first + 1 :]], first + 2, first + 3)
    yield mutation("directive", ["%YAML 1.1", "---", *lines], 1)
    yield mutation("tag-directive", ["%TAG ! tag:x,2000:", "---", *lines], 1)
    yield mutation("unknown-directive", ["%FOO", "---", *lines], 1)


def of_files(path: str, text: str, seed: int) -> Iterator[Mutation]:
    """Yield what can be wrong with a whole YAML file."""
    raw = text.encode()
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{n}: &{n} [*{c},*{c},*{c},*{c},*{c},*{c},*{c},*{c},*{c}]\n"
        for c, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    merges = "a: &a {x: 1}\n" + "".join(
        f"{n}: &{n} {{<<: [*{c}, *{c}, *{c}]}}\n" for c, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    draw = random.Random(seed)
    whole: dict[str, tuple[bytes | str, set[int]]] = {
        "empty": (b"", set()),
        "blank": (b"\n\n  \n", set()),
        "comments-only": ("# a\n# b\n", set()),
        "marker-only": ("---\n", {1, 2}),
        "list": ("- a\n- b\n", {1}),
        "scalar": ("text\n", {1}),
        "number": ("7\n", {1}),
        "json-null": ("null\n", {1}),
        "utf-16": (text.encode("utf-16"), {1}),
        "utf-16-le": (text.encode("utf-16-le"), {1}),
        "utf-16-be": (text.encode("utf-16-be"), {1}),
        "utf-32": (text.encode("utf-32"), {1}),
        "bom": (b"\xef\xbb\xbf" + raw, {1}),
        "two-boms": (b"\xef\xbb\xbf" * 2 + raw, {1}),
        "zeros": (b"\0" * 10_000, {1}),
        "alias-bomb": (bomb, {1}),
        "merge-bomb": (merges, {1}),
        "nested-blocks": ("\n".join(" " * n + "a:" for n in range(1_000)), {61}),
        "nested-lists": ("- " * 10_000 + "a\n", {1}),
        "huge-text": (b"a: '" + b"x" * 50_000_000 + b"'\n", set()),
        "many-values": ("a:\n" + "- b\n" * 450_000, {100_000, 99_999, 100_001}),
        "many-keys": ("".join(f"k{n}: 1\n" for n in range(150_000)), {100_000, 99_999}),
        "many-wrong": (text + "".join(f"k{n}: 1\n" for n in range(20_000)), {text.count("\n") + 1}),
        "many-tabs": ("a:\n" + "\tb: 1\n" * 100_000, {2}),
        "many-lines": (b"\n" * 1_900_000 + b"a: [", {1_900_001}),
        "zip": (b"PK\x03\x04" + bytes(range(256)) * 20, {1, 2}),
        "html": ("<!DOCTYPE html>\n<html><body>404</body></html>\n", {1, 2}),
        "json": ('{"a": 1, "a": 2}\n', {1}),
        "random": (draw.randbytes(5_000), {*range(1, 60)}),
    }
    for name, (content, lines) in whole.items():
        yield Mutation(f"{path}:{name}", path, frozenset(lines), write(path, content))


def text_changed(path: str, text: str, cases: dict[str, tuple[str, str]]) -> Iterator[Mutation]:
    """Yield replacements of a text that stands once; the line of the replaced text, or of the new one, is named."""
    for name, (old, new) in cases.items():
        assert text.count(old) == 1, (path, name, text.count(old))
        line = text[: text.index(old)].count("\n") + 1
        last = line + max(0, new.rstrip("\n").count("\n"))
        made = text.replace(old, new)
        yield Mutation(f"{path}:{name}", path, frozenset(range(line, last + 1)), write(path, made))
