"""The one block that belongs to Balint groups alone.

A knowledge base on another subject replaces this module and `content/vocabulary.yml`, nothing else.
"""

from __future__ import annotations

from typing import Literal

from generator.model.base import Fact, Many, Model, Range, Text


class Leaders(Model):
    """Who led the groups."""

    number: Fact[Range] | None = None
    """Leaders per group, e.g. `{value: {min: 2, max: 2}, where: {page: 135}}`."""
    profile: Fact[Text] | None = None
    """Profession and training, in our words."""
    accreditation: Fact[Text] | None = None
    """Certificate or workshops that the paper names, in our words."""


class BalintGroup(Model):
    """The format of the groups that the participants attended."""

    mode: Fact[Literal["in_person", "virtual", "mixed"]] | None = None
    membership: Fact[Literal["closed", "open"]] | None = None
    attendance: Fact[Literal["mandatory", "voluntary"]] | None = None
    groups: Fact[Range] | None = None
    """Number of different groups that the participants came from."""
    sessions: Fact[Range] | None = None
    """Number of sessions held."""
    session_minutes: Fact[Range] | None = None
    """Length of one session, in minutes."""
    frequency: Fact[Text] | None = None
    """How often the group met, e.g. `monthly`, `every second week`."""
    exposure_months: Fact[Range] | None = None
    """How long the participants had attended, in months."""
    leaders: Leaders | None = None
    group_size: Fact[Range] | None = None
    """Members of one group."""
    adaptations: Many[Fact[Text]] = ()
    """What differs from a classical group, in our words, each with its place."""
