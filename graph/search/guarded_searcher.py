"""tantivy's searcher, whose failures are errors of the snapshot.

It checks what it maps only as it reads it, and panics over what it cannot read: a panic is no `Exception`, and would
end whatever runs.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import tantivy

from graph.model.errors import SnapshotError
from graph.search.index_errors import is_panic

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def guarded(call: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """A call whose failures are errors of the snapshot."""

    def run(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        try:
            return call(*arguments, **named)
        except BaseException as error:
            if isinstance(error, ValueError) or is_panic(error):
                raise SnapshotError(part="index", problem=str(error)) from error
            raise

    return run


class GuardedSearcher:
    """The methods of `tantivy.Searcher` that are used here.

    Raises:
        SnapshotError: in each of them, where the index holds what no build writes.
    """

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.num_docs: int = searcher.num_docs
        self.search = guarded(searcher.search)
        self.doc = guarded(searcher.doc)
        self.doc_freq = guarded(searcher.doc_freq)
        self.aggregate = guarded(searcher.aggregate)
