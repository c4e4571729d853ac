"""The GraphQL types that `schema.types.declare` makes: attributes of this module, so that they can name each other."""
