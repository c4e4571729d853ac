"""Which call is answered by what: operations, reading and searching, batches."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from graph.model.code_system_addresses import PREFIXES
from graph.model.deadline import until_deadline
from graph.model.errors import InputError, QueryTooCostly
from graph.model.limits import Limits
from graph.model.ontology import CODE_SYSTEMS, ONTOLOGY
from graph.store import GraphStore
from serving.fhir.code_systems import is_loaded, versions
from serving.fhir.concepts import MAPS, TYPES, lookup, subsumption, translate
from serving.fhir.expansion import Expanded, expanded_set, expansion
from serving.fhir.messages import Asked, FhirError, Resource, issue, listed, operation_outcome, read_parameters
from serving.fhir.validation import validate_code

_STATEMENTS = orjson.loads(Path(__file__).with_name("statements.json").read_bytes())
"""The CapabilityStatement, and the TerminologyCapabilities but for its code systems."""
_OPERATIONS = {
    ("CodeSystem", "$lookup"): lookup,
    ("CodeSystem", "$validate-code"): validate_code,
    ("CodeSystem", "$subsumes"): subsumption,
    ("ConceptMap", "$translate"): translate,
}


class Terminology:
    """Answers the calls of one request."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._expanded: Expanded = {}

    def answer(self, method: str, path: str, query: str, body: Any) -> tuple[int, Resource]:
        """The status and the resource that answer a call; `path` is that below `/fhir`."""
        try:
            return 200, self._resource(method, [part for part in path.split("/") if part], query, body)
        except FhirError as error:
            return error.status, operation_outcome([error.issue])
        except QueryTooCostly as error:
            return 422, operation_outcome([issue("too-costly", f"{error.message} {error.hint}", "too-costly")])
        except InputError as error:
            details = {name: str(detail) for name, detail in error.details.items()}
            text = f"{error.message} {details.get('problem', '')}"
            return 400, operation_outcome([issue("invalid", str(error), "vs-invalid", details.get("field", ""))])

    def _resource(self, method: str, path: list[str], query: str, body: Any) -> Resource:
        if not path and method == "POST":
            return self._batch(body)
        asked = read_parameters(parse_qsl(query), body)
        match path:
            case ["metadata"]:
                return self._metadata(asked.one("mode"))
            case [kind, operation] if operation[0] == "$":
                return self._operation(kind, operation, asked)
            case [kind, id_, operation] if operation[0] == "$":
                return self._operation(kind, operation, asked | {"url": [self._read(kind, id_)["url"]]})
            case [kind]:
                return self._search(kind, asked)
            case [kind, id_]:
                return self._read(kind, id_)
        raise FhirError(404, issue("not-found", "There is nothing here."))

    def _batch(self, bundle: Any) -> Resource:
        entries = listed(bundle, "entry") if isinstance(bundle, dict) and bundle.get("type") == "batch" else None
        if entries is None or len(entries) > Limits.fhir_entries:
            raise FhirError(...)
        return {"resourceType": "Bundle", "type": "batch-response", "entry": [self._entry(each) for each in until_deadline(entries)]}

    def _entry(self, entry: Resource) -> Resource:
        asked = entry.get("request") ...
        url = urlsplit(str(request.get("url")))
        status, resource = self.answer(str(method), url.path, url.query, entry.get("resource"))
        said = f"{status} {HTTPStatus(status).phrase}"
        if status == 200: return {"resource": resource, "response": {"status": "200 OK"}}
        return {"response": {"status": said, "outcome": resource}}
