"""Checks a stored query: its syntax, the schema, the limits, and the question in its first line."""

from graph.ingest.files.regular_file import read_regular
from graph.ingest.read_guard import read_guard
from graph.model.data_findings import InvalidQuery
from graph.model.findings import printable
from graph.model.limits import Limits
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile


def check_query(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """A stored query: the question that it answers, and each mistake with line and column.

    Raises:
        InvalidArgument: a setting has a value outside its domain.
    """
    from serving.document_errors import document_errors  # noqa: PLC0415  (with GraphQL, which pages do not need)
    from serving.settings import limits_of_environment  # noqa: PLC0415
    from serving.stored_operations import read_operation  # noqa: PLC0415

    checked, path, text = CheckedFile(file.path, file.part, "Stored query"), str(file.path), None
    with read_guard(path, checked.findings, Limits.page_seconds):
        content = read_regular(file.path, Limits.page_file, "query")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise InvalidQuery(path, line, problem="it is not UTF-8 text; save it as UTF-8") from error
    checked.is_read = bool(text and text.strip())
    if text is None:
        return checked
    schema, limits = context.schema, limits_of_environment()
    with read_guard(path, checked.findings, Limits.page_seconds):
        for mistake in document_errors(schema, text, limits):
            place = next(iter(mistake.locations or ()), None)
            column = place.column if place else None
            checked.findings.append(
                InvalidQuery(path, place.line if place else None, problem=mistake.message, column=column)
            )
    if text.startswith("#"):
        checked.summary = [printable(read_operation(path, text).title)]
    elif text.strip():
        problem = "its first line is no comment: '# What is asked?' is what it is listed by"
        checked.findings.append(InvalidQuery(path, 1, problem=problem))
    return checked
