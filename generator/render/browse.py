"""The data that the map and the quote browser read when scripts run: small files, loaded when asked for.

Comes in: the library of a build. Goes out: path below the site to JSON bytes. Two files tell of all studies and are in
columns, so that they stay small: `index.json` has what the map's filters need, `voices.json` which quotation stands
under which theme. What a study says is in its own file, which hangs on that study alone: an edit of another one, or a
study more, leaves it as it was. Numbers stand for studies, themes and terms by their place in a list.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Any

from markupsafe import Markup

from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import KnowledgeBase, LinkedQuote, is_repeat
from generator.model.base import places_in_words
from generator.model.crosswalk import Account
from generator.model.study import Study
from generator.render import browse_words, handout_data, urls
from generator.render.cite import quotation_file
from generator.render.page import Library
from generator.render.urls import site_address
from generator.render.views import QuoteCard, view_quote

INDEX = "browse/index.json"
VOICES = "browse/voices.json"

_STATUS_LETTERS = {"verified": "v", "unverified": "u"}
_TAG = re.compile(r"(<b>|</b>)")
_FIRST_LETTER = 0x23


@dataclass(frozen=True)
class BrowsePart:
    """One file, to be made when it is wanted."""

    path: str
    """Below the site, e.g. `browse/study-yahyavi2020.json`."""
    make: Callable[[Library], bytes]
    """Makes it from a library and nothing else."""
    given: Any = ()
    """What it was told besides the library; its `repr` tells two of them apart."""
    of_one_study: bool = False
    """Whether it reads one study with its mappings and its paper's record; the others read every study."""


def browse_parts(library: Library, evidence: EvidenceMap) -> Iterator[BrowsePart]:
    """Yield every file that scripts read; none is made yet.

    Args:
        library: Where studies and themes are listed.
        evidence: The evidence map, from which the index is made.
    """
    yield BrowsePart(INDEX, lambda made: _json(_index(made, evidence)))
    yield BrowsePart(VOICES, lambda made: _json(_voices(made, evidence)))

    @cache
    def words() -> list[dict[str, list[int]]]:
        return browse_words.postings(library.base)

    for number, path in enumerate(browse_words.paths(library.base)):
        yield BrowsePart(path, lambda _, number=number: _json(words()[number]))
    yield BrowsePart(handout_data.PATH, lambda made: _json(handout_data.handout_data(made)))
    accounts = _accounts(library.base)
    for study in library.base.studies:
        said = accounts.get(study, ())
        yield BrowsePart(f"browse/study-{study}.json", partial(_study_file, study_id=study, said=said), said, True)
        yield BrowsePart(f"browse/cite-{study}.json", partial(_citation_file, study_id=study), (), True)


def render_browse_data(library: Library, evidence: EvidenceMap) -> dict[str, bytes]:
    """Return all files that scripts read, by path below the site."""
    return {part.path: part.make(library) for part in browse_parts(library, evidence)}


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _citation_file(library: Library, study_id: str) -> bytes:
    return _json(quotation_file(library, library.base.studies[study_id]))


def _gaps_between(numbers: Iterable[int]) -> list[int]:
    """Return rising numbers as the steps from one to the next, which are small; the first from zero."""
    steps, before = [], 0
    for number in numbers:
        steps.append(number - before)
        before = number
    return steps


def _index(library: Library, evidence: EvidenceMap) -> dict[str, Any]:
    """Return what the map needs, and the quote browser to filter by study: columns, a place for each study."""
    base, badges = library.base, library.badges
    study_number = {study: number for number, study in enumerate(base.studies)}
    sizes = [study.sample.size for study in base.studies.values()]
    # Studies are named by their ids; nothing else of an address differs.
    before, after = site_address(urls.study("ID")).split("ID")
    return {
        "axes": [
            {"id": axis.id, "label": axis.label, "terms": [[c.term, c.label] for c in axis.columns]}
            for axis in evidence.axes
        ],
        "themes": [
            {"id": theme.id, "label": theme.label, "url": site_address(urls.theme(theme.id))}
            for theme in base.themes.values()
        ],
        "study_url": [before, after],
        "ids": " ".join(base.studies),
        "names": [badges[study].name for study in base.studies],
        "shapes": list(dict.fromkeys(badges[study].shape for study in base.studies)),
        "looks": _looks(library),
        "people": [size.value if size is not None else None for size in sizes],
        "quotes": [len(study.quotes) for study in base.studies.values()],
        # Axis by axis, for each study the number of its term, or the numbers of its terms.
        "terms": [_terms(axis.columns, study_number) for axis in evidence.axes],
        "spoken": [
            {
                "studies": _gaps_between(study_number[s.study] for s in spoken),
                "quotes": [len(s.quotes) for s in spoken],
                "refutes": _gaps_between(place for place, s in enumerate(spoken) if s.refutes),
            }
            for theme in base.themes
            for spoken in [tuple(evidence.spoken[theme].values())]
        ],
        "gaps": [
            [number, cell.column.axis, cell.column.term, cell.gap, cell.reason]
            for rows in evidence.rows.values()
            for number, row in enumerate(rows)
            for cell in row
            if cell.gap in ("not_applicable", "looked_for")
        ],
        "words": browse_words.directory(base),
    }


def _looks(library: Library) -> list[list[Any]]:
    """Return the monogram, shape and tone of studies where they are not those of the study so many places before."""
    found: list[list[Any]] = []
    badges = [library.badges[study] for study in library.base.studies]
    for place, badge in enumerate(badges):
        before = badges[place - 5] if place >= 5 else None
        usual = before is not None and (before.shape, before.tone) == (badge.shape, badge.tone)
        if not usual or badge.monogram != badge.name[:2]:
            found.append([place, badge.monogram, badge.shape, badge.tone])
    return found


