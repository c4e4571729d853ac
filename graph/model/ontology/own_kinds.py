"""Kinds of edges of an institution's own, as files of TOML (https://toml.io/en/v1.0.0) declare them.

TOML is what the standard library reads, and a mistake in its syntax comes with its line. The rest of a file is kept
where one of its declarations is wrong.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graph.model.data_findings import InvalidDeclaration
from graph.model.findings import MalformedFile, SourceError, TooLarge, UnreadableFile
from graph.model.limits import Limits
from graph.model.ontology.own_declaration import Mistake
from graph.model.ontology.own_edge_kind import EdgeKindReader
from graph.model.ontology.toml_lines import TomlLines
from graph.model.ontology.types import EdgeKind, Ontology, OwnKinds

EDGES = "edges"
"""The only table of a file; each of its tables declares a kind."""
_SHOWN = 200
"""Characters of a name in a message."""
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_own_kinds(files: Iterable[str], shipped: Ontology) -> OwnKinds:
    """The kinds of edges of some files beside those that are shipped; one with a mistake is left out."""
    files, kinds, findings = tuple(files), list[EdgeKind](), list[SourceError]()
    for path in map(Path, files):
        text = _text(path, findings)
        lines, most = TomlLines(text), Limits.ontology_kinds
        for number, (name, declared) in enumerate(_declarations(text, lines, path, findings), 1):
            line = lines.of(EDGES, name)
            if len(kinds) >= most or number > most:
                findings.append(TooLarge(str(path), line, what="number of kinds of edges", maximum=most, unit="kinds"))
                break
            reader = EdgeKindReader(Ontology(shipped.node_kinds, (*shipped.edge_kinds, *kinds)), name)
            kind = reader.read(declared)
            kinds.extend([kind] if kind else [])
            findings.extend(_finding(path, lines, name, mistake) for mistake in reader.mistakes)
    return OwnKinds(tuple(kinds), tuple(findings), files)


def _finding(path: Path, lines: TomlLines, name: str, mistake: Mistake) -> InvalidDeclaration:
    line = lines.of(EDGES, name, *mistake.keys)
    field = ".".join((EDGES, name, *mistake.keys))[:_SHOWN]
    return InvalidDeclaration(str(path), line, field=field, **mistake.details)


def _text(path: Path, findings: list[SourceError]) -> str:
    """The text of a file; empty where it cannot be read."""
    most = Limits.ontology_file
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is no regular file")
        with path.open("rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise TooLarge(str(path), what="file of an ontology", maximum=most, unit="bytes")
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except TooLarge as finding:
        findings.append(finding)
    except UnicodeDecodeError as error:
        findings.append(MalformedFile(str(path), content[: error.start].count(b"\n") + 1, reason="it is not UTF-8"))
    except (OSError, ValueError) as error:
        findings.append(UnreadableFile(str(path), reason=getattr(error, "strerror", None) or str(error)))
    return ""


def _declarations(text: str, lines: TomlLines, path: Path, findings: list[SourceError]) -> Iterator[tuple[str, Any]]:
    """The names of kinds, and what is declared of each."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        reason = f"it is no TOML: {str(error) or 'too many levels'}"
        findings.append(MalformedFile(str(path), int(found[1]) if found else None, reason=reason))
        return
    for name in tables.keys() - {EDGES}:
        problem = "a file of an ontology declares kinds of edges alone, each as a table [edges.NAME]"
        findings.append(InvalidDeclaration(str(path), lines.of(name), field=name[:_SHOWN], problem=problem))
    edges = tables.get(EDGES, {})
    if isinstance(edges, dict):
        yield from edges.items()
    else:
        problem = "it is no table: write [edges.NAME] for each kind"
        findings.append(InvalidDeclaration(str(path), lines.of(EDGES), field=EDGES, problem=problem))
