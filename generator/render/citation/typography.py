"""Typography of citation text: seams between pieces, quotation marks, capitals, ranges.

Comes in: plain text, in which private-use characters stand for markup (`markup`). Goes out: the same, as
citeproc-js prints it, where CSL leaves to the processor what is good typography.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.render.citation.markup import MARKS

_MERGED = {"!.": "!", "!:": "!", "?.": "?", "?:": "?", ":!": "!", ":?": "?", ":.": ":", ";!": "!", ";?": "?"} | {
    ";:": ";",
    ";.": ";",
}
"""Two marks of punctuation that meet, and the one that is left."""
_PUNCTUATION = frozenset(".,;:!?")
_CLOSING_QUOTES = {"”": "“", "’": "‘"}
_BEFORE = MARKS | _PUNCTUATION | set(_CLOSING_QUOTES) | {" "}
"""Characters at the end of a piece that can change where another begins."""
_AFTER = MARKS | _PUNCTUATION | {" "}
"""Characters at the beginning of a piece that can change where another ends."""


class Leaf(str):
    """One variable in a font of its own, which no delimiter is merged with: `<i>Which Way?</i>. 2000`."""

    __slots__ = ()


def seam(left: str, right: str) -> str:
    """Return two pieces as one, without doubled spaces or punctuation where they meet.

    The stronger of two marks stands, through markup, and a full stop or comma goes before a closing quotation mark.
    """
    if not left or not right or right[0] not in _AFTER or left[-1] not in _BEFORE:
        return left + right
    end = len(left)
    while end and left[end - 1] in MARKS:
        end -= 1
    start = 0
    while start < len(right) and right[start] in MARKS:
        start += 1
    if not end or start == len(right):
        return left + right
    before, after = left[end - 1], right[start]
    if before == after and (before == " " or before in _PUNCTUATION):
        return left + right[:start] + right[start + 1 :]
    if after not in _PUNCTUATION:
        return left + right
    if before in _CLOSING_QUOTES and after in ".,":
        return _into_quotes(left, end, right, start)
    merged = _MERGED.get(before + after)
    if merged is None or isinstance(left, Leaf):
        return left + right
    return left[: end - 1] + merged + left[end:] + right[:start] + right[start + 1 :]


def _into_quotes(left: str, end: int, right: str, start: int) -> str:
    """Return two pieces, the mark that begins the second moved before the quotation marks that end the first."""
    inner = end
    while inner and left[inner - 1] in _CLOSING_QUOTES and _CLOSING_QUOTES[left[inner - 1]] in left[: inner - 1]:
        inner -= 1
    if inner == end:
        return left + right
    mark = "" if left[inner - 1] in ".,!?" and right[start] == "." else right[start]
    return left[:inner] + mark + left[inner:] + right[:start] + right[start + 1 :]


def join(pieces: Iterable[str], delimiter: str) -> str:
    """Return pieces joined by a delimiter, each seam put right."""
    text = ""
    for piece in pieces:
        whole = seam(seam(text, delimiter), piece) if text else piece
        text = Leaf(whole) if isinstance(piece, Leaf) else whole
    return str(text)  # What is joined is no leaf any more.


def smart_quotes(text: str) -> str:
    """Return text with typographic quotation marks and apostrophes.

    `'difficult'` and `"difficult"` become a quotation in double marks, one within another in single marks, and every
    other straight single mark an apostrophe.
    """
    if "'" not in text and '"' not in text:
        return text
    out: list[str] = []
    open_marks: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char not in "'\"":
            out.append(char)
            continue
        after_space = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,;:!?)”’'\"")
        before_word = at + 1 < len(text) and not text[at + 1].isspace()
        if open_marks and open_marks[-1][0] == char and not after_space and not text[at + 1 : at + 2].isalnum():
            _, opened = open_marks.pop()
            outer = len(open_marks) % 2 == 0
            out[opened] = "“" if outer else "‘"
            out.append("”" if outer else "’")
        else:
            if after_space and before_word:
                open_marks.append((char, at))
            out.append("’" if char == "'" else char)
    return "".join(out)


_BEFORE_COLON = re.compile(" ([:;?!»])")


def narrow_spaces(text: str) -> str:
    """Return text with the narrow space that French sets before a colon and its like, which must not break."""
    return _BEFORE_COLON.sub("\u202f\\1", text).replace("« ", "«\u202f")


_SMALL = re.compile(
    r"about|above|across|afore|after|against|al|along|alongside|amid|amidst|among|amongst|around|"
    r"as|aside|at|before|behind|below|beneath|beside|besides|between|beyond|but|by|circa|"
    r"despite|down|during|et|except|for|from|given|in|inside|into|lest|like|near|next|of|off|"
    r"on|onto|out|over|per|plus|pro|qua|since|than|through|throughout|till|to|toward|towards|"
    r"under|underneath|until|unto|up|upon|versus|vs\.|v\.|vs|v|via|with|within|without|or|yet|"
    r"so|and|nor|a|an|the|de|d'|von|van|c|ca"
)
"""Words that a title in capitals leaves small, unless first, last in a hyphenated word or after a colon."""
_MARKS = "".join(MARKS)
_BREAK = re.compile(r"([‘’“”\"'\-–—/.,;?!:\[\]()])")


def title_case(text: str) -> str:
    """Return a title with a capital on each word but the small ones, on both parts of `E-Mail` too."""
    parts = _BREAK.split(text)
    first = after_mark = True
    last: tuple[int, int] | None = None
    for at in range(0, len(parts), 2):
        words = parts[at].split(" ")
        for index, word in enumerate(words):
            bare = word.strip(_MARKS)
            if not bare:
                continue
            hyphened = index == len(words) - 1 and parts[at + 1 : at + 2] == ["-"]
            wanted = (len(bare) > 1 and not _SMALL.fullmatch(bare.lower())) or hyphened or first or after_mark
            if wanted and bare == bare.lower():
                words[index] = _capitalized(word)
            first = after_mark = False
            last = (at, index)
        parts[at] = " ".join(words)
        after_mark = after_mark or parts[at + 1 : at + 2] in (["!"], ["?"], [":"])
    if last:
        words = parts[last[0]].split(" ")
        word = words[last[1]]
        if len(word) > 1 and _SMALL.fullmatch(word):
            words[last[1]] = _capitalized(word)
            parts[last[0]] = " ".join(words)
    return "".join(parts)


def capitalize_first(text: str) -> str:
    """Return text with its first word capitalized, if that is in small letters throughout (not `mHealth`)."""
    match = re.search(r"[^\W_][^\s‘’“”\"'\-–—/.,;?!:\[\]()]*", text)
    if not match or match[0] != match[0].lower():
        return text
    return text[: match.start()] + _capitalized(match[0]) + text[match.end() :]


def _capitalized(word: str) -> str:
    for at, char in enumerate(word):
        if char not in MARKS:
            # A Greek letter alone is a symbol: `α-Blockers`.
            greek = "\u0370" <= char <= "\u03ff" and len(word) == 1
            return word if greek else word[:at] + char.upper() + word[at + 1 :]
    return word


def is_romanesque(text: str) -> bool:
    """Return whether text has a letter of the Latin, Greek or Cyrillic alphabet, or of no alphabet at all."""
    if text.isascii():
        return True
    has_other = False
    for char in text:
        if char.isalpha():
            if char < "\u0590" or "\u1e00" <= char <= "\u1fff":
                return True
            has_other = True
    return not has_other


_NUMBERS = re.compile(r"\s*[a-zA-Z]*\d+[a-zA-Z]*(?:\s*(?:,|&|-|–)\s*[a-zA-Z]*\d+[a-zA-Z]*)*\s*")
_ONE = r"\s*(?:[a-zA-Z]*\d+[a-zA-Z]*|[ivxlcdmIVXLCDM]+)\s*"
_SEVERAL = re.compile(f"{_ONE}(?:[,&–-]{_ONE})+")
_PAGES = re.compile(
    r"(?<![\w.–-])(?:([0-9]*[A-Za-z]+0*)?(\d+)([a-z]*)\s*[-–]\s*((?(1)\1))(\d+)([a-z]*)"
    r"|([ivxlcdmIVXLCDM]+)\s*[-–]\s*([ivxlcdmIVXLCDM]+))(?![\w.–-])"
)
"""A range of pages: both numbers with the same letters before them, or both Roman."""


def is_numeric(text: str) -> bool:
    """Return whether text is one number or several, such as `3`, `2nd`, `3-4`."""
    return _NUMBERS.fullmatch(text) is not None


def is_plural(text: str) -> bool:
    """Return whether text is several numbers, Arabic or Roman."""
    return _SEVERAL.fullmatch(text) is not None


def numbers(text: str, written: Callable[[str], str]) -> str:
    """Return one number or several, such as `1, 3 & 5-7`, each written as `written` has it."""

    def span(item: str) -> str:
        ends = [end.strip() for end in item.replace("–", "-").split("-")]
        return _row([written(end) for end in ends], "–") if len(ends) == 2 else written(item.strip())

    return _row([_row([span(item) for item in part.split("&")], " & ") for part in text.split(",")], ", ")


def _row(items: list[str], delimiter: str) -> str:
    """Return items in a row, a space or mark that would stand twice standing once."""
    row = items[0]
    for piece in (piece for item in items[1:] for piece in (delimiter, item)):
        again = row[-1:] == piece[:1] and (piece[:1] == " " or piece[:1] in _PUNCTUATION)
        row += piece[1:] if again else piece
    return row


def page_ranges(text: str, style: str | None, delimiter: str) -> str:
    """Return pages with each range in a style: `321-8` is written out for `expanded`; Roman numbers are never cut."""

    def ranged(match: re.Match[str]) -> str:
        prefix, first, letter, _, last, letter_last, roman, roman_last = (part or "" for part in match.groups())
        if roman:
            return roman + delimiter + roman_last
        full = first[: max(0, len(first) - len(last))] + last
        if letter or letter_last or int(first) >= int(full):
            return prefix + first + letter + delimiter + prefix + last + letter_last
        if style == "minimal" and len(first) == len(full):
            kept = next(at for at, (a, b) in enumerate(zip(first, full, strict=True)) if a != b)
            return prefix + first + delimiter + full[kept:]
        return prefix + first + delimiter + prefix + full

    # Other hyphens, as in `S1-12`, may be part of a number.
    return _PAGES.sub(ranged, text.replace("–", "-"))
