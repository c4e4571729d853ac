"""Libraries that only some formats need: they are not installed with the server, but with the extra `export`."""

from importlib import import_module
from typing import Any

from graph.model.errors import ExportError


def require_package(library: str, what: str) -> Any:
    """The library.

    Raises:
        ExportError: it is not installed; what to do is told.
    """
    try:
        return import_module(library)
    except ImportError as error:
        package = library.partition(".")[0]
        problem = f"{what} needs {package}, which is not installed: pip install {package}, a part of the extra `export`"
        raise ExportError(problem=problem) from error
