"""From sources to a graph: reading, matching with the vocabulary, validating, linking and merging."""
