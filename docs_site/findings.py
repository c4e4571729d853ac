"""The page of all findings and errors that are classes: what happened, why, and what to do."""

import inspect
from collections.abc import Iterator

import graph.model.data_findings
import graph.model.database_findings
import graph.model.findings  # These three declare the findings.
import graph.store.disk  # noqa: F401  # It declares SnapshotWriteError.
from docs_site.markdown import code, joined, text
from graph.model.errors import EvidenceError, ExportError, InputError, MedcodeError, SnapshotError, StoreError
from graph.model.findings import SourceError

_FAMILIES: dict[str, type[MedcodeError]] = {
    "Findings of a build": SourceError,
    "Errors of a request": InputError,
    "Errors of evidence": EvidenceError,
    "Errors of an export": ExportError,
    "Errors of a snapshot": SnapshotError,
    "Errors of a graph database": StoreError,
}


def findings() -> str:
    sections = (
        f"## {title}\n\n" + "\n\n".join(_section(kind) for kind in family(base)) for title, base in _FAMILIES.items()
    )
    return joined(*sections)


def family(base: type[MedcodeError]) -> Iterator[type[MedcodeError]]:
    """The classes that are raised or collected: those below a base, and the base where it has a message of its own."""
    if "message" in vars(base):
        yield base
    for kind in base.__subclasses__():
        yield from family(kind)


def all_errors() -> list[type[MedcodeError]]:
    """The classes of all families."""
    return [kind for base in _FAMILIES.values() for kind in family(base)]


def _section(kind: type[MedcodeError]) -> str:
    cause = inspect.cleandoc(vars(kind).get("__doc__") or "")
    return "\n".join(
        [
            f"### {kind.__name__}\n",
            f"{text(kind.message)}\n",
            f"- Cause: {text(cause)}",
            f"- What to do: {text(kind.hint)}",
            *([f"- In GraphQL: {code(kind.code())}"] if issubclass(kind, InputError) else []),
        ]
    )
