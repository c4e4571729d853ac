"""Queries made at random that ask something of a small graph.

hypothesis-graphql makes sketches of their fields. What it would draw for arguments, any text as a CURIE, finds nothing;
so it is shown the schema without arguments, and `Arguments` gives them. A sketch is filled in, and then written in one
of the many ways that mean nearly the same: with variables, aliases, fragments and switches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    build_schema,
    get_named_type,
    is_introspection_type,
    is_leaf_type,
    parse,
    print_ast,
    specified_scalar_types,
)
from hypothesis import strategies as st
from hypothesis_graphql import queries

from tests.words import Arguments, Values, Words, given_by, item_of

_SAME = {"__typename", "name", "curie", "id", "kind", "code", "totalCount"}
"""Fields that are the same wherever they are, so that they need no name of their own."""
_SWITCHES = (("skip",), ("include",), ("skip", "include"))
_ENDS = "{ pageInfo { startCursor endCursor } }"
_DEEPEST = 7
_BOOLEAN = GraphQLNonNull(specified_scalar_types["Boolean"])
_Owner = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. A field of the key `paged` takes the variable `$cursor`, which is not given yet."""

    text: str
    variables: Mapping[str, Any]
    name: str | None


def requests(sdl: str, words: Words) -> st.SearchStrategy[Asked]:
    """Requests that the schema allows, but for some values of variables."""
    schema, bare = build_schema(sdl), _bare(sdl, words)
    roots = list(bare.query_type.fields) if bare.query_type else []
    of_nodes = [root for root in roots if given_by(bare, "Query", root) in words.curies]
    sketches = {root: queries(bare, fields=(root,), print_ast=lambda document: document) for root in roots}

    @st.composite
    def request(draw: st.DrawFn) -> Asked:
        values = Values(draw, schema, words)
        chosen = {values.pick(roots if values.one_in(2) else of_nodes): None for _ in range(1 + values.one_in(4))}
        return _Writer(values, bare).request([draw(sketches[root]) for root in chosen])

    return request()


def _bare(sdl: str, words: Words) -> GraphQLSchema:
    """The schema without arguments, and without kinds, properties and relations of which the graph has none."""
    schema = build_schema(sdl)
    kinds = schema.get_implementations(schema.type_map["Node"]).objects  # type: ignore[arg-type]
    absent = {kind.name for kind in kinds} - words.curies.keys()
    absent |= {kind.name for kind in schema.type_map.values() if item_of(kind) in absent}
    for owner in schema.type_map.values():
        if isinstance(owner, _Owner) and not is_introspection_type(owner):  # Those are shared by all schemas.
            for name, declared in list(owner.fields.items()):
                declared.args = {}
                if get_named_type(declared.type).name in absent or not words.has(owner.name, name):
                    del owner.fields[name]
    return GraphQLSchema(schema.query_type, types=[schema.type_map[kind] for kind in words.curies])


