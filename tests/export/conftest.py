"""A fabricated knowledge base: one study with every key filled, a small one, and one without themes."""

from __future__ import annotations

from typing import Any

import pytest

from generator.config import Edition
from generator.link.knowledge_base import KnowledgeBase, link
from generator.model.corpus import Corpus
from generator.model.crosswalk import CrossStudyTheme, NoTermFound
from generator.model.finding import ReviewFinding
from generator.model.reference import Reference
from generator.model.study import Study
from generator.model.vocabulary import Vocabulary

PLACE = {"page": 12, "table": 2, "figure": "1", "row": "1a", "section": "Results"}
WHERE = [PLACE]
FACT = {"value": "as stated", "where": WHERE, "note": "A remark."}
COUNT = {"value": 8, "where": WHERE}
SPAN = {"value": {"min": 2, "max": 4.5}, "where": WHERE}
ITEMS = [{"item": 1, "status": "partly", "value": "Named.", "where": WHERE}]
NASTY = 'He said "no" & <b>left</b>;\tthen\nsilence — ‘πόνος’ #1 | 10⁶'

FULL: dict[str, Any] = {
    "id": "alpha2020",
    "kind": "qualitative_study",
    "evidence_type": "narrative",
    "short_name": "Alpha 2020",
    "title_note": "A note.",
    "aim": "To see.",
    "summary": "It adds <much> & more.",
    "setting": {"country": "IR", "place": FACT, "institution": FACT, "years": "not_reported"},
    "balint_group": {
        "mode": {"value": "in_person", "where": WHERE},
        "membership": {"value": "closed", "where": WHERE},
        "attendance": {"value": "mandatory", "where": WHERE},
        **dict.fromkeys(("groups", "sessions", "session_minutes", "exposure_months", "group_size"), SPAN),
        "frequency": FACT,
        "leaders": {"number": SPAN, "profile": FACT, "accreditation": "unknown"},
        "adaptations": [FACT],
    },
    "sample": {
        "size": COUNT,
        "groups": [
            {"profession": "physician", "stage": "resident", "speciality": "any", "number": COUNT, "where": WHERE}
        ],
        "participants": [
            {"label": "P1", "age": 30, "sex": "f", "marital_status": "single", "level": "2", "where": WHERE}
        ],
        "inclusion": FACT,
        "recruitment": FACT,
        "statements": [{"says": "Eight.", "number": 8, "where": WHERE}],
    },
    "methods": {
        **dict.fromkeys(
            ("approach", "tradition", "sampling", "interviewer", "language", "ethics", "funding", "conflicts"), FACT
        ),
        "data_collection": [
            {
                "instrument": "talk",
                "number": COUNT,
                "minutes": SPAN,
                "recorded": FACT,
                "questions": FACT,
                "where": WHERE,
            }
        ],
        "analysis": {"method": FACT, "reference": "work1999", "coders": FACT, "software": FACT, "steps": FACT},
        "rigour": [{"criterion": "credibility", "technique": "member check", "where": WHERE}],
        "limitations": [{"text": "Small.", "where": WHERE}],
        "reporting": {"coreq": ITEMS, "srqr": ITEMS},
    },
    "appraisal": {
        "items": [{"item": 1, "judgement": "yes", "explanation": "Clear.", "where": WHERE}],
        "assessed_by": "An editor",
        "method": "One reading.",
        "date": "2026-11-01",
    },
    "themes": [
        {
            "id": "safety",
            "label": "Safety",
            "label_variants": [{"label": "Feeling safe", "where": WHERE}, {"label": "Safety", "where": WHERE}],
            "definition": "Being safe.",
            "where": WHERE,
            "subthemes": [{"id": "trust", "label": "Trust", "codes": [{"id": "time", "label": "Time"}]}],
            "codes": [{"id": "odd", "label": NASTY, "construct_order": "first"}],
        },
        {"id": "other", "label": "Other"},
    ],
    "quotes": [
        {
            "id": "q01",
            "text": NASTY,
            "speaker": "P1",
            "where": [{"page": 12}, {"table": 2, "row": "1a"}],
            "illustrates": ["time", "safety"],
            "attribution": "probable",
            "alternatives": ["Or P2."],
            "emphasis": ["left"],
            "note": "A remark.",
        },
        {
            **{"id": "q02", "text": "left", "speaker": None, "where": WHERE},
            **{"same_as": "q01", "excerpt_of": "q01", "form": "fragment"},
        },
    ],
    "findings": [
        {
            "id": "f01",
            "text": "They felt safe.",
            "where": WHERE,
            "themes": ["safety"],
            "illustrations": ["q01"],
            "credibility": "credible",
            "note": "One voice.",
        }
    ],
    "references": {
        "list": "complete",
        "entries": [
            {"number": None, "key": None, "named_as": "A talk"},
            {"number": 2, "key": "alpha2020"},
            {"number": 1, "key": "work1999", "as_printed": "Wrok", "cited_for": "its method", "where": WHERE},
        ],
    },
    "data_notes": [{"id": "n01", "what": "8 or 7", "where": WHERE, "handling": "Both.", "touches": ["sample"]}],
}

SMALL: dict[str, Any] = {
    "id": "2021beta",
    "kind": "qualitative_study",
    "short_name": "Beta 2021",
    "aim": "To ask.",
    "summary": "It adds little.",
    "setting": {"country": "SE"},
    "balint_group": {},
    "sample": {},
    "themes": [
        {"id": "trust", "label": "trust"},
        {"id": "whole", "label": "Whole", "codes": [{"id": "c1", "label": "Twin"}, {"id": "c2", "label": "Twin"}]},
    ],
    "references": {"list": "not_available"},
}

