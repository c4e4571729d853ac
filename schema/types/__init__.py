"""GraphQL types, made from the ontology: nodes, relations, connections, filters and orders."""
