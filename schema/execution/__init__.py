"""From a plan to JSON: programs for the machine, calls of resolvers, and the writers of what they return.

The reference executor (graphql-core) is the definition of right. What the ontology declares is read from the columns;
every other field calls the resolver that the reference executor calls, so there is one declaration of a field. Whatever
goes wrong, an error of the caller's too, is answered by the reference executor, whole: queries are pure reads.
"""