THEMELESS = {**SMALL, "id": "gamma2010", "kind": "experience_report", "short_name": "Gamma 2010", "themes": []}

JUDGED = {"author": "An | editor", "date": "2026-11-01"}

TEXTS = [
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume",
    "issue",
    "number",
    "page",
    "chapter-number",
    "edition",
    "version",
    "publisher",
    "publisher-place",
    "event-title",
    "event-place",
    "language",
    "genre",
    "medium",
    "abstract",
    "DOI",
    "URL",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
]
NAMES = [{"family": "Alpha", "given": "A.", "suffix": "Jr", "non-dropping-particle": "van"}, {"literal": "A group"}]
WORK = {"id": "work1999", "type": "book", "title": "Work"}
FULL_ITEM: dict[str, Any] = {
    **{"id": "alpha2020", "type": "article-journal", "title": "On safety"},
    **dict.fromkeys(("author", "editor", "translator"), NAMES),
    **{key: {"date-parts": [[2020, 3]]} for key in ("issued", "accessed", "event-date")},
    **dict.fromkeys(TEXTS, "as given"),
}


def mapping(study: str, theme: str, **more: Any) -> dict[str, Any]:
    """Return a mapping with what it must have, and more."""
    common = {"predicate": "closeMatch", "translation": "reciprocal", "justification": "Alike.", "confidence": "high"}
    return {"study": study, "theme": theme, **common, **JUDGED, **more}


CROSS = [
    {
        "id": "held",
        "label": "Being held",
        "order": 1,
        "definition": "The group holds.",
        "scope_note": "Not the leader.",
        "agreement": "All.",
        "disagreement": "Some.",
        "accounts": [{"study": "gamma2010", "text": "It held.", "where": WHERE}],
        "looked_for": [{"study": "2021beta", "text": "Not there.", "where": WHERE}],
        "not_applicable": [{"axis": "mode", "term": "virtual", "reason": "No room."}],
        "mappings": [
            mapping("alpha2020", "time", justification=f"Why: {NASTY}", supporting_quotes=["alpha2020.q01"]),
            mapping(
                "2021beta",
                "trust",
                predicate="relatedMatch",
                translation="refutational",
                contradicting_quotes=["alpha2020.q01", "alpha2020.q02"],
                reviewer="A reader",
            ),
            mapping("alpha2020", "no-such-theme"),
        ],
    },
    {"id": "empty", "label": "Empty", "order": 2, "definition": "Nothing here yet.", "mappings": []},
]


LEVELS = {name: {"level": "minor", "explanation": "Some."} for name in ("coherence", "adequacy")}
REVIEW_FINDING: dict[str, Any] = {
    "id": "safe",
    "text": "Doctors feel safe.",
    "order": 10,
    "themes": ["held"],
    "contributions": [
        {"study": "alpha2020", "findings": ["f01"], "themes": ["safety"], "quotes": ["q01"]},
        {"study": "2021beta", "themes": ["trust"]},
    ],
    "disagreement": "Not all.",
    "contradicting_quotes": ["alpha2020.q02"],
    "cerqual": {
        **LEVELS,
        "methodological_limitations": {"level": "no_or_very_minor", "explanation": "None."},
        "relevance": {"level": "moderate", "explanation": "Few.", "kind": "partial"},
        "overall": {"level": "low", "explanation": "Few data.", "plain": "Take care."},
        "assessed_by": "An editor",
        "method": "One reading.",
        "date": "2026-11-01",
    },
}
TERMS = [{"id": name, "label": name.title(), "definition": "So."} for name in ("in_person", "virtual", "mixed")]
VOCABULARY = {"axes": [{"id": "mode", "label": "Mode", "definition": "How they met.", "terms": TERMS}]}


@pytest.fixture
def base() -> KnowledgeBase:
    """The fabricated knowledge base, linked."""
    return link(
        Corpus(
            studies=tuple(Study.model_validate(study) for study in (SMALL, FULL, THEMELESS)),
            themes=tuple(CrossStudyTheme.model_validate(theme) for theme in CROSS),
            no_term_found=(NoTermFound(study="alpha2020", theme="odd", justification="Fits none.", **JUDGED),),
            findings=(ReviewFinding.model_validate(REVIEW_FINDING),),
            vocabulary=Vocabulary.model_validate(VOCABULARY),
            references=(
                Reference(cite_key="alpha2020", csl_type=FULL_ITEM["type"], title="A", csl=FULL_ITEM, note="Seen."),
                Reference(cite_key="work1999", csl_type="book", title="Work", csl=WORK),
            ),
        )
    )


@pytest.fixture
def empty() -> KnowledgeBase:
    """A knowledge base with nothing in it."""
    return link(Corpus())


@pytest.fixture(params=["https://example.org/map", ""], ids=["published", "placeless"])
def edition(request: pytest.FixtureRequest) -> Edition:
    """An edition, once with an address (its last slash missing) and once without."""
    return Edition(
        title='Evidence "map"',
        description="Themes: what studies say #1",
        version="1.2.0",
        date="2026-11-21",
        site_url=request.param,
        license_name="CC BY 4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
        editors="The editors",
    )
