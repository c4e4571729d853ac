"""The pages of the ontology: kinds of nodes with their properties, kinds of edges, and what identifiers look like."""

from collections.abc import Iterable

from docs_site.markdown import anchor, code, joined, table, text
from graph.model.elements import EvidenceMethod
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, Property
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_METHODS = {
    EvidenceMethod.STATED: "The source states it as it is.",
    EvidenceMethod.SCANNED: "It was found in running text, as a code in a sentence.",
    EvidenceMethod.PATH: "The place of the file among its folders says it.",
    EvidenceMethod.EXACT_NAME: "Two things have one name.",
    EvidenceMethod.SHARED_WORDS: "Two names share words.",
    EvidenceMethod.VOCABULARY: "The vocabulary of `data/vocabulary/` says it.",
    EvidenceMethod.COMPUTED: "It was computed from the rest of the graph.",
}


def node_kinds() -> str:
    return joined(*(f"## {kind.name}\n\n{_node(kind)}" for kind in ONTOLOGY.node_kinds))


def edge_kinds() -> str:
    methods = table(("method", "meaning"), ((code(method), text(_METHODS[method])) for method in EvidenceMethod))
    return joined(methods, *(f"## {kind.name}\n\n{_edge(kind)}" for kind in ONTOLOGY.edge_kinds))


def identifiers() -> str:
    rows = (
        (code(f"{prefix}:…"), _node_link(kind.name), *_system(prefix)) for prefix, kind in ONTOLOGY.by_prefix.items()
    )
    return joined(table(("CURIE", "kind of node", "local part", "published by"), rows))


def _system(prefix: str) -> tuple[str, str]:
    system = CODE_SYSTEMS.get(prefix)
    if system is None:
        return "a slug, or what stands in the source", "this project"
    licensed = " Its texts are licensed: none are shipped." if system.licensed else ""
    return f"{text(system.title)}: {text(system.description)}{licensed} Pattern: {code(system.pattern)}", text(
        system.publisher
    )


def _node(kind: NodeKind) -> str:
    prefixes = ", ".join(code(f"{prefix}:…") for prefix in kind.prefixes)
    fields = f"a part of another node, reached by fields such as {code(kind.plural)}" if kind.is_part else (
        f"{code(kind.singular)} and {code(kind.plural)}"
    )  # fmt: skip
    facts = [
        f"- CURIE: {prefixes} ([identifiers](identifiers.md))",
        f"- GraphQL: {fields}",
        f"- Biolink category: {code(kind.biolink.name)}: {text(kind.biolink.reason)}",
        *_links("Edges from it", ONTOLOGY.outgoing(kind.name)),
        *_links("Edges to it", ONTOLOGY.incoming(kind.name)),
    ]
    return "\n\n".join([text(kind.description), "\n".join(facts), *_properties(kind.properties)])


def _links(title: str, edges: Iterable[EdgeKind]) -> list[str]:
    links = ", ".join(f"[{text(edge.name)}](edge-kinds.md#{anchor(edge.name)})" for edge in edges)
    return [f"- {title}: {links}"] if links else []


def _node_link(name: str) -> str:
    return f"[{name}](node-kinds.md#{anchor(name)})"


def _edge(kind: EdgeKind) -> str:
    targets = "the same kind" if kind.same_kind else ", ".join(map(_node_link, kind.targets))
    facts = [
        f"- From: {', '.join(map(_node_link, kind.sources))}",
        f"- To: {targets}",
        f"- GraphQL: {code(kind.field)}, and back {code(kind.inverse)}"
        + (f": {text(kind.inverse_description)}" if kind.inverse_description else ""),
        f"- Biolink predicate: {code(kind.biolink.name)}: {text(kind.biolink.reason)}",
        *(["- Computed: no source states it."] if kind.computed else []),
        *(["- Symmetric: it says the same of both ends."] if kind.symmetric else []),
        *(["- Inherited: what it says of a node holds for all below that node."] if kind.is_inherited else []),
    ]
    return "\n\n".join([text(kind.description), "\n".join(facts), *_properties(kind.properties)])


def _properties(properties: tuple[Property, ...]) -> list[str]:
    rows = [(code(declared.name), declared.type.value, _meaning(declared)) for declared in properties]
    return [table(("property", "type", "meaning"), rows)] if rows else []


def _meaning(declared: Property) -> str:
    values = "; ".join(f"{code(value)}: {text(meaning)}" for value, meaning in declared.values)
    return text(declared.description) + (f" One of {values}" if values else "")
