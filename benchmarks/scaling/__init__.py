"""How time and bytes grow with the number of studies, against other site generators in the same run."""
