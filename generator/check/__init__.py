"""Rules that a knowledge base must keep; each yields diagnostics and never stops at the first."""
