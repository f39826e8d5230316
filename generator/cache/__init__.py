"""What earlier runs worked out, kept on disk: a saving of time, never a source of truth."""
