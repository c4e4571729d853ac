"""The GraphQL types that `schema.declare` makes. They are attributes of this module, so that they can name each other."""
