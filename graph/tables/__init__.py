"""Tables of nodes and edges to a snapshot, in memory that does not grow with the edges."""
