"""Rules about packs: their texts can be read, ids lead somewhere, what is claimed carries its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.diagnose import diagnose
from generator.check.pages import NOUNS, known_names, name_hint, name_is_known
from generator.check.rules import RULES
from generator.diagnostics import Diagnostic
from generator.link.knowledge_base import KnowledgeBase
from generator.model.handwritten import PageCitation
from generator.model.pack import FieldPath, Pack, PackBlock, PlacedText


def check_packs(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the orientation packs."""
    for pack in base.corpus.packs:
        texts = base.corpus.pack_texts.get(pack.id, ())
        for text in texts:
            yield from _check_marks(base, text)
        for path, plain in pack.plain_texts():
            if "[@" in plain or "[[" in plain:
                hint = "Put it into a paragraph, a list or a cell of a table."
                yield diagnose(base, "pack-mark", f"pack:{pack.id}", path, "nothing is cited or linked here", hint)
        yield from _check_quotes(base, pack)
        evidence = {text.path: text.read.has_evidence for text in texts}
        for i, section in enumerate(pack.sections):
            for j, block in enumerate(section.blocks):
                if not section.own_words and not block.own_words:
                    yield from _check_claims(base, pack, ("sections", i, "blocks", j), block, evidence)


def _check_marks(base: KnowledgeBase, text: PlacedText) -> Iterator[Diagnostic]:
    known = known_names(base)

    def problem(rule: str, index: int, message: str, hint: str) -> Diagnostic:
        return Diagnostic(rule, RULES[rule].severity, text.places[index], message, hint)

    for fault in text.read.faults:
        yield problem("pack-mark", fault.start, fault.message, fault.hint)
    for mark in text.read.marks:
        if isinstance(mark, PageCitation):
            for work in mark.works:
                if not name_is_known(base, known, "work", work.key):
                    message = f"`{work.key}` is not in references.bib"
                    yield problem("pack-link", work.start, message, name_hint(known, "work", work.key))
        elif mark.kind == "quote":
            hint = "Put it below `quotes:` in a block of its own, where it is shown as a card."
            yield problem("pack-mark", mark.id_start, "a pack shows no quotation inside of a text", hint)
        elif not name_is_known(base, known, mark.kind, mark.id):
            message = f"`{mark.id}` is not the id of {NOUNS[mark.kind]}"
            yield problem("pack-link", mark.id_start, message, name_hint(known, mark.kind, mark.id))


def _check_quotes(base: KnowledgeBase, pack: Pack) -> Iterator[Diagnostic]:
    known = known_names(base)
    for path, name in pack.quote_ids():
        if not name_is_known(base, known, "quote", name):
            message = f"`{name}` is not the id of a quotation"
            yield diagnose(base, "pack-link", f"pack:{pack.id}", path, message, name_hint(known, "quote", name))


def _check_claims(
    base: KnowledgeBase, pack: Pack, path: FieldPath, block: PackBlock, evidence: dict[FieldPath, bool]
) -> Iterator[Diagnostic]:
    """Yield every paragraph, item and row that shows no evidence; quotations are evidence themselves."""
    units: dict[FieldPath, list[FieldPath]] = {}
    for below, _ in block.texts():
        unit = below[:-1] if below[0] == "table" else below
        units.setdefault(unit, []).append((*path, *below))
    for unit, texts in units.items():
        if not any(evidence.get(text) for text in texts):
            noun = {"paragraph": "paragraph", "table": "row of a table"}.get(str(unit[0]), "item of a list")
            hint = "Add `[@key, p. 3]`; if it claims nothing, write `own_words: true` beside the block."
            message = f"this {noun} shows no evidence"
            yield diagnose(base, "pack-uncited", f"pack:{pack.id}", (*path, *unit), message, hint)
