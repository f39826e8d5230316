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
from typing import Any

from markupsafe import Markup

from generator.cache.outputs import Outputs
from generator.cache.store import digest
from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import KnowledgeBase, LinkedQuote, is_repeat
from generator.link.reads import ReadLog
from generator.model.base import places_in_words
from generator.model.quote import Quote
from generator.model.study import Study
from generator.render import browse_words, handout_data, urls
from generator.render.cite import quotation_file
from generator.render.page import Library
from generator.render.urls import site_address
from generator.render.views import ATTRIBUTIONS, STATUS_WORDS, view_quote
from generator.render.watched import WatchedLibrary

INDEX = "browse/index.json"
VOICES = "browse/voices.json"

SpokenTheme = tuple[str, str, str, tuple[str, ...]]
"""What a study says on a cross-study theme: the theme, the account with its place, the ids of the quotations."""

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
    may_stay: bool = False
    """Whether it reads but few studies, or nothing besides what it was told; the others are made each time."""


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

    spoken_words = browse_words.spoken_digest(library.base)
    for number, path in enumerate(browse_words.paths(library.base)):
        yield BrowsePart(path, partial(_words_file, words=words, number=number), spoken_words, True)
    yield BrowsePart(handout_data.PATH, lambda made: _json(handout_data.handout_data(made)))
    spoken = _spoken_of(library.base, evidence)
    for study in library.base.studies:
        said = tuple(spoken.get(study, ()))
        yield BrowsePart(f"browse/study-{study}.json", partial(_study_file, study_id=study, spoken=said), said, True)
        yield BrowsePart(f"browse/cite-{study}.json", partial(_citation_file, study_id=study), (), True)


def render_browse_data(library: Library, evidence: EvidenceMap, outputs: Outputs | None = None) -> dict[str, bytes]:
    """Return all files that scripts read, by path below the site, but for those that may stay as `outputs` has them."""
    files = {}
    for part in browse_parts(library, evidence):
        if outputs is None or not part.may_stay:
            files[part.path] = part.make(library)
            continue
        name = f"{part.path} {digest(repr(part.given))}"
        if outputs.kept(name) is None:
            log = ReadLog()
            files[part.path] = part.make(WatchedLibrary(library, log))
            outputs.note(name, log.units, (part.path,))
    return files


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _words_file(_: Library, words: Callable[[], list[dict[str, list[int]]]], number: int) -> bytes:
    return _json(words()[number])


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
        "statuses": [[letter, status, STATUS_WORDS[status]] for status, letter in _STATUS_LETTERS.items()],
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


def _spoken_of(base: KnowledgeBase, evidence: EvidenceMap) -> dict[str, list[SpokenTheme]]:
    """Return, by study, what it says on each cross-study theme, in map order."""
    found: dict[str, list[SpokenTheme]] = defaultdict(list)
    for theme in base.themes.values():
        accounts = {account.study: account for account in theme.accounts}
        for study, spoken in evidence.spoken[theme.id].items():
            account = accounts.get(study)
            told = (account.text, places_in_words(account.where)) if account else ("", "")
            found[study].append((theme.id, *told, spoken.quotes))
    return found


def _study_file(library: Library, study_id: str, spoken: tuple[SpokenTheme, ...]) -> bytes:
    """Return a study's quotations, the themes of its own that they illustrate, and what it says on each of ours."""
    base = library.base
    study = base.studies[study_id]
    nodes = {node.id: node.label for theme in study.themes for node in theme.walk()}
    place: dict[str, int] = {}

    def own(theme: str) -> int:
        return place.setdefault(theme, len(place))

    quotes = [_card(library, study, quote, own) for quote in study.quotes]
    number = {f"{study_id}.{quote.id}": at for at, quote in enumerate(study.quotes)}
    themes = {
        theme: {
            "account": account,
            "where": where,
            "themes": [own(m.mapping.theme) for m in base.mappings_to(theme, study_id)],
            "quotes": [number[quote] for quote in ids],
        }
        for theme, account, where, ids in spoken
    }
    return _json(
        {
            "at": site_address(urls.quote(study_id, "")),
            "own": [[nodes[theme], site_address(urls.study_theme(study_id, theme))] for theme in place],
            "quotes": quotes,
            "themes": themes,
        }
    )


def _card(library: Library, study: Study, quote: Quote, own: Callable[[str], int]) -> dict[str, Any]:
    """Return what a card says; what is the usual is left out."""
    name = f"{study.id}.{quote.id}"
    card = {
        "id": quote.id,
        # Plain and bold by turns, beginning with plain.
        "words": _turns(library, LinkedQuote(name, study, quote)) if quote.emphasis else [quote.text],
        "speaker": quote.speaker if quote.speaker is not None else browse_words.SPEAKER_NOT_NAMED,
        "where": places_in_words(quote.where),
        "status": _STATUS_LETTERS[library.verification.get(name, "unverified")],
        "themes": [own(theme) for theme in quote.illustrates],
    }
    if doubt := ATTRIBUTIONS[quote.attribution]:
        card["doubt"] = [doubt, *quote.alternatives]
    if quote.note:
        card["note"] = quote.note
    if is_repeat(quote):
        repeats = view_quote(library, library.badges, LinkedQuote(name, study, quote)).repeats
        card["repeats"] = [[words, site_address(target)] for words, target in repeats]
    if quote.form != "quotation":
        card["form"] = quote.form
    return card


def _turns(library: Library, linked: LinkedQuote) -> list[str]:
    return [Markup(piece).unescape() for piece in _TAG.split(view_quote(library, library.badges, linked).words)[::2]]
