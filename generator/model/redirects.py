"""Addresses that were given out once and have moved."""

from __future__ import annotations

from generator.model.base import Many, Model, Text


class Redirect(Model):
    """One page that has moved."""

    old: Text
    """Its address before, below the site, e.g. `studies/omer2009/`."""
    new: Text
    """Where it is now, e.g. `studies/omer2010/` or `studies/omer2010/#quote-q01`; `/` is the home page."""


class Redirects(Model):
    """The file `content/redirects.yml`."""

    redirects: Many[Redirect]
