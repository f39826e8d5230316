"""Office files whose bytes do not depend on when they are made.

Comes in: the zip that a library wrote, with the time of day in it. Goes out: the same parts in the same order, all of
one date.
"""

from __future__ import annotations

import re
import struct

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_END = 12
"""Bytes from the number of parts to the end of a zip without a remark: then come size and place of its directory."""
_FIRST_DAY = 0x21 << 16
"""1 January 1980, midnight, as a zip says it."""


def same_bytes(made: bytes) -> bytes:
    """Return a zip with every part dated on the first day that a zip can say; what is in it stays compressed as it is."""
    out = bytearray(made)
    parts, _, at = struct.unpack_from("<HII", out, len(out) - _END)
    for _ in range(parts):
        name, extra, remark, _, _, _, place = struct.unpack_from("<HHHHHII", out, at + 28)
        struct.pack_into("<I", out, place + 10, _FIRST_DAY)
        struct.pack_into("<I", out, at + 12, _FIRST_DAY)
        at += 46 + name + extra + remark
    return bytes(out)


def xml_text(text: str) -> str:
    """Return text as XML can hold it, on one line: the libraries would make marks of line breaks and tabs."""
    return _UNPRINTABLE.sub("\ufffd", re.sub(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]+\s*|\t", " ", text))
