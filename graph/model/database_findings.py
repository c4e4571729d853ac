"""Findings about a graph in a database: what somebody has changed there."""

from graph.model.findings import SourceError


class GoneFromDatabase(SourceError):
    """Nodes or edges of `kind` that were pushed have been removed in the database; `count` says how many."""

    message = "The database has not all that was pushed any more; the graph is without it."
    hint = "If it was not removed on purpose, push the graph again."


class NotAName(SourceError):
    """A node that was added in the database has no `name`, or one that is no text; `curie` says which."""

    message = "A node needs a text as its name, so this one was left out."
    hint = "Set its property `name` in the database."
