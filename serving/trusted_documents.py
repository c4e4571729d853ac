"""What an `id` or a hash in a request stands for: a stored operation, or what a client has sent with its hash before.

The latter is Apollo's protocol of automatic persisted queries; each process knows what it was sent.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from graph.model.limits import Limits
from serving.request import MalformedRequestError
from serving.stored_operations import StoredOperation


class RefusedDocumentError(MalformedRequestError):
    """A document that is not known, or not executed here, with the code of the error and what to do."""

    def __init__(self, message: str, code: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


class TrustedDocuments:
    """The documents of stored operations, and those that clients have registered; only the event loop uses it."""

    def __init__(self, operations: Iterable[StoredOperation] = (), *, only_stored: bool = False) -> None:
        """With `only_stored`, no document is executed that is not one of the operations."""
        named = {operation.name: operation.text for operation in operations}
        self.only_stored, self._hint = only_stored, f"Ask by `id` for one of {', '.join(named)}."
        self._stored = {_digest(text): text for text in named.values()} | named
        self._registered: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def text(self, query: object, identity: object, extensions: Mapping[str, Any]) -> object:
        """The document of a request with these members: its `query`, unless it names another.

        Raises:
            MalformedRequestError: it names one and has another, or not as it must.
            RefusedDocumentError: there is no such document here, or it is not executed.
        """
        persisted = extensions.get("persistedQuery")
        if identity is not None:
            if query is not None or persisted is not None or not isinstance(identity, str):
                raise MalformedRequestError("`id` must be a string, and stand without `query` and without a hash.")
            if identity not in self._stored:
                raise RefusedDocumentError("There is no such stored operation.", "UNKNOWN_OPERATION", self._hint)
            return self._stored[identity]
        if persisted is not None:
            return self._persisted(query, persisted)
        if self.only_stored and isinstance(query, str) and _digest(query) not in self._stored:
            message = "This server executes only stored operations."
            raise RefusedDocumentError(message, "ONLY_STORED_OPERATIONS", self._hint)
        return query

    def _persisted(self, query: object, persisted: Any) -> str:
        digest = persisted.get("sha256Hash") if isinstance(persisted, dict) and persisted.get("version") == 1 else None
        if not isinstance(digest, str) or (query is not None and digest != _digest(str(query))):
            raise MalformedRequestError(
                "`persistedQuery` must have `version` 1 and, as `sha256Hash`, that of the query."
            )
        known = self._stored.get(digest) or self._registered.get(digest)
        if known is None and self.only_stored:
            raise RefusedDocumentError("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED", self._hint)
        if known is None:
            if query is None:
                hint = "Send the query with its hash once."
                raise RefusedDocumentError("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND", hint)
            known = self._registered[digest] = str(query)
            self._size += len(known)
            while self._size > Limits.persisted_documents:
                self._size -= len(self._registered.popitem(last=False)[1])
        return known


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
