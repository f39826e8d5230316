"""An example for every rule of reading: files, YAML, the schema, BibTeX. Those that a program can try are tried in tests."""

from __future__ import annotations

_BOOK = "@book{gamma2022,\n  author = {Sample, Bo},\n  title = {Cups},\n  publisher = {Press},\n  year = {2022}\n}"


def _book(old: str, new: str) -> tuple[str, str]:
    """Return a wrong and a right entry that differ in one place."""
    assert old in _BOOK
    return _BOOK.replace(old, new), _BOOK


def _added(wrong: str, right: str) -> tuple[str, str]:
    """Return a wrong and a right entry, each with a field more."""
    return tuple(_BOOK.replace("2022}\n", f"2022}},\n  {field}\n") for field in (wrong, right))  # type: ignore[return-value]


READING: dict[str, tuple[str, str]] = {
    "file-unreadable": ("A file that only its owner may open.", "chmod a+r content/studies/gamma2022.yml"),
    "text-encoding": (
        "A file saved as UTF-16, as Latin-1, or as “UTF-8 with BOM”.",
        "The same file saved as “UTF-8” (in Notepad: Save as, Encoding, UTF-8).",
    ),
    "text-control": (
        'text: "soft\\u0000ware"  # or an invisible character that came in by copying',
        'text: "software"',
    ),
    "yaml-syntax": ('label: "Relief', 'label: "Relief"'),
    "yaml-tab": ("setting:\n\tcountry: SE", "setting:\n  country: SE"),
    "yaml-duplicate-key": ('aim: "First."\naim: "Second."', 'aim: "First, and second."'),
    "yaml-key": ('1: "one"', '"1": "one"'),
    "yaml-alias": (
        'first: &words "the same"\nsecond: *words',
        'first: "the same"\nsecond: "the same"',
    ),
    "yaml-tag": ("level: !!str 2", 'level: "2"'),
    "yaml-directive": ("%YAML 1.2\n---\nid: relief", "id: relief"),
    "yaml-documents": ("id: relief\n---\nid: other", "id: relief"),
    "yaml-too-many": ("A file of a million values.", "A file of one study; a long one has about 4,000."),
    "yaml-too-large": ("A file of 50 MB.", "A file of one study; a study is about 50,000 bytes."),
    "yaml-depth": ("[" * 61 + "]" * 61, "[[]]"),
    "yaml-too-long": ("A text into which a whole paper was pasted.", "The sentences that are quoted."),
    "yaml-number": ("page: 1234567890123456789", 'page: "1234567890123456789"'),
    "yaml-ambiguous": ("judgement: yes\ndate: 2026-01-31", 'judgement: "yes"\ndate: "2026-01-31"'),
    "yaml-lost-comment": ("label: pain #1", 'label: "pain #1"'),
    "schema-unknown-key": (
        'terms:\n  - {id: tea, label: "Tea", definition: "A drink.", alsoo: ["Chai"]}',
        'terms:\n  - {id: tea, label: "Tea", definition: "A drink.", also: ["Chai"]}',
    ),
    "schema-missing-key": (
        'terms:\n  - {id: tea, label: "Tea"}',
        'terms:\n  - {id: tea, label: "Tea", definition: "A drink."}',
    ),
    "schema-type": (
        'terms:\n  - {id: tea, label: 5, definition: "A drink."}',
        'terms:\n  - {id: tea, label: "5", definition: "A drink."}',
    ),
    "schema-term": (
        "items:\n  - {item: 1, status: partially}",
        "items:\n  - {item: 1, status: partly}",
    ),
    "schema-pattern": (
        'terms:\n  - {id: Green Tea, label: "Tea", definition: "A drink."}',
        'terms:\n  - {id: green-tea, label: "Tea", definition: "A drink."}',
    ),
    "schema-value": (
        "frequency: monthly",
        'frequency: {value: "monthly", where: {page: 135}}  # or: not_reported, unknown',
    ),
    "content-missing": ("A project without the folder content/studies.", "mkdir -p content/studies"),
    "content-file-name": ("content/studies/Gamma2022.yaml", "content/studies/gamma2022.yml"),
    "content-file-case": (
        "content/themes/relief.yml beside content/themes/Relief.yml",
        "content/themes/relief.yml alone",
    ),
    "content-id": (
        "content/themes/relief.yml begins with `id: releif`.",
        "content/themes/relief.yml begins with `id: relief`.",
    ),
    "content-stray": (
        "content/study/gamma2022.yml  # no such folder is read",
        "content/studies/gamma2022.yml",
    ),
    "vocabulary-missing": (
        "Studies name professions and countries, and there is no content/vocabulary.yml.",
        'axes:\n  - id: country\n    label: "Country"\n    definition: "Where the groups met."\n    terms:\n'
        '      - {id: SE, label: "Sweden", definition: "Groups that met in Sweden."}',
    ),
    "page-file": ("content/pages/guide/First Session.markdown", "content/pages/guide/first-session.md"),
    "page-front-matter": (
        "---\ntitle: The session\ntemplate: other.html\n---\n\n# The session",
        "---\ntitle: The session\n---\n\n# The session",
    ),
    "page-html": (
        'Read <a href="../session/">this page</a>.',
        "Read [this page](session.md).",
    ),
    "page-too-long": ("A page into which a whole book was pasted.", "Several pages, each on one thing."),
    "content-symlink": (
        "content/themes/relief.yml is a link to a file on somebody's desktop.",
        "content/themes/relief.yml is the file itself.",
    ),
    "bib-bad-date": _added("date = {31.1.2022}", "date = {2022-01-31}"),
    "bib-bad-doi": _added("doi = {doi:10.1000/182}", "doi = {10.1000/182}"),
    "bib-bad-key": _book("gamma2022", "gämma2022"),
    "bib-bad-month": _added("month = {13}", "month = {12}"),
    "bib-bad-name": _book("{Sample, Bo}", "{Sample, Bo, Dr, X}"),
    "bib-bad-url": _added("url = {example.org/cups}", "url = {https://example.org/cups}"),
    "bib-bad-year": _book("{2022}", "{in press}"),
    "bib-byte-order-mark": (
        "references.bib saved as “UTF-8 with BOM”.",
        "references.bib saved as “UTF-8”.",
    ),
    "bib-cyclic-string": (
        "@string{press = other}\n@string{other = press}\n" + _BOOK.replace("{Press}", "press"),
        '@string{press = "Press"}\n' + _BOOK.replace("{Press}", "press"),
    ),
    "bib-duplicate-doi": (
        _BOOK.replace("2022}\n", "2022},\n  doi = {10.1000/182}\n")
        + "\n"
        + _BOOK.replace("gamma2022", "delta2022").replace("2022}\n", "2022},\n  doi = {10.1000/182}\n"),
        _BOOK.replace("2022}\n", "2022},\n  doi = {10.1000/182}\n"),
    ),
    "bib-duplicate-field": _book("title = {Cups}", "title = {Cups},\n  title = {Mugs}"),
    "bib-duplicate-key": (_BOOK + "\n" + _BOOK.replace("Cups", "Mugs"), _BOOK),
    "bib-duplicate-string": (
        '@string{press = "Press"}\n@string{press = "Other"}\n' + _BOOK,
        '@string{press = "Press"}\n' + _BOOK,
    ),
    "bib-empty-field": _book("{Cups}", "{}"),
    "bib-encoding": ("references.bib saved as Latin-1 or UTF-16.", "references.bib saved as “UTF-8”."),
    "bib-key-case": (
        _BOOK + "\n" + _BOOK.replace("gamma", "Gamma"),
        _BOOK + "\n" + _BOOK.replace("gamma2022", "gamma2022b"),
    ),
    "bib-missing-comma": _book("{Cups},", "{Cups}"),
    "bib-missing-field": _book("  publisher = {Press},\n", ""),
    "bib-nul": ("references.bib holds a NUL byte: it is no text file any more.", "references.bib is a text file."),
    "bib-stray-text": ("book{gamma2022, title = {Cups}}\n" + _BOOK.replace("gamma", "delta"), _BOOK),
    "bib-stray-words": ("To be read again.\n" + _BOOK, "% To be read again.\n" + _BOOK),
    "bib-string-too-long": (
        "An abbreviation that is made of itself many times over.",
        '@string{press = "Press"}',
    ),
    "bib-syntax": _book("title = {Cups}", "title {Cups}"),
    "bib-too-deep": _book("{Cups}", "{" * 33 + "Cups" + "}" * 33),
    "bib-too-large": ("A bibliography of more than 5 MB.", "The works that are cited, and no others."),
    "bib-unbalanced-braces": _book("{Cups}", "{Cups"),
    "bib-undefined-string": _book("{Press}", "press"),
    "bib-unknown-field": _book("publisher", "publsher"),
    "bib-unknown-macro": _book("{Cups}", "{\\cupsize Cups}"),
    "bib-unknown-type": _book("@book", "@boook"),
    "bib-unreadable": ("references.bib is a folder.", "references.bib is a file."),
}
"""Rule to what breaks it, and the same mended."""
