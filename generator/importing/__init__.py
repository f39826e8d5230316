"""Other programs' files into content: bibliographies into `references.bib`, coded projects into a study's file."""
