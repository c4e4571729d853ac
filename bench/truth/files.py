"""What is made of each file of a folder: recognised as what, rows read, what was not read and why.

python -m bench.truth.files DIR
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from graph.ingest.code_sources import NEEDING_CODES
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import PackagedIcd10Pcs
from graph.ingest.codes.icd10pcs_titles import Icd10PcsTitles
from graph.ingest.files.recognition import official_sources
from graph.ingest.files.table_source import TableSource
from graph.ingest.source import NodeDependentSource, Source
from graph.model.elements import Node
from graph.model.findings import SourceError


def main() -> None:
    parser = ArgumentParser(description="Say what is made of each file of a folder of official files.")
    parser.add_argument("folder", type=Path, help="a folder of official files")
    folder = parser.parse_args().folder
    print("| file | recognised as | rows | nodes | edges | not read, and why |\n|---|---|---:|---:|---:|---|")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        print(f"| {path.relative_to(folder)} | {' | '.join(_cells(path))} |")
    print("\nAll files together:\n")
    for finding in official_sources([folder])[1]:
        if type(finding).__name__ != "UnrecognisedFile":
            print(f"- {str(finding).replace(f'{folder}/', '')}")


def _cells(path: Path) -> Iterator[str]:
    """The cells of a file's row, read alone."""
    sources, findings = official_sources([path])
    if not sources:
        yield from (str(findings[0].details.get("kind", "not recognised")), "", "", "", _told(findings))
        return
    source = sources[0]
    if isinstance(source, NodeDependentSource):
        source.nodes = packaged_codes() if isinstance(source, NEEDING_CODES) else {}
    items = list(source.read())
    nodes = {item.curie for item in items if isinstance(item, Node)}
    edges = sum(1 for item in items if not isinstance(item, Node))
    yield from (source.documents[-1].title, f"{_rows(path):,}" if isinstance(source, TableSource) else "")
    yield from (f"{len(nodes):,}", f"{edges:,}", _told(source.findings))


@cache
def packaged_codes() -> dict[str, Node]:
    """The codes of ICD-10 that packages ship, which indexes and mappings lead to."""
    nodes = dict[str, Node]()
    for source in (Icd10Cm.from_package(), PackagedIcd10Pcs(), Icd10PcsTitles(nodes=nodes)):
        nodes.update((item.curie, item) for item in source.read() if isinstance(item, Node))
    return nodes


def _rows(path: Path) -> int:
    """The rows of a table that could be read, whether or not they are in force."""
    source: Source = official_sources([path])[0][0]
    return sum(1 for _ in source.rows()) if isinstance(source, TableSource) else 0


def _told(findings: Sequence[SourceError]) -> str:
    """The findings by kind, with the first of each."""
    kinds = Counter(type(finding).__name__ for finding in findings)
    examples = {type(finding).__name__: finding for finding in reversed(findings)}
    return "; ".join(f"{count:,} {kind}: {_short(examples[kind])}" for kind, count in kinds.items())


def _short(finding: SourceError) -> str:
    line = f"line {finding.line}, " if finding.line is not None else ""
    details = ", ".join(f"{name} {value}" for name, value in finding.details.items())
    return (line + (details or finding.message))[:160].replace("|", "/")


if __name__ == "__main__":
    main()
