"""The resources that are read and searched: code systems and concept maps; and what the server says of itself."""

from pathlib import Path

import orjson

from graph.model.code_system_addresses import PREFIXES
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import GraphStore
from serving.fhir.code_systems import count, versions
from serving.fhir.concepts import MAPS
from serving.fhir.messages import FhirError, Resource, issue

_TEMPLATES = orjson.loads(Path(__file__).with_name("templates.json").read_bytes())
"""What all resources of a type have in common."""
_TYPES = {"boolean": "boolean", "integer": "integer", "number": "decimal"}


def statement(store: GraphStore, mode: str | None) -> Resource:
    """The CapabilityStatement, or with the mode `terminology` the TerminologyCapabilities."""
    kind = "TerminologyCapabilities" if mode == "terminology" else "CapabilityStatement"
    systems = [
        {
            "uri": of["url"],
            "version": [{"code": each, "isDefault": each == of["version"]} for each in known],
            "subsumption": True,
        }
        for of in resources(store, "CodeSystem")
        if (known := versions(store.topology.graph, of["name"])) or True
    ]
    return {**_TEMPLATES[kind], **({"codeSystem": systems} if mode == "terminology" else {})}


def resources(store: GraphStore, kind: str) -> list[Resource]:
    """All resources of a type."""
    if kind == "ConceptMap":
        named = {each: {"id": each.lower().replace("_", "-"), "url": url, "name": each} for url, each in MAPS.items()}
        return [
            {**_TEMPLATES[kind], **said, "description": ONTOLOGY.edges[each].description}
            for each, said in named.items()
        ]
    if kind == "CodeSystem":
        found = (
            (url, prefixes)
            for url, prefixes in PREFIXES.items()
            if any(count(store.topology.graph, each) for each in prefixes)
        )
        return [_code_system(store, *each) for each in found]
    raise FhirError(404, issue("not-supported", f"There are no resources of the type {kind} here."))


def _code_system(store: GraphStore, url: str, prefixes: tuple[str, ...]) -> Resource:
    """A code system without its codes, which are looked up and expanded."""
    system, known = CODE_SYSTEMS[prefixes[0]], versions(store.topology.graph, prefixes[0])
    template = _TEMPLATES["CodeSystem"]
    own = [
        {"code": each.name, "description": each.description, "type": _TYPES.get(each.type, "string")}
        for each in ONTOLOGY.by_prefix[system.prefix].properties
    ]
    said = {"title": system.title, "publisher": system.publisher, "description": system.description}
    return {
        **template,
        **{"version": each for each in known[-1:]},
        **{"id": system.prefix.lower(), "url": url, "name": system.prefix, **said, "valueSet": f"{url}?fhir_vs"},
        **{
            "count": sum(count(store.topology.graph, each) for each in prefixes),
            "property": [*template["property"], *own],
        },
    }
