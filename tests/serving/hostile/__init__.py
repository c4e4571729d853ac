"""Hostile requests by family, each with what it gets."""

from tests.serving.hostile import (
    bodies,
    costs,
    cursors,
    documents,
    encodings,
    exports,
    heads,
    hosts,
    methods,
    pipelining,
    reviews,
    searches,
    variables,
)

FAMILIES = {
    module.__name__.rpartition(".")[2]: module.REQUESTS
    for module in (
        *(bodies, heads, documents, variables, costs, cursors, searches, exports, reviews, methods, hosts),
        *(encodings, pipelining),
    )
}
