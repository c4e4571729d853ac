"""Trusted documents and automatic persisted queries: what an `id` or a hash in a request stands for.

A stored operation is asked for by its name or by the SHA-256 of its text; any other document by its hash, once a
client has sent it with that (Apollo's protocol of automatic persisted queries). Each process knows what it was sent.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from graph.model.limits import Limits
from serving.request import MalformedRequestError
from serving.stored_operations import StoredOperation


class RefusedDocumentError(MalformedRequestError):
    """A document that is not known, or not executed here; `code` and `hint` are for the client."""

    def __init__(self, message: str, code: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


class TrustedDocuments:
    """The documents of stored operations, and those that clients have registered; only the event loop uses it."""

    def __init__(self, operations: Iterable[StoredOperation] = (), *, only_stored: bool = False) -> None:
        """With `only_stored`, no document is executed that is not one of the operations."""
        stored = [(operation.name, operation.text) for operation in operations]
        self.only_stored, self._names = only_stored, [name for name, _ in stored]
        self._stored = {**{_digest(text): text for _, text in stored}, **dict(stored)}
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def text(self, query: object, identity: object, extensions: Mapping[str, Any]) -> str:
        """The document of a request with these members.

        Raises:
            MalformedRequestError: it names none, or several.
            RefusedDocumentError: there is no such document here, or it is not executed.
        """
        persisted = extensions.get("persistedQuery")
        if identity is not None:
            if query is not None or persisted is not None or not isinstance(identity, str):
                raise MalformedRequestError("`id` must be a string, and stand alone: without `query`, without a hash.")
            if identity not in self._stored:
                hint = f"Use one of {', '.join(self._names)}, or the SHA-256 of its text."
                raise RefusedDocumentError("There is no stored operation of this id.", "UNKNOWN_OPERATION", hint)
            return self._stored[identity]
        if persisted is not None:
            return self._persisted(query, persisted)
        if not isinstance(query, str):
            raise MalformedRequestError("`query` must be there, and a string; or the `id` of a stored operation.")
        if self.only_stored and _digest(query) not in self._stored:
            hint = f"Ask by `id` for one of {', '.join(self._names)}."
            raise RefusedDocumentError("This server executes only stored operations.", "ONLY_STORED_OPERATIONS", hint)
        return query

    def _persisted(self, query: object, persisted: object) -> str:
        given = persisted.get("sha256Hash") if isinstance(persisted, dict) and persisted.get("version") == 1 else None
        if not isinstance(given, str) or not (query is None or isinstance(query, str)):
            raise MalformedRequestError("`persistedQuery` must have `version` 1 and a `sha256Hash`.")
        if query is not None and _digest(query) != given:
            raise MalformedRequestError("`sha256Hash` is not the SHA-256 of `query`, in hexadecimal.")
        known = self._stored.get(given) or self._registered.get(given)
        if known is None and self.only_stored:
            hint = f"This server executes only stored operations: {', '.join(self._names)}."
            raise RefusedDocumentError("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED", hint)
        if known is None and query is None:
            hint = "Send the query with its hash once."
            raise RefusedDocumentError("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND", hint)
        return known or self._register(given, str(query))

    def _register(self, digest: str, text: str) -> str:
        self._registered[digest] = text
        self._size += len(text)
        while self._size > Limits.persisted_documents:
            self._size -= len(self._registered.popitem(last=False)[1])
        return text


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
