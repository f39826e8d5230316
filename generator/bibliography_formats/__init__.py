"""Works in the formats of reference managers, for pages and for files alike."""
