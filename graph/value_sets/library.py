"""The value sets of the folders of data, `valuesets/*.toml` and `*.json`, read once for each store that is opened."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from weakref import WeakKeyDictionary

import orjson

from graph.ingest.data_folder import SHIPPED, DataFolder, Part, data_folders
from graph.ingest.files.regular_file import files_below, read_regular
from graph.ingest.read_guard import read_guard
from graph.model.data_findings import InvalidValueSet
from graph.model.errors import InvalidArgument
from graph.model.findings import MalformedFile, SourceError
from graph.model.limits import Limits
from graph.model.nearest_name import nearest_name
from graph.store import GraphStore
from graph.store.query_types import NodeSet
from graph.value_sets.definition import ValueSet
from graph.value_sets.fhir_form import value_set_of

_LINE = re.compile(r"\(at line (\d+)")


class ValueSets:
    """Value sets by name, of several with one name the last; `findings` say what could not be read."""

    def __init__(self, folders: Iterable[DataFolder]) -> None:
        self.by_name, self.findings = dict[str, ValueSet](), list[SourceError]()
        self.expanded = dict[str, NodeSet]()
        parts = [part for folder in folders if (part := folder.part(Part.VALUESETS)).exists()]
        for path in [path for part in parts for path in files_below(part, self.findings, hidden=False)]:
            with read_guard(str(path), self.findings, Limits.page_seconds):
                read = read_value_set(path)
                self.by_name[read.name] = read

    def named(self, name: str) -> ValueSet:
        """The value set of a name or an address, which `|` and a version may follow, as in canonical addresses of FHIR.

        Raises:
            InvalidArgument: there is none, or not in the version.
        """
        bare, _, version = name.partition("|")
        found = self.by_name.get(bare) or next((one for one in self.by_name.values() if one.url == bare != ""), None)
        if found is None or version not in ("", found.version):
            near = nearest_name(bare, self.by_name, 0.5)
            told = {"did_you_mean": f"{near}|{found.version}" if found and found.version else near} if near else {}
            raise InvalidArgument(problem="there is no such value set", value=name[:200], **told)
        return found


def read_value_set(path: Path) -> ValueSet:
    """The value set of a file; one without a name is called as the file is.

    Raises:
        SourceError: it cannot be read, or is none; its line is the first one with what is wrong.
        OSError: it cannot be opened.
    """
    content = read_regular(path, Limits.value_set_file, "value set")
    try:
        text = content.decode("utf-8-sig")
        resource = tomllib.loads(text) if path.suffix == ".toml" else orjson.loads(text)
        read = value_set_of(resource if isinstance(resource, dict) else {"resourceType": resource})
    except InvalidArgument as error:
        raise InvalidValueSet(str(path), line_of(text, str(error.details["value"])), **error.details) from error
    except (ValueError, RecursionError) as error:
        told = _LINE.search(str(error))
        line = int(told[1]) if told else getattr(error, "lineno", None)
        raise MalformedFile(str(path), line, reason=str(error)) from error
    return replace(read, name=read.name or path.stem)


def line_of(text: str, words: str) -> int | None:
    """The first line of a text that has some words, counted from 1."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if words in line), None)


def value_sets_of(store: GraphStore, folders: Iterable[DataFolder] | None = None) -> ValueSets:
    """The value sets beside a store, read when they are first asked for; a store that is opened later reads anew.

    They are of what ships and of `folders`, those that `MEDCODE_DATA` names unless given.
    """
    if store not in _READ or folders is not None:
        _READ[store] = ValueSets([SHIPPED, *(data_folders() if folders is None else folders)])
    return _READ[store]


_READ: WeakKeyDictionary[GraphStore, ValueSets] = WeakKeyDictionary()
