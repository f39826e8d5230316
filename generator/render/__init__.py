"""Pages as Markdown: one frozen view and one template per kind of page."""
