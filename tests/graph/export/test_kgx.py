"""KGX: `kgx validate` finds nothing, and the words of Biolink are declared for every kind."""

import io
import subprocess
from pathlib import Path

import orjson
import pandas
import pytest

from graph.export.kgx.biolink import KNOWLEDGE, predicate
from graph.export.kgx.tsv_escaping import EMPTY_LIST, EMPTY_TEXT, escape_cell, escape_list, unescape_cell, unescape_list
from graph.model.elements import EvidenceMethod
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.mapping_edge_kinds import MAPPING
from tests.graph.export.kgx_environment import kgx_python
from tests.graph.export.parts import PARTS, TEXTS, nasty_part, said_of, shipped_part, world_part
from tests.graph.export.unpacked import unpack, unpacked

TERMS = [*(kind.biolink for kind in ONTOLOGY.node_kinds), *(kind.biolink for kind in ONTOLOGY.edge_kinds)]
_SCRIPT = Path(__file__).with_name("kgx_validate.py")


def _found(folder: Path, form: str) -> object:
    """What `kgx validate` says of the tables in a folder."""
    tables = [folder / f"{what}.{form}" for what in ("nodes", "edges")]
    words: list[str | Path] = [kgx_python(), _SCRIPT, folder / "context.jsonld", form, *tables]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line.startswith("FOUND ")]
    assert said, done.stderr[-500:]
    return orjson.loads(said[-1].removeprefix("FOUND "))


@pytest.mark.parametrize(("part", "form"), [("shipped", "tsv"), ("nasty", "jsonl")])
def test_kgx_validate_passes(part: str, form: str, tmp_path: Path) -> None:
    assert _found(unpack(f"kgx-{form}", PARTS[part](), tmp_path), form) == {}


def test_kgx_validate_would_tell(tmp_path: Path) -> None:
    folder = unpack("kgx-jsonl", world_part(), tmp_path)
    nodes = folder / "nodes.jsonl"
    nodes.write_bytes(nodes.read_bytes().replace(b"biolink:Device", b"biolink:Gadget").replace(b"biolink:Agent", b"x"))
    assert "INVALID_CATEGORY" in str(_found(folder, "jsonl"))


def _unusable(*words: str) -> list[str]:
    script = Path(__file__).with_name("biolink_words.py")
    done = subprocess.run([kgx_python(), script, *words], capture_output=True, text=True, check=True)
    return done.stdout.split()[1:]


def test_biolink_has_every_word() -> None:
    words = {term.name for term in TERMS}
    said = {predicate("MAPS_TO", {"predicate": value}) for value, _ in MAPPING[0].values}
    assert len(said) == len(MAPPING[0].values)
    assert _unusable(*sorted(words | {word.partition(":")[2] for word in said})) == []
    flawed = ["Condition", "AdministrativeEntity", "OntologyClass", "provided_by"]
    assert _unusable("Device", *flawed) == flawed


def test_every_kind_and_method_has_its_words() -> None:
    assert set(KNOWLEDGE) == set(EvidenceMethod)
    assert all(term.reason for term in TERMS)


def test_an_edge_says_where_it_comes_from() -> None:
    edges = [orjson.loads(line) for line in unpacked("kgx-jsonl", world_part())["edges.jsonl"].splitlines()]
    risk = next(edge for edge in edges if edge["object"] == "RISK:infection" and edge["subject"] == "PAGE:cast")
    assert risk["predicate"] == "biolink:has_adverse_event"
    assert (risk["knowledge_level"], risk["agent_type"]) == ("knowledge_assertion", "manual_agent")
    assert risk["primary_knowledge_source"] == "medcode.source:world%2Fcast.txt"
    assert risk["provided_by"] == ["medcode-graph"]
    assert len({edge["id"] for edge in edges}) == len(edges) == len(world_part().edge_numbers)


def test_a_mapping_says_how_the_two_compare() -> None:
    edges = [orjson.loads(line) for line in unpacked("kgx-jsonl", shipped_part())["edges.jsonl"].splitlines()]
    found = {(edge["medcode_predicate"], edge["predicate"]) for edge in edges if "medcode_predicate" in edge}
    assert ("skos:exactMatch", "biolink:exact_match") in found


def test_pandas_reads_the_table_row_by_row() -> None:
    """As KGX reads it: without quotes, ended by line feeds."""
    nodes, _ = said_of(nasty_part())
    content = unpacked("kgx-tsv", nasty_part())["nodes.tsv"]
    table = pandas.read_csv(
        io.BytesIO(content), sep="\t", quoting=3, lineterminator="\n", dtype=str, keep_default_na=False
    )
    assert len(table) == len(nodes)
    assert {unescape_cell(name) for name in table["name"]} == {node.name for node in nodes.values()}
    assert "007" in set(table["medcode_slug"])


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_a_cell_comes_back(text: str) -> None:
    cell = escape_cell(text)
    assert unescape_cell(cell) == text
    assert not set("\t\n\r|\x00\u2028") & set(cell)
    assert cell
    assert unescape_list(escape_list((text,))) == (text,)


def test_what_is_empty_is_told_apart() -> None:
    assert [unescape_list(cell) for cell in (EMPTY_LIST, EMPTY_TEXT, "a|b")] == [(), ("",), ("a", "b")]
    assert unescape_cell(escape_cell(EMPTY_TEXT)) == EMPTY_TEXT
    assert unescape_list(escape_list((EMPTY_LIST,))) == (EMPTY_LIST,)
    assert unescape_cell(escape_cell("&#10; & &amp;")) == "&#10; & &amp;"
