"""The property graph of medical procedures: sources in, NetworkX built, a store out.

Nothing in this package knows GraphQL or HTTP.
"""
