"""Code systems and what agencies publish about their codes: a file for each kind of input."""
