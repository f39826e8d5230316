"""What saves time and nothing else: results of earlier runs on disk, never a source of truth, and a second process."""
