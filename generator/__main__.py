"""`python -m generator` is the command `evidence-map`."""

from generator.cli import main

main()
