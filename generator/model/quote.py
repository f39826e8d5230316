"""A participant's words as a paper prints them."""

from __future__ import annotations

from typing import Literal

from generator.model.base import Identifier, Many, Model, Places, Text


class Quote(Model):
    """One quotation: an object of its own that may illustrate several themes, as in REFI-QDA."""

    id: Identifier
    """Unique in the study, in order of print, e.g. `q01`."""
    text: Text
    """Verbatim, without the quotation marks around it and without the speaker's label."""
    speaker: Text | None
    """The speaker as printed, e.g. `P3`, `Participant B`, `Participant Group 1`; `null` where the
    paper names nobody."""
    where: Places
    """Where it is printed."""
    illustrates: Many[Identifier] = ()
    """Ids of the themes, subthemes or codes of this study that it illustrates."""
    attribution: Literal["certain", "probable", "ambiguous"] = "certain"
    """How sure it is that these words belong to this speaker and these themes."""
    alternatives: Many[Text] = ()
    """Other readings of the attribution, each in a short sentence."""
    emphasis: Many[Text] = ()
    """Spans that the authors printed bold, verbatim."""
    same_as: Identifier | None = None
    """The earlier quote that this one repeats, whole or nearly so."""
    excerpt_of: Identifier | None = None
    """The fuller quote that this fragment is taken from, where the paper says so."""
    form: Literal["quotation", "fragment"] = "quotation"
    """`fragment` for a word or phrase that the authors weave into a sentence of theirs."""
    note: Text | None = None
    """A remark for the reader, in our words."""
