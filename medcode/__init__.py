"""The knowledge graph of medical procedures from Python, without a server.

    >>> import medcode
    >>> graph = medcode.open()  # doctest: +SKIP
    >>> graph.table("HAS_RISK")  # doctest: +SKIP

Nothing heavy is imported before a graph is opened, so that the command line starts at once.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from graph.model.limits import Limits
    from medcode.knowledge_graph import KnowledgeGraph

__all__ = ["open"]


def open(graph: "str | PathLike[str] | None" = None, *, limits: "Limits | None" = None) -> "KnowledgeGraph":  # noqa: A001  # As files are opened.
    """Open the shipped graph, or one of your own: the folder that `medcode build --out FOLDER` has written.

    The shipped graph is built once, when it is opened for the first time; that takes one to two minutes. Queries run
    within the `limits` of a server unless others are given.

    Raises:
        SnapshotError: the folder holds no graph, or one that an older version of the code has written.
    """
    from medcode.knowledge_graph import KnowledgeGraph  # noqa: PLC0415  # See the module.

    return KnowledgeGraph.open(graph, limits)
