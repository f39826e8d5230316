"""Plain text of other programs in BibTeX's notation, so that our loader reads the same text back.

Comes in: a value as RIS, MEDLINE or CSL-JSON has it, or as a BibTeX file of another program has it. Goes out: a value
for `references.bib`, on one line.
"""

from __future__ import annotations

import html
import re

from generator.load.bibtex_csl import unknown_macros

_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}"}
# TeX joins these pairs into one character.
_LIGATURE = re.compile(r"-(?=-)|'(?=')|`(?=`)|[?!](?=`)")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_TAG = re.compile(r"<(/?)(i|b|em|strong|sub|sup|sc|span)(?:\s[^<>]{0,80})?>", re.IGNORECASE)
_MARKUP = {"i": "textit", "em": "textit", "b": "textbf", "strong": "textbf", "sc": "textsc"}

_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SHIFT = re.compile(r"\\text(super|sub)script\s*\{([^{}\\]*)\}")
_SIGNS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textquotestraightdblbase": '"',
    "textunderscore": r"\_",
    "texttimes": "×",
    "textmu": "µ",
    "textrightarrow": "→",
    "backslash": r"\textbackslash{}",
}


def to_bibtex(text: str, *, markup: bool = False) -> str:
    """Return plain text in BibTeX's notation; with `markup`, a title's `<i>` and its like become LaTeX's."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), " ".join(text.split()))
    if not markup or "<" not in text:
        return _escape(" ".join(text.split()))
    text = " ".join(text.split())
    parts, cursor, ends = [], 0, _pairs(text)
    for tag in _TAG.finditer(text):
        if tag.start() in ends:
            parts += [_escape(text[cursor : tag.start()]), ends[tag.start()]]
            cursor = tag.end()
    return _shift("".join([*parts, _escape(text[cursor:])]))


def _escape(text: str) -> str:
    text = "".join(_SPECIAL.get(char, char) for char in text)
    return _LIGATURE.sub(lambda match: match[0] + "{}", text)


def _pairs(text: str) -> dict[int, str]:
    """Return LaTeX for each tag that has its other half, by offset; a lone `<i>` is text."""
    found: dict[int, str] = {}
    waiting: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not tag[1]:
            waiting.append(tag)
        elif waiting and waiting[-1][2].lower() == name:
            start = waiting.pop()
            found[start.start()], found[tag.start()] = _opening(name, start[0]), "}"
    return found


def _opening(name: str, tag: str) -> str:
    if name in ("sub", "sup"):
        return r"\textsubscript{" if name == "sub" else r"\textsuperscript{"
    if name == "span":
        return r"\textsc{" if "small-caps" in tag else "{"
    return f"\\{_MARKUP[name]}{{"


def _shift(value: str) -> str:
    """Write raised and lowered figures as characters; other text loses its height and nothing else."""

    def character(match: re.Match[str]) -> str:
        table = _RAISED if match[1] == "super" else _LOWERED
        return match[2].translate(table) if all(ord(char) in table for char in match[2]) else match[2]

    value = _SHIFT.sub(character, value)
    return re.sub(r"\\text(?:super|sub)script\s*\{", "{", value)


def readable(value: str) -> tuple[str, list[str]]:
    """Return a BibTeX value as our loader can read it, and the commands that it keeps as text.

    A command that is not known would be dropped with what it stands for, so it is kept as it is written.
    """
    value = _shift(" ".join(value.split()))
    for name, sign in _SIGNS.items():
        value = re.sub(rf"\\{name}(?![A-Za-z])(?:\{{\}}|\s+(?=\S))?", lambda _, sign=sign: sign, value)  # type: ignore[misc]
    value = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
    unknown = list(dict.fromkeys(unknown_macros(value)))
    for name in unknown:
        value = re.sub(rf"\\{name}(?![A-Za-z])", rf"\\textbackslash{{}}{name}", value)
    return value, unknown


def verbatim(value: str) -> str:
    """Return an address or identifier of a BibTeX file without the LaTeX that some programs put around signs."""
    value = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
    value = re.sub(r"\{?\\([_%&#~$])(?:\{\})?\}?|\$\\sim\$", lambda match: match[1] or "~", value)
    return re.sub(r"[{}]", "", value).strip()
