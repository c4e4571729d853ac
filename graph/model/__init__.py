"""What the graph is made of: the ontology, nodes, edges, evidence, documents and errors."""
