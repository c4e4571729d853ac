"""Neo4j's import files: their headers by the grammar that its manual gives, and what is in them.

No Neo4j runs here. The grammar is that of 'Header format' in the operations manual: `name:TYPE` for properties, with
`[]` for lists; `name:ID`, `:LABEL`, `:START_ID`, `:END_ID` and `:TYPE` for what the import itself needs.
"""

import csv
import io
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.export.neo4j import ARRAY_DELIMITER
from graph.model.elements import Value
from tests.graph.export.parts import PARTS, each_part, nasty_part, said_of, world_part
from tests.graph.export.unpacked import unpack, unpacked

_SCALAR = (
    "int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime|duration"
)
_PROPERTY = re.compile(rf"[A-Za-z_][A-Za-z0-9_]*:(?:{_SCALAR})(?:\[\])?")
_READ = {"int": int, "double": float, "boolean": lambda text: {"true": True, "false": False}[text]}


def _cells(line: str) -> list[str | None]:
    """The fields of a line; None where there is nothing, not even quotes."""
    fields = [match[1] for match in re.finditer(r'(?:^|,)("(?:[^"]|"")*"|[^",]*)', line, re.DOTALL)]
    texts = next(csv.reader(io.StringIO(line, newline=""), strict=True))
    return [text if field else None for field, text in zip(fields, texts, strict=True)]


def _rows(content: bytes) -> list[dict[str, Any]]:
    header, _, rest = content.decode().partition("\n")
    names = header.split(",")
    lines = re.findall(r'((?:"(?:[^"]|"")*"|[^"\n])*)\n', rest)
    return [dict(zip(names, _cells(line), strict=True)) for line in lines]


def _value(text: str, type: str) -> Value:
    if type == "string[]":
        return tuple(text.split(ARRAY_DELIMITER))
    if type == "date":
        date.fromisoformat(text)
    return _READ.get(type, str)(text)  # type: ignore[no-any-return, operator]


def _properties(row: dict[str, Any], own: int) -> dict[str, Value]:
    said = [(*name.split(":"), text) for name, text in list(row.items())[own:] if text is not None]
    return {name: _value(text, declared) for name, declared, text in said}


def _kept(properties: Any) -> dict[str, Value]:
    """Properties up to the declared losses."""
    return {
        name: tuple(item.replace(ARRAY_DELIMITER, " ") for item in value) if isinstance(value, tuple) else value
        for name, value in properties.items()
        if value != ()
    }


@each_part
def test_all_of_it_is_there(name: str) -> None:
    nodes, edges = said_of(PARTS[name]())
    for member, content in unpacked("neo4j", PARTS[name]()).items():
        for row in _rows(content) if member.startswith("nodes/") else ():
            node = nodes.pop(row["curie:ID"])
            assert member == f"nodes/{node.kind}.csv"
            assert (row[":LABEL"], row["name:string"]) == (node.kind, node.name)
            assert _properties(row, 3) == _kept(node.properties)
        for row in _rows(content) if member.startswith("edges/") else ():
            edge = edges.pop(f"{row[':START_ID']} {row['key:string']} {row[':END_ID']}")
            assert (member, row[":TYPE"]) == (f"edges/{edge.kind}.csv", edge.kind)
            assert orjson.loads(row["evidence:string"]) == orjson.loads(edge.evidence_json)
            assert _properties(row, 5) == _kept(edge.properties)
    assert not nodes
    assert not edges


def test_headers_follow_the_grammar() -> None:
    for member, content in unpacked("neo4j", world_part()).items():
        if not member.endswith(".csv"):
            continue
        header = content.decode().partition("\n")[0].split(",")
        special = 2 if member.startswith("nodes/") else 3
        assert header[:special] == [["curie:ID", ":LABEL"], [":START_ID", ":END_ID", ":TYPE"]][special - 2]
        assert all(_PROPERTY.fullmatch(field) for field in header[special:])
        assert len(set(header)) == len(header)


def test_the_command_names_every_file_and_how_to_read_it(tmp_path: Path) -> None:
    folder = unpack("neo4j", nasty_part(), tmp_path)
    subprocess.run(["sh", "-n", "import.sh"], cwd=folder, check=True)
    (folder / "neo4j-admin").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (folder / "neo4j-admin").chmod(0o755)
    said = subprocess.run(
        ["sh", "import.sh"],
        cwd=folder,
        env={"PATH": f"{folder}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[:3] == ["database", "import", "full"]
    assert said[-2:] == ["--overwrite-destination", "neo4j"]
    files = {word.partition("=")[2] for word in said if word.startswith(("--nodes=", "--relationships="))}
    assert files == {str(path.relative_to(folder)) for path in folder.rglob("*.csv")}
    assert {"--multiline-fields=true", "--array-delimiter=U+001F", "--id-type=string"} <= set(said)


@pytest.mark.parametrize(("kind", "field"), [
    ("nodes/Procedure", "is_stub:boolean"), ("nodes/Risk", "synonyms:string[]"),
    ("nodes/Policy", "number:string"), ("nodes/Step", "number:int"), ("nodes/Policy", "effective_date:date"),
    ("edges/HAS_RISK", "duration_min:double")])  # fmt: skip
def test_each_kind_has_the_types_of_its_own_properties(kind: str, field: str) -> None:
    assert field in unpacked("neo4j", nasty_part())[f"{kind}.csv"].decode().partition("\n")[0].split(",")
