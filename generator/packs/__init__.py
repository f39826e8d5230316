"""Packs as files that leaders hand out: PDF, slides, document."""
