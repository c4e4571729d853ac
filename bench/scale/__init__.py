"""How build, memory, disk and answers grow with a graph, up to the size of the UMLS."""
