"""Compiled execution: a valid operation becomes closures that emit JSON, and runs as often as it is asked.

The reference executor (graphql-core) is the definition of right. What is compiled calls the same resolvers, so there is
one declaration of a field; fields that the ontology declares are read from the columns instead. Whatever goes wrong, an
error of the caller's too, is answered by the reference executor, whole: queries are pure reads.
"""
