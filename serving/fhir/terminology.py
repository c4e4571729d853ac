"""Which call of FHIR is answered by what: operations, reading, searching, and batches of these."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from graph.model.deadline import until_deadline
from graph.model.errors import InputError, QueryTooCostly
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.fhir.code_systems import lookup, subsumption, translation
from serving.fhir.messages import Asked, FhirError, Resource, listed, read_parameters
from serving.fhir.resources import metadata, resources
from serving.fhir.value_sets import Expanded, expanded_set, expansion, validation

_METHODS, _TYPES = ("GET", "HEAD", "POST"), ("CodeSystem", "ConceptMap", "ValueSet")
_OPERATIONS: dict[str, Callable[[GraphStore, Asked], list[Resource]]] = {
    "CodeSystem/$lookup": lookup,
    "CodeSystem/$subsumes": subsumption,
    "CodeSystem/$validate-code": lambda store, asked: validation(store, asked, None),
    "ConceptMap/$translate": translation,
}


class Terminology:
    """Answers the calls of one request; `base` is the address of the server, before the paths of resources."""

    def __init__(self, store: GraphStore, base: str = "") -> None:
        self._store, self._base = store, base
        self._expanded: Expanded = {}

    def answer(self, method: str, path: str, query: str, body: Any) -> tuple[int, Resource]:
        """The status and the resource that answer a call; `path` is that below `/fhir`."""
        try:
            if body is not None and not (isinstance(body, dict) and "resourceType" in body):
                raise FhirError("json")
            if method == "POST" and not path:
                return 200, self._batch(body or {})
            return 200, self._resource(f"{method} {path}", path.split("/"), read_parameters(parse_qsl(query), body))
        except (FhirError, InputError) as error:
            kind = "costly" if isinstance(error, QueryTooCostly) else "rule"
            told = {"text": str(error), "field": getattr(error, "details", {}).get("field", "")}
            refused = error if isinstance(error, FhirError) else FhirError(kind, **told)
            return refused.status, {"resourceType": "OperationOutcome", "issue": [refused.issue]}

    def _resource(self, call: str, path: list[str], asked: Asked) -> Resource:
        method, kind, ids, name = call.partition(" ")[0], path[0], path[1:-1], path[-1]
        if method not in _METHODS or (kind not in _TYPES and path != ["metadata"]) or len(ids) > 1:
            raise FhirError("nothing", call=call)
        if name.startswith("$"):
            for each in ids:
                asked["url"] = [self._read(kind, each).get("url", each)]
                asked |= {"system": asked["url"]} if kind == "CodeSystem" else {}
            return self._operation(f"{kind}/{name}", asked)
        if method == "POST" or ids:
            raise FhirError("nothing", call=call)
        if path == ["metadata"]:
            return metadata(self._store, asked.one("mode"))
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
        found = next((each for each in resources(self._store, kind) if each.get("id") == id_), None)
        if found is None:
            raise FhirError("resource", kind=kind, id=id_)
        return found

    def _search(self, kind: str, asked: Asked) -> Resource:
        """What has the id, the address and the version that are asked for, and a name that begins so.

        The link says what of this was read: other parameters are left out of account (hl7.org/fhir/R4/search.html).
        """
        read = {name: value for name in ("_id", "url", "version", "name") if (value := asked.one(name)) is not None}
        name = read.get("name", "").casefold()
        exact = {key.lstrip("_"): value for key, value in read.items() if key != "name"}
        found = [
            {"fullUrl": self._address(kind, each), "resource": each, "search": {"mode": "match"}}
            for each in resources(self._store, kind, read.get("url"))
            if all(each.get(key) == value for key, value in exact.items())
            if each.get("name", "").casefold().startswith(name)
        ]
        link = {"relation": "self", "url": f"{self._base}/{kind}?{urlencode(read)}"}
        return {"resourceType": "Bundle", "type": "searchset", "total": len(found), "link": [link], "entry": found}

    def _address(self, kind: str, resource: Resource) -> str:
        return f"{self._base}/{kind}/{resource['id']}" if "id" in resource else str(resource["url"])

    def _batch(self, bundle: Resource) -> Resource:
        """The answers to the calls of a bundle, each with a status of its own."""
        entries = listed(bundle, "entry")
        if (bundle.get("resourceType"), bundle.get("type")) != ("Bundle", "batch"):
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
