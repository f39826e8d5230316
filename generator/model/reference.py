"""Bibliography: a work (one CSL item) and a study's reference to it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, model_validator

from generator.model.base import Many, Model, Places, Text


class Reference(Model):
    """A work of `references.bib` as one CSL-JSON item (CSL 1.0.2), plain text without markup."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cite_key: Text
    """Key in `references.bib`, e.g. `nalan2022`."""
    csl_type: Text
    """CSL type, e.g. `article-journal`."""
    title: Text
    csl: dict[str, Any]
    """The whole item, `id` and `type` included; names and dates as CSL writes them."""
    note: Text | None = None
    """Editors' remark, e.g. that a field rests on memory."""


class CitedWork(Model):
    """One entry of a paper's reference list, or a work that its text names."""

    number: int | None
    """Number in the paper's own list; `null` where the text names a work without one."""
    key: Text | None
    """Cite key in `references.bib`; `null` where too little is known for a record."""
    named_as: Text | None = None
    """How the text names it; required where `key` is null."""
    as_printed: Text | None = None
    """The entry as the paper prints it, verbatim, only where it prints it wrongly."""
    cited_for: Text | None = None
    """What the paper cites it for, in our words."""
    where: Places = ()
    """Where in the paper's text it is cited."""

    @model_validator(mode="after")
    def _named(self) -> CitedWork:
        if self.key is None and self.named_as is None:
            raise ValueError("a cited work needs a `key` of references.bib, or `named_as`")
        return self


class ReferenceList(Model):
    """A paper's references in its own numbering."""

    list: Literal["complete", "not_available"]
    """`not_available` where the paper's list is not in our text."""
    entries: Many[CitedWork] = ()
