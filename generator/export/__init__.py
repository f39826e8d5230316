"""Turning a knowledge base into files that other programs read; `site_data` is the door."""