def _terms(columns: Iterable[Any], study_number: AbcMapping[str, int]) -> list[int | list[int]]:
    terms: list[list[int]] = [[] for _ in study_number]
    for number, column in enumerate(columns):
        for study in column.studies:
            terms[study_number[study]].append(number)
    return [found[0] if len(found) == 1 else found for found in terms]


def _voices(library: Library, evidence: EvidenceMap) -> dict[str, Any]:
    """Return for each quotation its themes and whether it was compared with the paper.

    `themes` has a letter for each quotation; `sets` says what each letter stands for: places in the list of the themes
    of which its study speaks, which `index.json` gives. So few letters do for any number of themes.
    """
    base = library.base
    theme_number = {theme: number for number, theme in enumerate(base.themes)}
    spoken_of: dict[str, list[int]] = defaultdict(list)
    themes_of: dict[str, list[int]] = defaultdict(list)
    for theme, spoken in evidence.spoken.items():
        for one in spoken.values():
            spoken_of[one.study].append(theme_number[theme])
            for quote in one.quotes:
                themes_of[quote].append(theme_number[theme])
    sets: dict[tuple[int, ...], str] = {}
    letters = []
    repeats = []
    for place, linked in enumerate(base.quotes.values()):
        themes = themes_of.get(linked.id, ())
        if is_repeat(linked.quote):
            repeats.append(place)
            themes = sorted(theme_number[theme] for theme in _themes_of(base, linked))
        own = spoken_of.get(linked.study.id, [])
        places = tuple(own.index(theme) for theme in themes if theme in own)
        if places not in sets:
            sets[places] = _letter(len(sets))
        letters.append(sets[places])
    return {
        "sets": [[letter, *places] for places, letter in sets.items()],
        "themes": "".join(letters),
        "status": "".join(_STATUS_LETTERS[library.verification.get(name, "unverified")] for name in base.quotes),
        "repeats": _gaps_between(repeats),
    }


def _letter(number: int) -> str:
    """Return one character for a number: ASCII that JSON prints as it is, then whatever follows."""
    code = _FIRST_LETTER + number
    code += code >= ord("\\")
    code += 0x22 * (code >= 0x7F)
    return chr(code + 0x800 * (code >= 0xD800))


def _themes_of(base: KnowledgeBase, quote: LinkedQuote) -> set[str]:
    """Return the cross-study themes that a quote's own themes are joined to."""
    nodes = [base.study_themes.get(f"{quote.study.id}.{theme}") for theme in quote.quote.illustrates]
    return {
        mapping.cross_theme.id
        for linked in nodes
        if linked is not None
        for node in (linked.node, *linked.ancestors)
        for mapping in base.mappings_of(quote.study.id, node.id)
    }


def _accounts(base: KnowledgeBase) -> dict[str, tuple[tuple[str, Account], ...]]:
    """Return, by study, what the cross-study themes say of it, in map order."""
    found: dict[str, list[tuple[str, Account]]] = defaultdict(list)
    for theme in base.themes.values():
        for account in theme.accounts:
            found[account.study].append((theme.id, account))
    return {study: tuple(said) for study, said in found.items()}


def _study_file(library: Library, study_id: str, said: tuple[tuple[str, Account], ...]) -> bytes:
    study = library.base.studies[study_id]
    return _json({"quotes": [*_cards(library, study)], "themes": _spoken_themes(library.base, study, said)})


def _cards(library: Library, study: Study) -> Iterator[dict[str, Any]]:
    # The badges of other studies stand on no card of this one.
    badges = library.badges
    for quote in study.quotes:
        card = view_quote(library, badges, LinkedQuote(f"{study.id}.{quote.id}", study, quote))
        yield {key: value for key, value in _card(card).items() if value}


def _card(card: QuoteCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "url": site_address(card.target),
        # Plain and bold by turns, beginning with plain.
        "words": [Markup(piece).unescape() for piece in _TAG.split(card.words)[::2]],
        "speaker": card.speaker,
        "where": card.where,
        "status": card.status,
        "status_words": card.status_words,
        "themes": [[label, site_address(target)] for label, target in card.themes],
        "doubt": [card.doubt, *card.alternatives] if card.doubt else [],
        "note": card.note,
        "repeats": [[words, site_address(target)] for words, target in card.repeats],
        "form": card.form if card.form != "quotation" else "",
    }


def _spoken_themes(base: KnowledgeBase, study: Study, said: tuple[tuple[str, Account], ...]) -> dict[str, Any]:
    """Return, by cross-study theme, the account of a study, its own themes and the places of its quotations under it."""
    accounts = dict(said)
    place = {f"{study.id}.{quote.id}": number for number, quote in enumerate(study.quotes)}
    nodes = (node for theme in study.themes for node in theme.walk())
    mapped = (m.cross_theme.id for node in nodes for m in base.mappings_of(study.id, node.id))
    found: dict[str, Any] = {}
    for theme in dict.fromkeys(chain(mapped, accounts)):
        account = accounts.get(theme)
        found[theme] = {
            "account": account.text if account else "",
            "where": places_in_words(account.where) if account else "",
            "themes": [
                [
                    m.study_theme.node.label,
                    site_address(urls.study_theme(study.id, m.mapping.theme)),
                ]
                for m in base.mappings_to(theme, study.id)
            ],
            "quotes": [place[quote.id] for quote in base.voices(theme, study.id)],
        }
    return found
