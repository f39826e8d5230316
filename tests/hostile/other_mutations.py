"""Ways to break what is not YAML: the bibliography, the lock, hand-written pages, and the files themselves."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.mutations import Mutation, write
from tests.hostile.project import BIB, FINDING, LOCK, PACK, PAGE, STUDY, THEME, VOCABULARY

ENTRY = (
    "@article{{{key},\n  author = {{Name, A.}},\n  title = {{A title}},\n  journal = {{J}},\n  year = {{2020}}\n}}\n"
)


def of_bibliography(text: str) -> Iterator[Mutation]:
    """Yield broken bibliographies; what is added stands at the end of the file."""
    end = text.count("\n") + 1
    added: dict[str, tuple[str | bytes, set[int]]] = {
        "open-brace": ("@article{x2020,\n  title = {A title\n}\n", {1, 2}),
        "close-brace": (ENTRY.format(key="x2020") + "}\n", {1, 7}),
        "brace-in-title": ("@misc{x2020,\n  title = {A } title},\n  year = {2020}\n}\n", {1, 2}),
        "open-quote": ('@misc{x2020,\n  title = "A title,\n  year = {2020}\n}\n', {1, 2, 3}),
        "quote-in-quote": ('@misc{x2020,\n  title = "A "b" c",\n  year = {2020}\n}\n', {1, 2}),
        "no-comma-after-key": ("@misc{x2020\n  title = {A title}\n}\n", {1, 2}),
        "no-comma": ("@misc{x2020,\n  title = {A title}\n  year = {2020}\n}\n", {2, 3}),
        "no-equals": ("@misc{x2020,\n  title {A title}\n}\n", {1, 2}),
        "two-equals": ("@misc{x2020,\n  title == {A title}\n}\n", {1, 2}),
        "no-value": ("@misc{x2020,\n  title = ,\n  year = {2020}\n}\n", {1, 2}),
        "no-key": ("@misc{,\n  title = {A title}\n}\n", {1}),
        "no-entry": ("@misc{}\n", {1}),
        "no-name": ("@{x2020,\n  title = {A title}\n}\n", {1}),
        "only-at": ("@\n", {1}),
        "no-at": ("misc{x2020,\n  title = {A title}\n}\n", {1}),
        "entry-in-entry": ("@misc{x2020,\n  title = {A title},\n@misc{y2020,\n  title = {B}\n}\n}\n", {1, 2, 3, 6}),
        "comment-swallows": (
            "@comment{\n@misc{x2020,\n  title = {A title}\n}\n}\n", {1, 2}),
        "open-comment": ("@comment{ a\n" + ENTRY.format(key="x2020"), {1}),
        "stray-field": ("title = {A title},\n", {1}),
        "stray-words": ("These are words between entries.\n", {1}),
        "duplicate": (ENTRY.format(key="beta2021"), {1}),
        "duplicate-case": (ENTRY.format(key="Beta2021"), {1}),
        "duplicate-field": ("@misc{x2020,\n  title = {A},\n  Title = {B}\n}\n", {3}),
        "undefined-string": ("@misc{x2020,\n  title = nothing\n}\n", {2}),
        "undefined-in-concatenation": ('@misc{x2020,\n  title = "a" # nothing\n}\n', {2}),
        "open-concatenation": ('@misc{x2020,\n  title = "a" #\n}\n', {2, 1}),
        "string-loop": ("@string{a = b}\n@string{b = a}\n@misc{x2020,\n  title = a\n}\n", {1, 2}),
        "string-itself": ("@string{a = a # a}\n@misc{x2020,\n  title = a\n}\n", {1}),
        "string-bomb": (
            '@string{s0 = "lol"}\n' + "".join(f"@string{{s{n} = {' # '.join([f's{n - 1}'] * 10)}}}\n" for n in range(1, 12)),
            set(range(1, 13))),
        "string-twice": ('@string{a = "x"}\n@string{A = "y"}\n', {2}),
        "string-broken": ("@string{a}\n", {1}),
        "bad-year": (ENTRY.format(key="x2020").replace("2020}}", "20x}").replace("{2020}", "{20x0}"), {5}),
        "future-year": (ENTRY.format(key="x2020").replace("{2020}", "{20200}"), {5}),
        "arabic-year": (ENTRY.format(key="x2020").replace("{2020}", "{٢٠٢٠}"), {5}),
        "bad-month": (ENTRY.format(key="x2020").replace("year =", "month = {13},\n  year ="), {5}),
        "huge-month": (ENTRY.format(key="x2020").replace("year =", f"month = {{{'9' * 6000}}},\n  year ="), {5}),
        "bad-date": ("@misc{x2020,\n  title = {A},\n  date = {2024-02-30}\n}\n", {3}),
        "day-32": ("@misc{x2020,\n  title = {A},\n  date = {2024-01-32}\n}\n", {3}),
        "bad-urldate": ("@misc{x2020,\n  title = {A},\n  urldate = {yesterday}\n}\n", {3}),
        "bad-doi": ("@misc{x2020,\n  title = {A},\n  doi = {https://doi.org/10.1000/1}\n}\n", {3}),
        "script-url": ("@misc{x2020,\n  title = {A},\n  url = {javascript:alert(1)}\n}\n", {3}),
        "non-ascii-key": (ENTRY.format(key="äöü2020"), {1}),
        "emoji-key": (ENTRY.format(key="😀"), {1}),
        "zero-width-key": (ENTRY.format(key="x\u200b2020"), {1}),
        "slash-key": (ENTRY.format(key="../x"), {1}),
        "space-key": (ENTRY.format(key="x 2020"), {1}),
        "unknown-type": (ENTRY.format(key="x2020").replace("article", "artikel"), {1}),
        "unknown-field": (ENTRY.format(key="x2020").replace("journal", "jounral"), {1, 4}),
        "empty-field": (ENTRY.format(key="x2020").replace("{J}", "{}"), {4}),
        "blank-field": (ENTRY.format(key="x2020").replace("{J}", "{~}"), {4}),
        "missing-field": (ENTRY.format(key="x2020").replace("  journal = {J},\n", ""), {1}),
        "bad-name": (ENTRY.format(key="x2020").replace("Name, A.", "A, B, C, D, E"), {2}),
        "names-by-comma": (ENTRY.format(key="x2020").replace("Name, A.", "and and and"), {2}),
        "unknown-macro": (ENTRY.format(key="x2020").replace("A title", r"\input{/etc/passwd}"), {3}),
        "write-18": (ENTRY.format(key="x2020").replace("A title", r"\write18{ls}"), {3}),
        "deep-braces": (ENTRY.format(key="x2020").replace("A title", "{" * 5_000 + "}" * 5_000), {3}),
        "def-bomb": (ENTRY.format(key="x2020").replace("A title", r"\def\a{\a\a}\a"), {3}),
        "bell": (ENTRY.format(key="x2020").replace("A title", "A\x07title"), {3}),
        "escape": (ENTRY.format(key="x2020").replace("A title", "A\x1b[2Jtitle"), {3}),
        "nul": (ENTRY.format(key="x2020").replace("A title", "A\0title"), {3}),
        "line-separator": (ENTRY.format(key="x2020").replace("A title", "A\u2028title"), {3}),
        "bom-inside": ("\ufeff" + ENTRY.format(key="x2020"), {1}),
        "latin-1": (ENTRY.format(key="x2020").replace("A title", "caf\xe9").encode("latin-1"), {3}),
        "surrogate": (b"@misc{x2020,\n  title = {a\xed\xa0\x80b}\n}\n", {2}),
        "conflict": ("<<<<<<< HEAD\n" + ENTRY.format(key="x2020") + "=======\n>>>>>>> x\n", {1, 7, 8, 9}),
        "crossed": ("@misc(x2020,\n  title = {A title}\n}\n", {1}),
    }  # fmt: skip
    for name, (more, lines) in added.items():
        raw = more if isinstance(more, bytes) else more.encode()
        named = frozenset(line + end - 1 for line in lines)
        yield Mutation(f"bib:{name}", BIB, named, write(BIB, text.encode() + raw))
    field = "@misc{{x2020,\n  title = {{{}}}\n}}\n"
    whole: dict[str, tuple[str | bytes, set[int]]] = {
        "utf-16": (text.encode("utf-16"), set()),
        "bom": (b"\xef\xbb\xbf" + text.encode(), {1}),
        "huge-field": (field.format("x" * 10_000_000), set()),
        "zeros": (b"\0" * 1000, {1}),
        "html": ("<!DOCTYPE html>\n<html>404</html>\n", {1}),
        "json": ('[{"id": "alpha2020"}]\n', {1}),
        "many-braces": (text + "@misc{x, title = {" + "{" * 1_000_000, set()),
        "many-ats": (text + "@" * 100_000, {end}),
        "many-junk": (text + "@misc{x,\n" * 20_000, set()),
        "many-commas": (text + "@misc{x2020" + "," * 200_000 + "}\n", {end}),
        "many-quotes": (text + "@misc{x2020, title = " + '"' * 200_001 + "}\n", {end}),
        "many-backslashes": (text + field.format("\\" * 100_001), set()),
        "many-names": (text + f"@misc{{x2020,\n title = {{A}}, author = {{{' and '.join(['x'] * 20_000)} and}}\n}}\n", {end, end + 1}),
        "many-strings": (text + "".join(f"@string{{s{n} = s{n + 1}}}\n" for n in range(3_000)), {end + 2999}),
        "many-entries": (
            text + "".join(f"@misc{{k{n}, title = {{A}}, colour = {{red}}}}\n" for n in range(20_000)), {end}),
    }  # fmt: skip
    for name, (content, lines) in whole.items():
        yield Mutation(f"bib:{name}", BIB, frozenset(lines), write(BIB, content))


def of_lock(text: str) -> Iterator[Mutation]:
    """Yield damaged locks."""
    first = json.loads(text)["quotes"]
    name = next(iter(first))
    line = text[: text.index(f'"{name}"')].count("\n") + 1
    sha = first[name]["text_sha256"]
    start = f'"start": {first[name]["start"]}'
    cases: dict[str, tuple[str, str, set[int]]] = {
        "huge-number": (start, f'"start": {"9" * 10_000}', {line + 3}),
        "negative": (start, '"start": -1', {line + 3}),
        "fraction": (start, '"start": 1.5', {line + 3}),
        "text-number": (start, '"start": "1"', {line + 3}),
        "true-number": (start, '"start": true', {line + 3}),
        "nan": (start, '"start": NaN', {line + 3}),
        "infinity": (start, '"start": -Infinity', {line + 3}),
        "null": (start, '"start": null', {line + 3}),
        "list": (start, '"start": [1]', {line + 3}),
        "deep": (start, '"start": ' + "[" * 100_000, {line + 3}),
        "deep-closed": (start, '"start": ' + "[" * 5_000 + "]" * 5_000, {line + 3}),
        "twice": (start + ",", f"{start},\n      {start},", {line + 4}),
        "unknown-key": (start + ",", f'{start},\n      "colour": "red",', {line + 4}),
        "missing-key": (f"      {start},\n", "", {line, line + 1}),
        "no-comma": (start + ",", start, {line + 3, line + 4}),
        "comment": (start + ",", f"{start}, // a", {line + 3}),
        "single-quotes": (start, "'start': 1", {line + 3}),
        "short-sha": (f'"text_sha256": "{sha}"', f'"text_sha256": "{sha[:-1]}"', {line + 1}),
        "not-hex": (f'"text_sha256": "{sha}"', f'"text_sha256": "{sha[:-1]}g"', {line + 1}),
        "changed-sha": (f'"text_sha256": "{sha}"', f'"text_sha256": "{sha[:-1]}{"0" if sha[-1] != "0" else "1"}"', set()),
        "surrogate": (f'"text_sha256": "{sha}"', '"text_sha256": "\\ud800"', {line + 1}),
        "no-day": (f'"date": "{first[name]["date"]}"', '"date": "2024-02-30"', {line + 8}),
        "no-tier": (f'"tier": "{first[name]["tier"]}"', '"tier": "guessed"', {line + 7}),
        "renamed": (f'"{name}"', '"alpha2020.q99"', {line}),
        "surrogate-name": (f'"{name}"', '"\\ud800.\\udfff"', set()),
        "control": (f'"{name}"', f'"{name}\x07"', {line}),
    }  # fmt: skip
    for title, (old, new, lines) in cases.items():
        made = text.replace(old, new, 1)
        assert made != text, title
        path = STUDY if title == "changed-sha" else LOCK
        yield Mutation(f"lock:{title}", path, frozenset(lines), write(LOCK, made))
    whole: dict[str, tuple[str | bytes, set[int]]] = {
        "empty": ("", {1}),
        "list": ("[]", {1}),
        "null": ("null", {1}),
        "number": ("7", {1}),
        "no-quotes": ('{"sources": {}}', {1}),
        "quotes-list": ('{\n"sources": {},\n"quotes": []\n}', {3}),
        "sources-number": ('{\n"sources": 7,\n"quotes": {}\n}', {2}),
        "extra": ('{\n"sources": {},\n"quotes": {},\n"x": 1\n}', {4}),
        "bom": (b"\xef\xbb\xbf" + text.encode(), {1}),
        "utf-16": (text.encode("utf-16"), {1}),
        "latin-1": (text.encode().replace(b"Written", b"Writt\xe9n"), {2}),
        "cut": (text[: len(text) // 2], set()),
        "twice": (text + text, {text.count("\n") + 1}),
        "yaml": ("sources: {}\nquotes: {}\n", {1}),
        "huge": (b'{"quotes": "' + b"x" * 21_000_000, set()),
    }
    for title, (content, lines) in whole.items():
        yield Mutation(f"lock:{title}", LOCK, frozenset(lines), write(LOCK, content))


PAGE_LINES = (
    "<script>alert(1)</script>",
    "a <b>bold</b> word",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=x>",
    "<svg onload=alert(1)>",
    "<div markdown=1>",
    "</div>",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<![CDATA[x]]>",
    "<!-- open",
    "<!--> <script>alert(1)</script> -->",
    "<!-- a --> <b>b</b>",
    "<!-- a --> `<script>alert(1)</script>`",
    "<!-- a --!> <script>",
    "<iframe src=//example.org>",
    "<style>p {color: red}</style>",
    "<a href=x>a</a>",
    "<javascript:alert(1)>",
    "<b",
    "[a](javascript:alert(1))",
    "[a](JavaScript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](java&#115;cript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a]( \x01javascript:alert(1))",
    "[a](vbscript:x)",
    "[a](data:text/html,x)",
    "![a](data:image/png;base64,AAAA)",
    "![a](https://example.org/a.png)",
    "![a](//example.org/a.png)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "![a][b]\n\n[b]: https://example.org/a.png",
    "word\n{: onclick=alert(1) }",
    "*word*{: style='color:red' }",
    "[a](x){ href=javascript:alert(1) }",
    "## A heading {: #a onmouseover=alert(1) }",
    "    `a\n`<script>`",
    "- a\n\n        <script>alert(1)</script>",
    "[[quote alpha2020.q01",
    "[[quote alpha2020.q99]]",
    "[[qoute alpha2020.q01]]",
    "[[quote]]",
    "[[]]",
    "[@alpha2020",
    "[@alpha2012]",
    "[@alpha2020; ]",
    "[quote alpha2020.q01]",
    "Kettles are slow @alpha2020.",
    "Kettles are slow, and nobody says who found it.",
    "[[theme ..]]",
    "[[study <script>]]",
    "a\x00b",
    "a\x1bb",
    "a\u2028b",
    "a\ufeffb",
)


def of_page(text: str) -> Iterator[Mutation]:
    """Yield pages with a line that is refused, and pages that are wrong as a whole."""
    end = text.count("\n") + 2
    for number, line in enumerate(PAGE_LINES):
        lines = frozenset(range(end, end + line.count("\n") + 1))
        yield Mutation(f"page:{number}:{line[:24]!r}", PAGE, lines, write(PAGE, f"{text}\n{line}\n"))
    fronts = {
        "bomb": ("a: &a [x]\nb: [*a, *a]", {2, 3}),
        "object": ("title: !!python/object:os.system x", {2}),
        "no-day": ("date: 2024-02-30", {2}),
        "template": ("title: a\ntemplate: evil.html", {3}),
        "html": ('title: "<script>alert(1)</script>"', {2}),
        "attribute": ("description: 'a\" onload=\"x'", {2}),
        "list": ("- a", {1, 2}),
        "number": ("title: 7", {2}),
        "twice": ("title: a\ntitle: b", {3}),
        "open": ('title: "a', {2}),
        "lost": ("title: a #1", {2}),
        "tab": ("\ttitle: a", {2}),
        "deep": ("title: " + "[" * 10_000, {2}),
        "hide": ("hide: all", {2}),
    }
    for name, (front, lines) in fronts.items():
        yield Mutation(f"page:front-{name}", PAGE, frozenset(lines), write(PAGE, f"---\n{front}\n---\n\n# A\n"))
    whole: dict[str, tuple[str | bytes, set[int]]] = {
        "open-front": ("---\ntitle: a\n\n# A\n", {1}),
        "bare-front": ("template: a.html\n\n# A\n", {1}),
        "latin-1": (b"# A\n\ncaf\xe9\n", {3}),
        "utf-16": (text.encode("utf-16"), {1}),
        "bom": (b"\xef\xbb\xbf" + text.encode(), {1}),
        "huge": (b"x" * 3_000_000, set()),
        "long": (b"x " * 150_000, set()),
        "many-comments": ("<!-- " * 39_000, {1}),
        "many-tags": ("<pre>" * 39_000, {1}),
        "many-brackets": ("[" * 199_000 + "[[", {1}),
        "many-embeds": ("[[quote alpha2020.q01" * 9_000, {1}),
        "many-marks": ("[[quote alpha2020.q99]] " * 8_000, {1}),
        "many-citations": ("[@" * 99_000, {1}),
        "many-ticks": ("`" * 3 + "\n" + "`a" * 90_000 + "\n<b>", {3}),
        "many-braces": ("{: x=" * 39_000 + "}", {1}),
        "many-links": ("[a](" * 49_000 + "<b>", {1}),
        "many-words-in-brackets": ("![a" * 60_000 + "<b>", {1}),
        "many-hashes": ("# a" + "#" * 190_000 + "b\n<b>", {2}),
        "many-spaces": ("a|\n" + "-" + " " * 190_000 + "x\n<b>", {3}),
        "many-slashes": ("\\" * 199_001 + "\n<b>", {2}),
    }
    for name, (content, lines) in whole.items():
        yield Mutation(f"page:{name}", PAGE, frozenset(lines), write(PAGE, content))


def _link(path: str, target: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        file = root / path
        if file.is_dir():
            shutil.rmtree(file)
        file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(target)

    return change


def _fifo(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return change


def _copy(path: str, other: str) -> Callable[[Path], object]:
    return lambda root: shutil.copyfile(root / path, root / other)


def _folder(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        if (root / path).is_file():
            (root / path).unlink()
        (root / path).mkdir(parents=True)

    return change


def _gone(path: str) -> Callable[[Path], object]:
    return lambda root: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


NAMES = (
    "alpha2020.YML", "alpha2020.yaml", "alpha2020.yml.txt", "alpha2020.yml~", ".alpha2020.yml.swp", "alpha2020.yml.bak",
    "#alpha2020.yml#", "Alpha2020.yml", "ALPHA2020.YML", "con.yml", "CON.yml", "nul.yml", "com1.yml", "index.yml", "..yml", "...yml",
    ".yml", "a b.yml", "a..b.yml", "-a.yml", "a-.yml", "a_-b.yml", "😀.yml", "é.yml", "e\u0301.yml", "a\u200bb.yml", "a\u202eb.yml",
    "a\nb.yml", "a\tb.yml", "a\x1bb.yml", "a:b.yml", "a*b.yml", 'a"b.yml', "a\\b.yml", "<b>.yml", "a.json", "notes.md", "Thumbs.db",
    "desktop.ini", f"{'a' * 81}.yml", f"{'a' * 250}.yml", "alpha2020 (1).yml", "alpha2020.yml.orig", "alpha2020.yml.rej", "1.YAML",
)  # fmt: skip
PAGE_NAMES = (
    "guide/evil.html", "guide/evil.js", "guide/evil.svg", "guide/evil.css", "guide/a.markdown", "guide/a.mkd", "guide/A.md",
    "guide/README.md", "guide/a b.md", "guide/😀.md", "guide/con.md", "guide/a.MD", "guide/a.md.txt", "index.md", "studies/index.md",
    "studies/alpha2020.md", "data/studies.json", "assets/evidence-map.js", "guide/a.htm", "guide/a.xml", "guide/a.wasm", "CNAME",
    "robots.txt", "guide/a.pdf", "guide/a.md~", "Guide/a.md", "guide/../x.md", "guide/a\u202eb.md", "about/method.md", "search/x.md",
)  # fmt: skip
STRAYS = (
    "content/findings2", "content/Studies", "content/study", "content/themes.bak", "content/.git", "content/__pycache__", "content/x",
)  # fmt: skip
STRAY_FILES = (
    "content/study.yml", "content/alpha2020.yml", "content/glosary.yml", "content/Vocabulary.yml", "content/VOCABULARY.YML",
    "content/vocabulary.yaml", "content/vocabulary.yml~", "content/unmapped.YML", "content/unmapped.yml.txt", "content/notes.txt",
    "content/quotes.lock.json.bak", "content/quotes.lock", "content/Quotes.lock.json", "content/😀", "content/references.bib",
)  # fmt: skip


def of_tree(outside: Path) -> Iterator[Mutation]:
    """Yield wrong names, places and kinds of files; `outside` is a copy of the project that links lead to."""

    def mutation(name: str, path: str, change: Callable[[Path], object]) -> Mutation:
        return Mutation(f"tree:{name}", path, frozenset(), change)

    for name in NAMES:
        yield mutation(f"name-{name!r}"[:60], f"content/studies/{name}", _copy(STUDY, f"content/studies/{name}"))
    for folder, file in (("themes", THEME), ("findings", FINDING), ("orientation", PACK)):
        for name in ("a.YML", "a.yaml", "index.yml", "a.yml.txt", "😀.yml"):
            yield mutation(f"{folder}-{name}", f"content/{folder}/{name}", _copy(file, f"content/{folder}/{name}"))
    for name in PAGE_NAMES:
        path = f"content/pages/{name}"
        named = "content/pages/Guide" if name.startswith("Guide") else os.path.normpath(path)
        if name != "guide/../x.md":
            yield mutation(f"page-{name}", named, write(path, "# A\n"))
    for path in STRAYS:
        yield mutation(path, path, _folder(path))
    for path in STRAY_FILES:
        yield mutation(path, path, write(path, "a: 1\n"))
    for path in (STUDY, VOCABULARY, BIB, LOCK, PAGE, "content/studies/x.yml", "content/pages/guide/x.md"):
        yield mutation(f"fifo-{path}", path, _fifo(path))
        yield mutation(f"folder-{path}", path, _folder(path))
        yield mutation(f"outside-{path}", path, _link(path, str(outside / STUDY)))
        yield mutation(f"nowhere-{path}", path, _link(path, "nowhere"))
        yield mutation(f"loop-{path}", path, _link(path, Path(path).name))
        yield mutation(f"device-{path}", path, _link(path, "/dev/zero"))
    for path in (
        "content/studies",
        "content/themes",
        "content/pages",
        "content/pages/guide",
        "content/pages/x",
        "content",
    ):
        yield mutation(f"outside-{path}", path, _link(path, str(outside / "content" / "studies")))
        yield mutation(f"loop-{path}", path, _link(path, Path(path).name))
    yield mutation("loop-up", "content/pages/x", _link("content/pages/x", ".."))
    yield mutation("loop-in-studies", "content/studies/x.yml", _link("content/studies/x.yml", ".."))
    for path in ("content", "content/studies", BIB, VOCABULARY):
        yield mutation(f"gone-{path}", path, _gone(path))
