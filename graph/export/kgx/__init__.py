"""The graph in the words of the Biolink Model, as KGX reads it: a table for each of nodes and edges."""
