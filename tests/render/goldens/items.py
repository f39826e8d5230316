"""Writes `references.json`: the works of `references.bib` as the citation processor is given them."""

import json
from pathlib import Path

from generator.load.bibliography import load_bibliography
from generator.render.citation import csl_input

HERE = Path(__file__).parent
references, _, _ = load_bibliography(HERE.parents[2] / "references.bib", "references.bib")
items = [csl_input(reference.csl) for reference in references]
(HERE / "references.json").write_text(json.dumps(items, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