class _Writer:
    """Writes one document from sketches of its fields."""

    def __init__(self, values: Values, bare: GraphQLSchema) -> None:
        self.values, self.arguments = values, Arguments(values)
        self.types: Mapping[str, Any] = values.schema.type_map
        self.bare: Mapping[str, Any] = bare.type_map
        self.fragments: list[str] = []
        self.made, self.depth, self.paged = 0, 0, False

    def request(self, sketches: Sequence[DocumentNode]) -> Asked:
        """The sketches as one document; each has one operation."""
        operations = [node for sketch in sketches for node in sketch.definitions]
        roots = [node.selection_set for node in operations if isinstance(node, OperationDefinitionNode)]
        body = self.selections(self.types["Query"], [node for root in roots for node in root.selections])
        name = self.values.pick((None, "Q"))
        others = ["query Other { meta { version } }"] if name and self.values.one_in(16) else []
        declared = ", ".join(f"${key}: {kind}" for key, kind in self.arguments.declared.items())
        parts = [f"query {name or ''} {f'({declared})' if declared else ''} {body}", *others, *self.fragments]
        text = print_ast(parse("\n".join(parts[::-1] if self.values.one_in(4) else parts)))
        return Asked(text, self.arguments.given, name if others or self.values.one_in(2) else None)

    def selections(self, owner: _Owner, sketch: Sequence[SelectionNode]) -> str:
        """Selections of a type and some more, in some order, some of them in a fragment."""
        self.depth += 1
        written = [text for node in sketch for text in self.selection(owner, node)]
        written += self.more(owner, least=not written)
        self.depth -= 1
        if self.values.one_in(4):
            written.reverse()
        if self.values.one_in(4):
            cut = self.values.pick(range(len(written)))
            again = written[cut : cut + 1] if self.values.one_in(4) else []
            written[cut:] = [self.fragment(owner, written[cut:]), *again]
        return f"{{ {' '.join(written)} }}"

    def selection(self, owner: _Owner, node: SelectionNode) -> list[str]:
        """A selection of a sketch."""
        if isinstance(node, InlineFragmentNode) and node.type_condition:
            kind, inside = node.type_condition.name.value, node.selection_set.selections
            return [f"... on {kind} {self.switches()} {self.selections(self.types[kind], inside)}"]
        if not isinstance(node, FieldNode):
            raise TypeError(node)
        alias = f"{node.alias.value}:" if node.alias else self.new("a") if self.values.one_in(8) else ""
        return self.field(owner, node.name.value, alias, node.selection_set.selections if node.selection_set else None)

    def more(self, owner: _Owner, *, least: bool) -> list[str]:
        """More fields than the sketch has, which seldom goes from node to node or says at which one it is."""
        known = {} if owner.name == "Query" else self.bare[owner.name].fields
        leaves = [name for name, one in known.items() if is_leaf_type(get_named_type(one.type))]
        deep = [name for name in known if name not in leaves and self.depth < _DEEPEST]
        flat = leaves if leaves and not self.values.one_in(8) else ["__typename"]
        chosen: list[str] = []
        for _ in range(max(least, self.values.pick((1, 2)))):
            name = self.values.pick(deep if deep and not self.values.one_in(4) else flat)
            chosen += self.field(owner, name, "" if name in _SAME else self.new(name), () if name in deep else None)
        return [*chosen, *self.turned(owner)]

    def turned(self, owner: _Owner) -> list[str]:
        """What is asked only of a node of one kind, where it may be of any; or, seldom, of one kind as of any."""
        kinds = list(self.values.words.curies) if owner.name == "Node" else ["Node"]
        may_turn = owner.name == "Node" or owner.name in self.values.words.curies
        if self.depth >= _DEEPEST or not may_turn or not self.values.one_in(2 if len(kinds) > 1 else 16):
            return []
        kind = self.values.pick(kinds)
        return [f"... on {kind} {self.switches()} {self.selections(self.types[kind], ())}"]

    def field(self, owner: _Owner, name: str, alias: str, sketch: Sequence[SelectionNode] | None) -> list[str]:
        """A field, sometimes in parts that the answer joins; one field of a document is read page by page."""
        if name == "__typename":
            return [f"{name} {self.switches()}"]
        declared = owner.fields[name]
        pages = "after" in declared.args and not self.paged and self.values.one_in(2)
        self.paged |= pages
        about = given_by(self.values.schema, owner.name, name)
        arguments = self.arguments.written(declared.args, about, pages=pages)
        head = f"{'paged:' if pages else alias} {name}{arguments} {self.switches()}"
        if sketch is None:
            return [head]
        half = len(sketch) // 2 if self.values.one_in(8) else 0
        pieces = [sketch[:half], sketch[half:]] if half else [sketch]
        parts = [self.selections(get_named_type(declared.type), piece) for piece in pieces]
        return [f"{head} {part}" for part in (*parts, *([_ENDS] if pages else []))]

    def fragment(self, owner: _Owner, written: Sequence[str]) -> str:
        """Selections in a fragment, named or not."""
        inside = f"{{ {' '.join(written)} }}"
        condition = self.values.pick(("...", f"... on {owner.name}", "named"))
        if condition != "named":
            return f"{condition} {self.switches()} {inside}"
        name = self.new("F").rstrip(":")
        self.fragments.append(f"fragment {name} on {owner.name} {inside}")
        return f"...{name} {self.switches()}" + (f" ...{name}" if self.values.one_in(4) else "")

    def switches(self) -> str:
        """`@skip` or `@include`, seldom; more seldom both."""
        chosen = self.values.pick(_SWITCHES) if self.values.one_in(8) else ()
        return " ".join(f"@{name}(if: {self.arguments.literal(_BOOLEAN, self.values.one_in(2))})" for name in chosen)

    def new(self, name: str) -> str:
        """An alias that is not taken."""
        self.made += 1
        return f"{name}{self.made}:"
