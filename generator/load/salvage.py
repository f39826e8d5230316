"""What can be saved of a file with errors, so that its links are checked in the same run.

A file that does not fit the model is never shown: with an error there are no pages. But its quotes,
themes and references are still looked at, so that a contributor sees all problems at once. Values that do not
fit are taken out or replaced by a filler; what is then said of a filler's own line is dropped in `check/`.
"""

from __future__ import annotations

import copy
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.load.limits import MAX_PROBLEMS
from generator.load.validation import Problem, clean

M = TypeVar("M", bound=BaseModel)

_FILLERS: tuple[Any, ...] = ("x", 1, "not_reported", [], {"page": 1}, "2000-01-01", "x.x", {})
_ROUNDS = 2 * len(_FILLERS) + 4
"""A filler that does not fit is taken out in one round, and the next one is tried in the round after."""


def salvage(model: type[M], data: Any, name: str) -> M | None:
    """Return an object made of what fits, or None where nothing can be saved; `name` serves as a lost id."""
    if not isinstance(data, dict):
        return None
    data = copy.deepcopy(data)
    if "id" in model.model_fields:
        data["id"] = name
    for attempt in range(_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            if error.error_count() > MAX_PROBLEMS:
                return None
            problems = [clean(data, detail) for detail in error.errors(include_url=False)]
        # From the end, so that taking an item out of a list leaves the places of those before it.
        for problem in sorted(problems, key=lambda p: [str(part).rjust(8) for part in p.path], reverse=True):
            _mend(data, problem, _FILLERS[(attempt // 2) % len(_FILLERS)])
    return None


def _mend(data: Any, problem: Problem, filler: Any) -> None:
    """Change the one value that a problem is about."""
    place = data
    try:
        if problem.missing:
            for part in problem.path:
                place = place[part]
            place[problem.missing[0]] = copy.deepcopy(filler)
            return
        for part in problem.path[:-1]:
            place = place[part]
        last = problem.path[-1]
        terms = re.findall(r"'([^']*)'", str(problem.detail.get("ctx", {}).get("expected", "")))
        if problem.detail["type"] == "literal_error" and terms:
            place[last] = terms[0]
        elif isinstance(place, list) and isinstance(place[int(last)], str | int | float | None):
            place[int(last)] = copy.deepcopy(filler)
        else:
            del place[last]
    except (LookupError, TypeError, ValueError):
        # An earlier mending of this round has taken the place away.
        return
