"""Checks a value set: how many codes it has, those of its rules that nothing has, and what it includes."""

from graph.ingest.read_guard import read_guard
from graph.model.data_findings import InvalidValueSet, UnknownName
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile
from medcode.check.wrong_ends import NOT_COMPARED, nearest_curie


def check_value_set(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """The codes that it has in the graph that is built, and what is wrong with it."""
    from graph.value_sets.expansion import expand, unknown_codes  # noqa: PLC0415  (pages need no store)
    from graph.value_sets.library import line_of, read_value_set  # noqa: PLC0415

    checked, path, store = CheckedFile(file.path, file.part, "Value set", is_read=False), str(file.path), context.store
    with read_guard(path, checked.findings, Limits.page_seconds):
        read, text = read_value_set(file.path), file.path.read_text(encoding="utf-8-sig")
        checked.is_read = True
        if store is None:
            checked.summary = [NOT_COMPARED]
            return checked
        for curie in unknown_codes(store, read):
            guess = {"did_you_mean": near} if (near := nearest_curie(curie, context)) else {}
            checked.findings.append(UnknownName(path, line_of(text, curie.partition(":")[2]), name=curie, **guess))
        try:
            checked.counts = {"codes": len(expand(store, read))}
        except InvalidArgument as error:
            line = line_of(text, str(error.details.get("value")))
            raise InvalidValueSet(path, line, **error.details) from error
    return checked
