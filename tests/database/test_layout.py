"""The layout in a database: no names clash, and nothing but names that are declared becomes part of a statement."""

import ast
import re
from pathlib import Path

import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4_cypher import CypherLexer, CypherParser

import graph.database
from graph.database import layout, remove_version, versions
from graph.database.layout import (
    CURRENT,
    EVIDENCE,
    FILE,
    NODE,
    RESERVED_OF_EDGES,
    RESERVED_OF_NODES,
    VERSION,
    create_edges,
    create_nodes,
    database_id,
    number_of,
    quoted,
    slot_of,
)
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY

OWN_LABELS = {NODE, EVIDENCE, FILE, VERSION, CURRENT}
FOLDER = Path(graph.database.__file__).parent


def test_no_property_of_the_ontology_has_a_name_of_the_layout() -> None:
    of_nodes = {item.name for kind in ONTOLOGY.node_kinds for item in kind.properties}
    of_edges = {item.name for kind in ONTOLOGY.edge_kinds for item in kind.properties}
    assert of_nodes.isdisjoint(RESERVED_OF_NODES)
    assert of_edges.isdisjoint(RESERVED_OF_EDGES)


def test_labels_and_types_are_all_different() -> None:
    """Some databases keep labels and types in one list of names."""
    names = [*NODE_KINDS, *EDGE_KINDS, *OWN_LABELS]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("name", ["", "a b", "a`b", "a-b", "é", "1a", "a\n", "_a"])
def test_a_name_with_other_signs_is_no_part_of_a_statement(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        quoted(name)


def test_an_id_holds_the_slot_and_the_number() -> None:
    for slot, number in ((1, 0), (7, 2**32 - 1), (2**30, 5)):
        assert (slot_of(database_id(slot, number)), number_of(database_id(slot, number))) == (slot, number)
        assert database_id(slot, number) < 2**63


def all_statements() -> list[str]:
    constants = [value for module in (layout, versions, remove_version) for value in vars(module).values()]
    fixed = [text for text in constants if isinstance(text, str) and re.fullmatch(r"(MATCH|MERGE|UNWIND) .*\S", text)]
    made = [*map(create_nodes, NODE_KINDS), *map(create_edges, EDGE_KINDS), *map(layout.read_added_nodes, NODE_KINDS)]
    return [*fixed, *made, *map(layout.read_edges_of_added_nodes, NODE_KINDS), layout.create_plain(FILE)]


def test_every_statement_is_cypher_and_holds_no_values() -> None:
    assert len(all_statements()) > 2 * len(NODE_KINDS) + len(EDGE_KINDS)
    for statement in all_statements():
        parser = CypherParser(CommonTokenStream(CypherLexer(InputStream(statement))))
        parser.removeErrorListeners()
        parser.script()
        assert parser.getNumberOfSyntaxErrors() == 0, statement
        literals = set(re.findall(r"'[^']*'", statement))
        assert literals <= {"'loading'", "'complete'"}, statement


def test_statements_are_put_together_from_constants_only() -> None:
    """In the room of databases no text with a word of Cypher is formatted with anything but a name of the layout."""
    allowed = {
        "NODE", "EVIDENCE", "FILE", "VERSION", "CURRENT", "LABELS[kind]", "TYPES[kind]", "label", "values", "name",
        "names", "_EDGE", "_HAS_MORE", "PLACE", "len(RESERVED_OF_EDGES)", "ID", "_RECORD", "_IF_THERE",
        # Of `edge_reader`: made of types, of conditions whose values are parameters, and of what stands here.
        "edge", "edges", "where", "'leaving' if outgoing else 'entering'", "'true' if outgoing else 'false'",
        "_IF_THERE if where else ''", "TYPES['IS_A']", "ANCESTOR_LEVELS - 1",
        "ends", "_GUARD", "_COUNT", "_SWITCH", "_NODE", "_KIND", "_BELOW", "_BESIDE", "value",
        "quoted(name)", "place",
        "', '.join((f'v.{name}' for name in _NAMES))", "', '.join((f'v.{name} = ${name}' for name in _NAMES[1:]))",
    }  # fmt: skip
    found = set[str]()
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = ast.unparse(node)
                if re.search(r"\b(MATCH|CREATE|MERGE|UNWIND|RETURN|SET)\b", text):
                    found |= {ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)}
    assert found
    assert found <= allowed
