"""What it costs that edges are kept in a graph database, beside the frozen graph and Neo4j's own GraphQL library."""
