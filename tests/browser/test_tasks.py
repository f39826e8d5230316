"""The readers' tasks of the product, walked by pointer and by keyboard, knowing only the words on the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.content]

TASKS = {
    "trainee: what happens minute by minute": (["A session step by step"], "Tell the story"),
    "trainee: what it is not": (["What awaits you in a Balint group"], "What it is not"),
    "trainee: the ground rules": (["What awaits you in a Balint group", "Ground rules"], "Ground rules"),
    "trainee: why there are no solutions": (["Why there are no solutions"], "no solution"),
    "trainee: what others felt at the start": (["The first sessions"], "Verified word for word against the paper"),
    "trainee: look up a word": (["What awaits you in a Balint group", "Glossary"], "Countertransference"),
    "trainee: from a sentence to the study behind it": (["The first sessions", "Yahyavi 2020"], "How to cite"),
    "leader: a ready pack for psychiatry trainees": (
        ["What you can tell a new group", "Before your first Balint session"],
        "The session, step by step",
    ),
    "leader: a pack for a group on a screen": (
        ["What you can tell a new group", "A Balint group on a screen"],
        "Slides",
    ),
    "leader: choose other quotations": (
        ["What you can tell a new group", "Before your first Balint session", "Choose other quotations or parts"],
        "Start with this",
    ),
    "leader: the leader's craft": (["The leader’s craft"], "silence"),
    "leader: every quotation, to choose from": (["Every quotation"], "quotations"),
    "researcher: read the map": (["What has been studied, and what has not"], "How to read it"),
    "researcher: the voices of a cell": (
        ["What has been studied, and what has not", re.compile(r"^3 3 papers 22 quotations")],
        "Verified word for word against the paper",
    ),
    "researcher: how sure the editors are and why": (["Findings"], "confidence"),
    "researcher: where studies disagree": (["Where they disagree"], "against"),
    "researcher: download the data": (["Take the data"], "SQLite"),
    "researcher: cite it": (["Take the data"], re.compile("cite", re.IGNORECASE)),
    "researcher: who judged what": (["How this was made"], re.compile("judge|editor", re.IGNORECASE)),
}
"""Task to the words that are followed, from home, and what must then be on the screen."""

FOCUSED = "() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.innerText ?? '').replace(/\\s+/g, ' ').trim()"


def arrived(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("main").get_by_text(words).filter(visible=True).first).to_be_visible()


@pytest.mark.parametrize("task", TASKS)
def test_by_pointer(page: Page, site: str, task: str) -> None:
    steps, goal = TASKS[task]
    assert len(steps) <= 3
    page.goto(site + "/")
    for words in steps:
        page.get_by_role("link", name=words).filter(visible=True).first.click()
    arrived(page, goal)


@pytest.mark.parametrize("task", TASKS)
def test_by_keyboard(page: Page, site: str, task: str) -> None:
    steps, goal = TASKS[task]
    page.goto(site + "/")
    for words in steps:
        expect(page.get_by_role("link", name=words).filter(visible=True).first).to_be_visible()
        for _ in range(400):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if words.search(focused) if isinstance(words, re.Pattern) else words in focused:
                break
        else:
            pytest.fail(f"the Tab key does not reach {words!r}")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    arrived(page, goal)
