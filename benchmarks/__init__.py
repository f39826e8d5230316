"""Made-up knowledge bases of any size, and what is measured on them."""
