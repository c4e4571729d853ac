"""A coded case reviewed against the rules that the graph knows, with the reason of each finding."""
