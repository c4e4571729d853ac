"""Exports: the graph, or a part of it, in the formats that other tools read (see `graph.export.formats`)."""
