"""The Cypher script: parsed by the grammar of Cypher, and its literals read back. No database runs here."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser

from graph.export.cypher import CYPHER, cypher_literal, cypher_name
from graph.export.subgraph import ExportedSubgraph
from tests.graph.export.parts import PARTS, in_json, said_of

_STATEMENT = re.compile(r'(?:"(?:[^"\\]|\\.)*"|`[^`]*`|//[^\n]*|[^;"`/])*;', re.DOTALL)


class _Strict(ErrorListener):  # type: ignore[misc]
    def syntaxError(self, recognizer: Any, symbol: Any, line: int, column: int, msg: str, e: Any) -> None:  # noqa: N802
        raise AssertionError(f"{line}:{column}: {msg}")


def _parsed(text: str) -> Any:
    """The tree of a statement.

    Raises:
        AssertionError: it is no Cypher.
    """
    lexer = CypherLexer(InputStream(text))
    parser = CypherParser(CommonTokenStream(lexer))
    for reader in (lexer, parser):
        reader.removeErrorListeners()
        reader.addErrorListener(_Strict())
    return parser.script()


def _statements(part: ExportedSubgraph) -> list[str]:
    text = b"".join(CYPHER.write(part)).decode()
    return [statement.rstrip(";").strip() for statement in _STATEMENT.findall(text)]


def _literals(tree: Any) -> Iterator[Any]:
    """The outermost maps of a tree, as values."""
    kind = type(tree).__name__
    if kind == "MapLitContext":
        yield _value(tree)
        return
    for child in getattr(tree, "children", None) or ():
        yield from _literals(child)


def _value(tree: Any) -> Any:
    kind = type(tree).__name__
    if kind == "MapLitContext":
        return {pair.name().getText().strip("`"): _value(pair.expression()) for pair in tree.mapPair()}
    if kind == "ListLitContext":
        chain = tree.expressionChain()
        return [_value(item) for item in chain.expression()] if chain else []
    children: Any = getattr(tree, "children", None) or ()
    if len(children) == 1:
        return _value(children[0])
    text = tree.getText()
    return text if text.startswith("row.") else orjson.loads(text)


@pytest.mark.parametrize("part", ["world", "nasty"])
def test_it_is_cypher_and_says_all(part: str) -> None:
    nodes, edges = said_of(PARTS[part]())
    for statement in _statements(PARTS[part]())[1:]:
        kind = statement.rpartition("`")[0].rpartition("`")[2]
        for row in _literals(_parsed(statement)):
            if row.keys() <= {"curie", "key"}:  # the pattern of MERGE or MATCH
                continue
            if "source" in row:
                said = row["said"]
                edge = edges.pop(f"{row['source']} {said['key']} {row['target']}")
                expected = {"key": edge.key, "evidence": edge.evidence_json, **in_json(edge.properties)}
                assert said == expected
                assert f"[edge:`{edge.kind}` " in statement
            else:
                node = nodes.pop(row["curie"])
                assert row == {"curie": node.curie, "name": node.name, **in_json(node.properties)}
                assert kind == node.kind
    assert not nodes
    assert not edges


def test_it_begins_with_what_makes_it_fast() -> None:
    first = _statements(PARTS["world"]())[0]
    assert first.endswith("FOR (node:MedcodeNode) REQUIRE node.curie IS UNIQUE")


@pytest.mark.parametrize(("given", "written"), [("a", "`a`"), ("a`b", "`a``b`"), ("end", "`end`")])
def test_names_are_quoted(given: str, written: str) -> None:
    assert cypher_name(given) == written


def test_a_text_cannot_end_its_literal() -> None:
    text = 'a"}) DETACH DELETE n //\\'
    assert orjson.loads(cypher_literal(text)) == text
    _parsed(f"UNWIND [{cypher_literal({'end': text})}] AS row RETURN row")


def test_the_parser_notices_what_is_no_cypher() -> None:
    with pytest.raises(AssertionError):
        _parsed("UNWIND [{a: ] AS row RETURN row")
