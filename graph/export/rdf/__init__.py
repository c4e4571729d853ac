"""The graph as RDF: Turtle and N-Quads, of one description (see `graph.export.rdf.describe`)."""
