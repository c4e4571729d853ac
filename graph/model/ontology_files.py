"""Which files declare kinds of edges of an institution's own.

It stands apart from `graph.model.ontology`, which reads them when it is imported: so they can be named before. Paths
are texts here, as that import is not to wait for `pathlib` where there are none.
"""

import os
from collections.abc import Iterable, Mapping

DATA_VARIABLE, ONTOLOGY_VARIABLE = "MEDCODE_DATA", "MEDCODE_ONTOLOGY"
"""The variables that name folders of data, and files of an ontology; several are separated as in `PATH`."""
FILE_NAME = "ontology.toml"
"""The name of such a file in a folder of data."""


def ontology_files(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The files that `MEDCODE_ONTOLOGY` names; unless it is set, those of the folders that `MEDCODE_DATA` names."""
    named = environment.get(ONTOLOGY_VARIABLE)
    if named is not None:
        return _each_once(path for path in named.split(os.pathsep) if path)
    folders = environment.get(DATA_VARIABLE, "").split(os.pathsep)
    return _each_once(files_in(folder for folder in folders if folder))


def files_in(folders: Iterable[str]) -> Iterable[str]:
    """The files of an ontology that lie in some folders of data."""
    return filter(os.path.exists, (os.path.join(folder, FILE_NAME) for folder in folders))  # noqa: PTH118


def _each_once(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple({os.path.realpath(path): path for path in paths}.values())
