"""Following edges: frontiers, neighbourhoods, paths, closures, patterns and comparisons by the edges of nodes."""
