"""The resources that are read and searched: code systems and value sets without codes, maps without mappings."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from graph.model.code_system_addresses import PREFIXES
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import GraphStore
from graph.value_sets.library import value_sets_of
from serving.fhir.code_systems import MAPS, versions
from serving.fhir.messages import Resource
from serving.fhir.value_sets import implicit_set

_TEMPLATES = orjson.loads(Path(__file__).with_name("templates.json").read_bytes())
"""What all resources of a type have in common; the server's statements of itself but for its code systems."""
_TYPES = {"boolean": "boolean", "integer": "integer", "number": "decimal", "code": "code"}


def metadata(store: GraphStore, mode: str | None) -> Resource:
    """What the server can do; with the mode `terminology` also the versions of each code system."""
    if mode != "terminology":
        return dict(_TEMPLATES["CapabilityStatement"])
    systems = list[Resource]()
    for each in _code_systems(store):
        every = versions(store.topology.graph, each["name"])
        known = {"version": [{"code": one, "isDefault": one == every[-1]} for one in every]} if every else {}
        systems.append({"uri": each["url"], **known, "subsumption": True})
    return {**_TEMPLATES["TerminologyCapabilities"], "codeSystem": systems}


def resources(store: GraphStore, kind: str, url: str | None = None) -> Iterator[Resource]:
    """The resources of a type; of the implicit value sets of codes with all below them only that of an address."""
    if kind == "CodeSystem":
        yield from _code_systems(store)
    elif kind == "ConceptMap":
        for address, edge in ((address, ONTOLOGY.edges[name]) for address, name in MAPS.items()):
            said = {"id": edge.name.lower().replace("_", "-"), "name": edge.name, "description": edge.description}
            yield {**_TEMPLATES[kind], "url": address, **said}
    else:
        for one in value_sets_of(store).by_name.values():
            said = {"url": one.url, "version": one.version, "title": one.title}
            yield {
                **_TEMPLATES[kind],
                "id": one.name,
                "name": one.name,
                **{key: each for key, each in said.items() if each},
            }
        for each in _code_systems(store):
            yield {**(implicit_set(each["valueSet"]) or {}), "id": each["id"], "name": each["name"]}
        if url and "?fhir_vs=" in url:
            yield implicit_set(url) or {}


def _code_systems(store: GraphStore) -> Iterator[Resource]:
    """The code systems with canonical addresses of which codes are loaded."""
    graph, template = store.topology.graph, _TEMPLATES["CodeSystem"]
    for address, prefixes in PREFIXES.items():
        of, spans = CODE_SYSTEMS[prefixes[0]], [graph.beginning(f"{prefix}:") for prefix in prefixes]
        own = [
            {
                "code": each.name,
                "description": each.description,
                "type": _TYPES.get(each.name) or _TYPES.get(each.type, "string"),
            }
            for each in ONTOLOGY.by_prefix[of.prefix].properties
        ]
        said: Resource = {"title": of.title, "publisher": of.publisher, "description": of.description}
        said |= {"id": of.prefix.lower(), "url": address, "name": of.prefix, "valueSet": f"{address}?fhir_vs"}
        if count := sum(end - start for start, end in spans):
            said |= {"version": known[-1]} if (known := versions(graph, of.prefix)) else {}
            yield {**template, **said, "count": count, "property": [*template["property"], *own]}
