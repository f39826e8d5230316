"""Turning a corpus of ids into a knowledge base that can be asked."""
