"""What a cached result depends on besides its input: this generator, the packages under it, and Python."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@cache
def program_fingerprint() -> str:
    """Return a digest of every file of this package and of the name and version of every package installed.

    A change of a template, of a style sheet or of a library makes every cached result that of another program.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    # A distribution's folder is named after its name and version; reading its metadata would take a hundred times longer.
    names = {str(getattr(found, "_path", "")) for found in distributions()}
    digest.update("\0".join(sorted(Path(name).name for name in names)).encode())
    return digest.hexdigest()
