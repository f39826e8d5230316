"""Office files whose bytes do not depend on when they are made.

Comes in: the zip that a library wrote, with the time of day in it. Goes out: the same parts in the same order, all of
one date.
"""

from __future__ import annotations

import io
import re
import zipfile

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def same_bytes(made: bytes) -> bytes:
    """Return a zip with every part dated on the first day that a zip can say."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def xml_text(text: str) -> str:
    """Return text as XML can hold it, on one line: the libraries would make marks of line breaks and tabs."""
    return _UNPRINTABLE.sub("\ufffd", re.sub(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]+\s*|\t", " ", text))
