"""Documents of GraphQL: their measure, their limits, and the cache of those found valid."""
