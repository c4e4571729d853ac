"""From the selections of a valid operation to a plan: a tree of operators over nodes, edges and their records."""
