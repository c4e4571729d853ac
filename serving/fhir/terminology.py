"""Which call of FHIR is answered by what: operations, reading, searching, and batches of these."""

from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import orjson

from graph.model.code_system_addresses import PREFIXES
from graph.model.deadline import until_deadline
from graph.model.errors import InputError, QueryTooCostly
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import GraphStore
from serving.fhir.code_systems import MAPS, lookup, subsumption, translation, versions
from serving.fhir.messages import Asked, FhirError, Resource, listed, read_parameters
from serving.fhir.value_sets import Expanded, expanded_set, expansion, validation

_TEMPLATES = orjson.loads(Path(__file__).with_name("templates.json").read_bytes())
"""What all resources of a type have in common; the server's statements of itself but for its code systems."""
_TYPES = {"boolean": "boolean", "integer": "integer", "number": "decimal", "code": "code"}
_OPERATIONS: dict[str, Callable[[GraphStore, Asked], list[Resource]]] = {
    "CodeSystem/$lookup": lookup,
    "CodeSystem/$subsumes": subsumption,
    "CodeSystem/$validate-code": lambda store, asked: validation(store, asked, None),
    "ConceptMap/$translate": translation,
}


class Terminology:
    """Answers the calls of one request."""

    def __init__(self, store: GraphStore) -> None:
        self._store, self._graph = store, store.topology.graph
        self._expanded: Expanded = {}

    def answer(self, method: str, path: str, query: str, body: Any) -> tuple[int, Resource]:
        """The status and the resource that answer a call; `path` is that below `/fhir`."""
        try:
            if body is not None and not (isinstance(body, dict) and "resourceType" in body):
                raise FhirError("json")
            if method == "POST" and not path:
                return 200, self._batch(body or {})
            return 200, self._resource(f"{method} {path}", path.split("/"), read_parameters(parse_qsl(query), body))
        except FhirError as error:
            return error.status, {"resourceType": "OperationOutcome", "issue": [error.issue]}
        except InputError as error:
            kind, field = "costly" if isinstance(error, QueryTooCostly) else "rule", error.details.get("field", "")
            told = FhirError(kind, text=str(error), field=field)
            return told.status, {"resourceType": "OperationOutcome", "issue": [told.issue]}

    def _resource(self, call: str, path: list[str], asked: Asked) -> Resource:
        kind, ids, name = path[0], path[1:-1], path[-1]
        if name.startswith("$"):
            for each in ids:
                asked["url"] = [self._read(kind, each)["url"]]
            return self._operation(f"{kind}/{name}", asked)
        if path == ["metadata"]:
            return self._metadata(asked.one("mode"))
        if call.startswith("POST") or ids or kind not in ("CodeSystem", "ConceptMap"):
            raise FhirError("nothing", call=call)
        return self._read(kind, name) if len(path) == 2 else self._search(kind, asked)

    def _operation(self, name: str, asked: Asked) -> Resource:
        if name == "ValueSet/$expand":
            return expansion(self._store, asked, self._expanded)
        if name == "ValueSet/$validate-code":
            found = validation(self._store, asked, expanded_set(self._store, asked, self._expanded))
        elif name in _OPERATIONS:
            found = _OPERATIONS[name](self._store, asked)
        else:
            raise FhirError("nothing", call=name)
        return {"resourceType": "Parameters", "parameter": found}

    def _read(self, kind: str, id_: str) -> Resource:
        found = next((each for each in self._resources(kind) if each["id"] == id_), None)
        if found is None:
            raise FhirError("resource", kind=kind, id=id_)
        return found

    def _search(self, kind: str, asked: Asked) -> Resource:
        """What has the address and the version that are asked for, and a name that begins so."""
        url, version, name = (asked.one(each) for each in ("url", "version", "name"))
        found = [
            {"resource": each, "search": {"mode": "match"}}
            for each in self._resources(kind)
            if url in (None, each["url"]) and version in (None, each.get("version"))
            if each["name"].casefold().startswith((name or "").casefold())
        ]
        return {"resourceType": "Bundle", "type": "searchset", "total": len(found), "entry": found}

    def _batch(self, bundle: Resource) -> Resource:
        """The answers to the calls of a bundle, each with a status of its own."""
        entries = listed(bundle, "entry")
        if bundle.get("type") != "batch":
            raise FhirError("bundle")
        if len(entries) > Limits.fhir_entries:
            raise FhirError("entries", most=Limits.fhir_entries)
        answers = [self._entry(each) for each in until_deadline(entries)]
        return {"resourceType": "Bundle", "type": "batch-response", "entry": answers}

    def _entry(self, entry: Resource) -> Resource:
        request = entry.get("request")
        said = {"method": "GET", "url": "", **(request if isinstance(request, dict) else {})}
        path, _, query = str(said["url"]).partition("?")
        status, found = self.answer(str(said["method"]), path.strip("/") or "batch", query, entry.get("resource"))
        told = {"status": f"{status} {HTTPStatus(status).phrase}"}
        return {"resource": found, "response": told} if status == 200 else {"response": {**told, "outcome": found}}

    def _metadata(self, mode: str | None) -> Resource:
        """What the server can do; with the mode `terminology` also the versions of each code system."""
        if mode != "terminology":
            return dict(_TEMPLATES["CapabilityStatement"])
        systems = list[Resource]()
        for each in self._resources("CodeSystem"):
            known = [{"code": one, "isDefault": one == each["version"]} for one in versions(self._graph, each["name"])]
            systems.append({"uri": each["url"], **({"version": known} if known else {}), "subsumption": True})
        return {**_TEMPLATES["TerminologyCapabilities"], "codeSystem": systems}

    def _resources(self, kind: str) -> list[Resource]:
        """All resources of a type: code systems without their codes, concept maps without their mappings."""
        if kind == "CodeSystem":
            return [each for address, known in PREFIXES.items() for each in self._code_systems(address, known)]
        named = [(url, ONTOLOGY.edges[name]) for url, name in (MAPS.items() if kind == "ConceptMap" else ())]
        said = [{"url": url, "name": edge.name, "description": edge.description} for url, edge in named]
        return [{**_TEMPLATES[kind], "id": each["name"].lower().replace("_", "-"), **each} for each in said]

    def _code_systems(self, address: str, prefixes: Sequence[str]) -> Iterator[Resource]:
        """The code system of an address, if codes of it are loaded."""
        of, spans = CODE_SYSTEMS[prefixes[0]], [self._graph.beginning(f"{prefix}:") for prefix in prefixes]
        own = [
            {
                "code": each.name,
                "description": each.description,
                "type": _TYPES.get(each.name) or _TYPES.get(each.type, "string"),
            }
            for each in ONTOLOGY.by_prefix[of.prefix].properties
        ]
        template = _TEMPLATES["CodeSystem"]
        said = {"title": of.title, "publisher": of.publisher, "description": of.description}
        said |= {"id": of.prefix.lower(), "url": address, "name": of.prefix, "valueSet": f"{address}?fhir_vs"}
        if count := sum(end - start for start, end in spans):
            said |= {"version": known[-1]} if (known := versions(self._graph, of.prefix)) else {}
            yield {**template, **said, "count": count, "property": [*template["property"], *own]}
