"""Mappings in the Simple Standard for Sharing Ontological Mappings (SSSOM), as TSV with its metadata in comments.

Columns and metadata by https://mapping-commons.github.io/sssom: `mapping_set_id`, `license` and `curie_map` must be
there, and of each row the subject, predicate, object and justification. A row whose object is `sssom:NoTermFound` says
that there is none, and gives no edge. So does a row whose `predicate_modifier` is `Not`: it says that its mapping does
not hold, and no other is inferred between the two. A row whose object is an everyday expression also gives its node, if
the graph has the subject. Without a subject, `sssom:NoTermFound`, the expression stands for itself.

An extension slot, `object_meaning`, says what an abbreviation stands for. Another, `object_codes`, says which codes of
a table are meant, by characters and classes of characters that begin them: a total hip replacement is not all of table
0SR, but `0SR[9B]0[12346J]`. Each of them is then narrower than the subject, and the table is not mapped itself.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.files.regular_file import read_regular
from graph.ingest.source import EdgeWithTarget, Item, Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value, split_curie
from graph.model.errors import InvalidCurie
from graph.model.findings import MalformedFile, MalformedRow, NegativeMapping, SourceError, TooLarge
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import file_document

SUFFIX = ".sssom.tsv"
NO_TERM = "sssom:NoTermFound"
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
METADATA = ("mapping_set_id", "license", "curie_map")
NOT = "not"
"""The only value of `predicate_modifier`, which the standard writes `Not`."""
EXPRESSION, PCS_CODE = "Expression", "ICD10PCS:"
_PAIR = re.compile(r"^(\S+)\t[^\t]*\t[^\t]*\t(\S+)\t", re.MULTILINE)
"""Subject and object of a row."""
_CODES = re.compile(r"(?:[0-9A-Z.]|\[(?:[0-9A-Z](?:-[0-9A-Z])?)+\])+")
_CODED = ("Procedure", "ProcedureTable", "Diagnosis")


@dataclass(slots=True)
class SssomMappings:
    """All mapping sets of a folder; `denied` are the pairs whose mapping a row says does not hold.

    `own` is the name of the user's folder that it is a part of; None for what ships.
    """

    folder: Path
    own: str | None = None
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    denied: set[tuple[str, str]] = field(default_factory=set)
    _stated: set[tuple[str, str]] = field(default_factory=set)
    _meanings: dict[str, list[str]] = field(default_factory=dict)
    _pcs_codes: list[str] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Item]:
        # Other sets give nodes that expressions speak of.
        paths = {str(path): path for path in sorted(self.folder.glob(f"*{SUFFIX}"), key=_reading_order)}
        for name in track(list(paths), "mappings"):
            yield from self.read_set(paths[name])

    def read_set(self, path: Path) -> Iterator[Item]:
        """One set of mappings, whatever its name."""
        try:
            text = read_regular(path, Limits.source_file, "set of mappings").decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.findings.append(MalformedFile(str(path), reason=str(error)))
            return
        except TooLarge as finding:
            self.findings.append(finding)
            return
        missing = [name for name in METADATA if f"\n#{name}:" not in f"\n{text}"]
        if missing:
            self.findings.append(MalformedFile(str(path), 1, reason=f"its metadata lacks {', '.join(missing)}"))
            return
        document = self._document(path, text)
        self.documents.append(document)
        yield from self._rows(text, document, str(path))

    def _document(self, path: Path, text: str) -> SourceDocument:
        metadata = dict(row[1:].split(": ", 1) for row in text.split("\n") if row.startswith("#") and ": " in row)
        title, licence = metadata.get("mapping_set_title", path.name), metadata.get("license", "").strip()
        if self.own is None:
            return file_document(path, f"mappings/{path.name}", title, "MIT")
        return file_document(path, f"{self.own}/mappings/{path.name}", title, licence, redistributable=False)

    def _rows(self, text: str, document: SourceDocument, path: str) -> Iterator[Item]:
        self._stated = set(_PAIR.findall(text))
        self._meanings = _meanings(text)
        start, columns = 0, list[str]()
        for line, raw in enumerate(text.split("\n"), 1):
            if raw and not raw.startswith("#"):
                cells = _cells(raw)
                if not columns:
                    columns = cells
                    if not set(REQUIRED) <= set(columns):
                        self.findings.append(MalformedFile(path, line, reason=f"the columns must have {REQUIRED}"))
                        return
                else:
                    row = dict(zip(columns, cells, strict=False))
                    evidence = Evidence(document.id, f"line {line}", raw, start, start + len(raw))
                    yield from self._row(row, evidence, path, line)
            start += len(raw) + 1

    def _row(self, row: Mapping[str, str], evidence: Evidence, path: str, line: int) -> Iterator[Item]:
        subject, target = row.get("subject_id", ""), row.get("object_id", "")
        try:
            properties, is_negative, codes = _mapping_properties(row), _is_negative(row), _codes_pattern(row)
            if target == NO_TERM:
                return
            target_node = self._target_node(target, row.get("object_label", ""))
            if subject == NO_TERM:
                if target_node is not None:
                    yield target_node
                return
            split_curie(subject)
        except (ValueError, InvalidCurie) as error:
            self.findings.append(MalformedRow(path, line, reason=str(error)))
            return
        if is_negative:
            self.denied.add((subject, target))
            self.findings.append(
                NegativeMapping(path, line, subject=subject, predicate=row["predicate_id"], object=target)
            )
            return
        if codes is not None:
            yield from self._expanded(subject, codes, properties, evidence)
            return
        if target_node is not None and target_node.kind == EXPRESSION:
            yield EdgeWithTarget(Edge(subject, "KNOWN_AS", target, properties, (evidence,)), target_node)
            return
        if target_node is not None:
            yield target_node
        yield Edge(subject, "MAPS_TO", target, properties, (evidence,))

    def _target_node(self, curie: str, label: str) -> Node | None:
        """The node of an object: an expression, or a stub of a code; None for other kinds or without a label."""
        kind = ONTOLOGY.by_prefix.get(split_curie(curie)[0])
        if kind is not None and kind.name == EXPRESSION and label:
            meanings = tuple(dict.fromkeys(self._meanings.get(curie, ())))
            return Node(curie, EXPRESSION, label, {"meanings": meanings} if meanings else {})
        if kind is None or kind.name not in _CODED or not label:
            return None
        properties: dict[str, Value] = {"is_stub": True}
        if kind.name == "Procedure":
            properties["slug"] = split_curie(curie)[1].lower()
        return Node(curie, kind.name, label, properties)

    def _expanded(
        self, subject: str, codes: re.Pattern[str], properties: dict[str, Value], evidence: Evidence
    ) -> Iterator[Edge]:
        """An edge to each known code that is meant, but to those that a row of its own maps."""
        narrower = {**properties, "predicate": "skos:narrowMatch"}
        for curie in self._codes():
            if codes.match(curie) and (subject, curie) not in self._stated:
                yield Edge(subject, "MAPS_TO", curie, narrower, (evidence,))

    def _codes(self) -> list[str]:
        """The codes of ICD-10-PCS that were read before."""
        if not self._pcs_codes:
            self._pcs_codes = [curie for curie in self.nodes if curie.startswith(PCS_CODE)]
        return self._pcs_codes


def _is_negative(row: Mapping[str, str]) -> bool:
    """Whether a row says that its mapping does not hold.

    Raises:
        ValueError: the modifier is not one of the standard.
    """
    modifier = (row.get("predicate_modifier") or "").strip()
    if modifier and modifier.casefold() != NOT:
        raise ValueError(f"its predicate_modifier is '{modifier}', and can be 'Not' or empty")
    return bool(modifier)


def _codes_pattern(row: Mapping[str, str]) -> re.Pattern[str] | None:
    """What begins the CURIEs of the codes that are meant; None where a row names its object alone.

    Raises:
        ValueError: it is more than characters of codes and classes of them.
    """
    text = row.get("object_codes") or ""
    if text and not _CODES.fullmatch(text):
        raise ValueError(f"its object_codes are '{text}', and can be characters and classes as in '0SR[9B]0'")
    try:
        return re.compile(f"{PCS_CODE}{text}") if text else None
    except re.error as error:
        raise ValueError(f"its object_codes are '{text}': {error}") from None


def _mapping_properties(row: Mapping[str, str]) -> dict[str, Value]:
    """The properties of the edge of a row.

    Raises:
        ValueError: the row lacks what each must have, or its confidence is not from 0 to 1.
    """
    missing = [name for name in REQUIRED if not row.get(name)]
    if missing:
        raise ValueError(f"it lacks {', '.join(missing)}")
    properties: dict[str, Value] = {
        "predicate": row["predicate_id"],
        "justification": row["mapping_justification"],
    }
    if row.get("confidence"):
        properties["confidence"] = _confidence(row["confidence"])
    if row.get("comment"):
        properties["comment"] = row["comment"]
    return properties


def _confidence(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(f"its confidence is '{text}', and can be from 0 to 1")
    return value


def _reading_order(path: Path) -> tuple[bool, Path]:
    source = list[str]()
    with suppress(OSError, TooLarge):  # A finding when the set is read.
        head = read_regular(path, Limits.source_file, "set of mappings").decode("utf-8", errors="replace")
        source = next((line.split()[1:] for line in head.splitlines() if line.startswith("#object_source:")), source)
    kind = ONTOLOGY.by_prefix.get(source[0]) if source else None
    return kind is not None and kind.name == EXPRESSION, path


def _meanings(text: str) -> dict[str, list[str]]:
    """What the expressions of a set stand for, by CURIE, in the order of its rows."""
    rows = (_cells(line) for line in text.split("\n") if line and not line.startswith("#"))
    columns, meanings = next(rows, []), dict[str, list[str]]()
    for cells in rows:
        row = dict(zip(columns, cells, strict=False))
        if row.get("object_meaning"):
            meanings.setdefault(row.get("object_id", ""), []).append(row["object_meaning"])
    return meanings


def _cells(row: str) -> list[str]:
    """The cells of a row: the format has no quotes."""
    return row.rstrip("\r").split("\t")
