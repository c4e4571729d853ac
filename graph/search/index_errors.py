"""Errors of tantivy: it says of a full disk what it says of a wrong value, and a panic of Rust is no `Exception`."""

from collections.abc import Iterator
from contextlib import contextmanager


def is_panic(error: BaseException) -> bool:
    """Whether an error is a panic of Rust, which Python knows only by name."""
    return type(error).__name__ == "PanicException"


@contextmanager
def errors_of_writing() -> Iterator[None]:
    """Around calls of tantivy that write: whatever they raise is an OSError."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError) or is_panic(error):
            raise OSError(str(error)) from error
        raise
