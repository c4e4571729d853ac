"""Our server beside its peers: Strawberry over NetworkX, Mercurius with JIT, GraphQL Yoga, and a floor."""
