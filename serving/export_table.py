"""The parameters of an export as a table: `as`, the type of file, and `evidence`, for the statements of a selection."""

from starlette.datastructures import QueryParams

from graph.export.format import Format
from graph.export.table.file_types import file_type_named
from graph.export.table.format import TABLE, table_format
from serving.export_parameters import single, switch

AS, EVIDENCE = "as", "evidence"
_DEFAULT = TABLE.suffix


def statement_table(parameters: QueryParams) -> Format:
    """The table of a selection's statements that is asked for.

    Raises:
        InvalidArgument: there is no such type of file, or `evidence` is neither true nor false.
    """
    file_type = file_type_named(single(parameters, AS, _DEFAULT))
    return table_format(file_type, evidence=switch(parameters, EVIDENCE))


def answer_table_format(parameters: QueryParams) -> Format:
    """The table of a query's answer that is asked for: the query itself says whether evidence is in it.

    Raises:
        InvalidArgument: there is no such type of file.
    """
    return table_format(file_type_named(single(parameters, AS, _DEFAULT)))


def without(parameters: QueryParams, *names: str) -> QueryParams:
    """The parameters but for some of them."""
    return QueryParams([(name, value) for name, value in parameters.multi_items() if name not in names])
