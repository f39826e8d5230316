"""What helps people write content: schemas for editors, new files, examples of rules, what a change does."""
