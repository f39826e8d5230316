"""The valid projects that are mutated: the small knowledge base with every kind of file, and one real study."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.link.themes import theme_paths
from generator.load.located_yaml import read_yaml
from generator.model.study import Study

PROJECT = Path(__file__).parent.parent.parent
SMALL = PROJECT / "tests" / "small"

STUDY = "content/studies/alpha2020.yml"
THEME = "content/themes/slow-kettles.yml"
FINDING = "content/findings/kettles-are-slow.yml"
UNMAPPED = "content/unmapped.yml"
VOCABULARY = "content/vocabulary.yml"
SYNTHESIS = "content/synthesis.yml"
GLOSSARY = "content/glossary.yml"
PACK = "content/orientation/tea-rooms.yml"
PAGE = "content/pages/guide/kettles.md"
LOCK = "content/quotes.lock.json"
BIB = "references.bib"
REAL = "content/studies/yahyavi2020.yml"
YAML_FILES = (STUDY, THEME, FINDING, UNMAPPED, VOCABULARY, SYNTHESIS, GLOSSARY, PACK)

_EXTRA = {
    SYNTHESIS: "items:\n"
    + "".join(f'  - item: {n}\n    name: "Topic {n}"\n    text: "Nothing was done."\n' for n in range(1, 22)),
    GLOSSARY: """\
terms:
  - id: kettle
    label: "Kettle"
    definition: "What water boils in."
    also: ["pot"]
    see: [cup]
    sources: ["alpha2020, p. 3"]
  - id: cup
    label: "Cup"
    definition: "What tea is drunk from."
    sources: []
""",
    PACK: """\
id: tea-rooms
title: "Tea rooms"
audience: "Those who wait"
purpose: "To know kettles."
order: 1
sections:
  - title: "In short"
    blocks:
      - paragraph: "Kettles are slow. [@alpha2020, p. 5]"
      - list:
          - "See [[theme slow-kettles]] and [@alpha2020]."
      - paragraph: "Bring a **cup**."
        own_words: true
      - quotes: [alpha2020.q01]
      - cards:
          - {quote: alpha2020.q03, question: "How many cups?"}
      - table:
          caption: "Who waits"
          head: ["Who", "How long"]
          rows:
            - ["All", "Long [@beta2021]"]
""",
    PAGE: """\
---
title: On kettles
description: What is known of kettles.
---

# On kettles

Kettles are slow [@alpha2020, p. 5].

[[quote alpha2020.q01]]

- A cup is a [[term cup]] [@alpha2020].
- See [the studies](../studies/index.md) [@beta2021].

Tea is ours.
{: .own-words }

| who | what |
| --- | ---- |
| all | wait [@alpha2020] |
""",
}


def make_small(root: Path) -> None:
    """Write the small knowledge base, with a file of every other kind besides."""
    shutil.copytree(SMALL, root)
    for path, text in _EXTRA.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def make_real(root: Path) -> None:
    """Write a project of one real study, whose themes are all said to have no term."""
    (root / REAL).parent.mkdir(parents=True)
    for path in (REAL, BIB, VOCABULARY):
        shutil.copyfile(PROJECT / path, root / path)
    study = Study.model_validate(read_yaml(root / REAL, REAL).data)
    leaves = [node.id for node, _ in theme_paths(study.themes) if not node.children]
    entry = '  - {{study: yahyavi2020, theme: {}, justification: "x", author: "x", date: "2026-01-02"}}\n'
    (root / UNMAPPED).write_text("no_term_found:\n" + "".join(entry.format(leaf) for leaf in leaves), "utf-8")
