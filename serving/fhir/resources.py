"""The resources that are read and searched: code systems, without their codes, and concept maps, without mappings."""

from pathlib import Path

import orjson

from graph.model.code_system_addresses import PREFIXES
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import GraphStore
from serving.fhir.code_systems import count, versions
from serving.fhir.concepts import MAPS
from serving.fhir.messages import Resource

_TEMPLATES = orjson.loads(Path(__file__).with_name("templates.json").read_bytes())
"""What all resources of a type have in common; the metadata have nothing else but the versions of code systems."""
_TYPES = {"boolean": "boolean", "integer": "integer", "number": "decimal"}


def resources(store: GraphStore, kind: str) -> list[Resource]:
    """All resources of a type."""
    found = {"CodeSystem": _code_systems, "ConceptMap": _concept_maps}.get(kind, lambda _: [])(store)
    return [{**_TEMPLATES[kind], **each} for each in found]


def metadata(store: GraphStore, mode: str | None) -> Resource:
    """What the server can do; with the mode `terminology` also the versions of each code system."""
    if mode != "terminology":
        return dict(_TEMPLATES["CapabilityStatement"])
    every = [(each, versions(store.topology.graph, each["name"])) for each in _code_systems(store)]
    systems = [
        {
            "uri": each["url"],
            "version": [{"code": one, "isDefault": one == known[-1]} for one in known] or [{"isDefault": True}],
        }
        for each, known in every
    ]
    return {**_TEMPLATES["TerminologyCapabilities"], "codeSystem": systems}


def _concept_maps(store: GraphStore) -> list[Resource]:
    named = ({"id": each.lower().replace("_", "-"), "url": url, "name": each} for url, each in MAPS.items())
    return [{**said, "description": ONTOLOGY.edges[said["name"]].description} for said in named]


def _code_systems(store: GraphStore) -> list[Resource]:
    graph, found = store.topology.graph, list[Resource]()
    for url, prefixes in PREFIXES.items():
        of, codes = CODE_SYSTEMS[prefixes[0]], sum(count(graph, prefix) for prefix in prefixes)
        known = versions(graph, of.prefix) if codes else []
        said: Resource = {
            "id": of.prefix.lower(),
            "url": url,
            "name": of.prefix,
            "title": of.title,
            "publisher": of.publisher,
        }
        said |= {"version": known[-1]} if known else {}
        own = [
            {"code": each.name, "description": each.description, "type": _TYPES.get(each.type, "string")}
            for each in ONTOLOGY.by_prefix[of.prefix].properties
        ]
        said |= {"description": of.description, "valueSet": f"{url}?fhir_vs", "count": codes}
        found += [{**said, "property": [*_TEMPLATES["properties"], *own]}] if codes else []
    return found
