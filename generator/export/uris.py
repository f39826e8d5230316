"""The names that themes bear outside of this site.

With a published address a name is the address of the page or place that shows the theme; without
one it begins with `urn:evidence-map:`. All names follow from ids alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.config import Edition

_RESERVED = frozenset(
    {"dcterms", "evidencemap", "owl", "rdf", "rdfs", "semapv", "skos", "sssom", "theme", "xml", "xsd"}
)


@dataclass(frozen=True)
class Uris:
    """Makes URIs, and the prefixes that shorten them."""

    root: str
    """What every URI begins with; ends in `/` or `:`."""

    def study_scheme(self, study_id: str) -> str:
        """Return the URI of a study's own concept scheme."""
        return f"{self.root}studies/{study_id}/"

    def study_theme(self, study_id: str, theme_id: str) -> str:
        """Return the URI of a theme, subtheme or code of a study."""
        return f"{self.root}studies/{study_id}/#theme-{theme_id}"

    @property
    def cross_scheme(self) -> str:
        """The URI of the concept scheme of cross-study themes."""
        return f"{self.root}themes/"

    def cross_theme(self, theme_id: str) -> str:
        """Return the URI of a cross-study theme."""
        return f"{self.root}themes/{theme_id}"

    def study_prefix(self, study_id: str) -> tuple[str, str]:
        """Return the prefix of a study's themes and what it stands for."""
        return study_prefix(study_id), self.study_theme(study_id, "")


def uris_of(edition: Edition) -> Uris:
    """Return the names for an edition's published address, or the placeless ones."""
    return Uris(f"{edition.site_url.rstrip('/')}/" if edition.site_url else "urn:evidence-map:")


def study_prefix(study_id: str) -> str:
    """Return the study's id, or `study-ID` where XML and RDF would not take the id as a prefix."""
    if study_id in _RESERVED or not "a" <= study_id[:1] <= "z":
        return f"study-{study_id}"
    return study_id
