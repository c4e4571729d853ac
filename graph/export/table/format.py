"""The format `table`: the statements of a subgraph, or the answer of the query that selected it, as one tidy table."""

from graph.export.format import Format, Loss
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.file_types import FILE_TYPES, FileType
from graph.export.table.statements import statements
from graph.export.table.table import Table

NAME = "table"
_LOSSES = (
    Loss("nodes without edges", "nothing: a row is a statement", kept=False),
    Loss("properties of nodes other than name, kind and code", "nothing", kept=False),
    Loss("lists", "JSON", kept=True),
)
_NO_EVIDENCE = Loss("evidence", "nothing, unless it is asked for", kept=False)
_FIRST_EVIDENCE = Loss("evidence after the first piece", "counted in evidence_count", kept=False)


def table_format(file_type: FileType, *, evidence: bool = False) -> Format:
    """The format for a type of file; `evidence` says whether statements come with theirs."""

    def table(subgraph: ExportedSubgraph) -> Table:
        return subgraph.answer or statements(subgraph, evidence=evidence)

    return Format(
        NAME,
        "Table",
        file_type.name,
        file_type.media_type,
        lambda subgraph: file_type.write(table(subgraph)),
        "spreadsheets, pandas, R, DuckDB, Polars: one row a statement, as CSV, TSV, Parquet or XLSX",
        (*_LOSSES, _FIRST_EVIDENCE if evidence else _NO_EVIDENCE, *file_type.losses),
    )


TABLE = table_format(FILE_TYPES["csv"])
