"""The limits of what is read, in one place; `docs/limits.md` states them and `tests/hostile/test_limits.py` holds them."""

from __future__ import annotations

MAX_BYTES = 2_000_000
"""Largest content file or hand-written page; the largest study of this project has 85,000 bytes."""
MAX_LOCK_BYTES = 60_000_000
"""Largest lock: some 120,000 quotes."""
MAX_LOCK_MARKS = 1_000_000
"""Most commas and opening brackets of a lock, which bound the memory that its values take; a quote has nine."""
MAX_BIB_BYTES = 8_000_000
"""Largest bibliography: some fifteen thousand works; that of this project has 19,000 bytes."""
MAX_BIB_MARKS = 50_000
"""Most backslashes and opening braces in the values of a bibliography: each is read as LaTeX, which takes its time."""
MAX_BIB_FIELD = 50_000
"""Longest value of a field of the bibliography, in characters; a long abstract has 5,000."""
MAX_PAGE_CHARACTERS = 200_000
"""Longest hand-written page; the longest of this project has about 12,000."""
MAX_DEPTH = 60
"""Deepest nesting of a content file; a study needs about eight."""
MAX_SCALAR = 200_000
"""Longest single text of a content file, in characters."""
MAX_VALUES = 100_000
"""Most values of one content file: texts, numbers, lists and blocks; a long study has about 4,000."""
MAX_NAME = 80
"""Longest name of a file or folder, in characters, without its ending."""
MAX_SHOWN = 20
"""Most faults of one kind shown for a single file where one slip repeats, such as tabs or wrong bytes."""
MAX_PROBLEMS = 1_000
"""Most problems shown of one file, or of one rule's run; the last says how many more there are."""
MAX_SECONDS = 20
"""Longest time of a check on any input; a check of this project takes about one second."""
MAX_MEMORY = 512 * 1024 * 1024
"""Most memory of a check on any input, in bytes."""
