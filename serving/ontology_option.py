"""Names the files of an ontology that a command line means, before `graph.model.ontology` is imported."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence

from graph.model.ontology_files import DATA_VARIABLE, ONTOLOGY_VARIABLE, files_in, ontology_files

_ONTOLOGY = "graph.model.ontology"
_NEAR = 4
"""A path and the three folders above it: pages lie two folders below a folder of data."""


def use_ontology_of(words: Sequence[str], *, with_paths: bool = False) -> None:
    """Set `MEDCODE_ONTOLOGY`, which processes that are started inherit, where options say other files than it does.

    `with_paths` says that words which are no options may be paths in folders of data, whose files count, too. Where the
    ontology has been read, nothing is set: it stays what it is in this process and in those that it starts.
    """
    if _ONTOLOGY in sys.modules:
        return
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--ontology", nargs="?")
    parser.add_argument("--data", nargs="?", action="append", default=[])
    arguments, others = parser.parse_known_args(words)
    data = os.pathsep.join(filter(None, arguments.data))
    options = {ONTOLOGY_VARIABLE: arguments.ontology, DATA_VARIABLE: data}
    given = {**os.environ, **{name: text for name, text in options.items() if text}}
    files = ontology_files(given)
    if with_paths and ONTOLOGY_VARIABLE not in given:
        files = ontology_files({ONTOLOGY_VARIABLE: os.pathsep.join((*files, *files_in(_folders_around(others))))})
    if files != ontology_files():
        os.environ[ONTOLOGY_VARIABLE] = os.pathsep.join(map(os.path.abspath, files))


def _folders_around(words: Iterable[str]) -> Iterator[str]:
    """The folders that some words name or lie in, as far as these may be folders of data."""
    for word in words:
        path = os.path.abspath(word)  # noqa: PTH100  (`pathlib` would be imported for each help text)
        for _ in range(_NEAR):
            yield path
            path = os.path.dirname(path)  # noqa: PTH120
