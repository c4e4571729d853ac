"""The GraphQL schema over the graph. Nothing in this package knows HTTP."""
