"""What an `id` or a hash in a request stands for: a stored operation, or (Apollo's protocol) a query sent before."""

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from graph.model.limits import Limits
from serving.request import MalformedRequestError
from serving.stored_operations import StoredOperation


class TrustedDocuments:
    """The documents of stored operations, and those that clients have registered; only the event loop uses it."""

    def __init__(self, operations: Mapping[str, StoredOperation], *, only_stored: bool = False) -> None:
        """With `only_stored`, no document is executed that is not one of the operations."""
        named = {name: operation.text for name, operation in operations.items()}
        self.operations, self.only_stored = operations, only_stored
        self._hint = f"Ask by `id` for one of {', '.join(named)}."
        self.stored = {_digest(text): text for text in named.values()} | named
        self._registered, self._size = OrderedDict[str, str](), 0

    def text(self, query: object, identity: object, extensions: Mapping[str, Any]) -> object:
        """The document of a request with these members: its `query`, unless it names another.

        Raises:
            MalformedRequestError: there is no such document here, or it is not executed.
        """
        persisted = extensions.get("persistedQuery")
        if identity is not None:
            if query is not None or persisted is not None or not isinstance(identity, str):
                raise MalformedRequestError("`id` must be a string, and stand without `query` and without a hash.")
            if identity not in self.stored:
                raise self._refusal("There is no such stored operation.", code="UNKNOWN_OPERATION")
            return self.stored[identity]
        if persisted is not None:
            return self._persisted(query, persisted)
        if self.only_stored and isinstance(query, str) and _digest(query) not in self.stored:
            raise self._refusal("This server executes only stored operations.", code="ONLY_STORED_OPERATIONS")
        return query

    def _persisted(self, query: object, persisted: Any) -> str:
        digest = persisted.get("sha256Hash") if isinstance(persisted, dict) and persisted.get("version") == 1 else None
        is_text = query is None or isinstance(query, str)
        if not isinstance(digest, str) or not is_text or (query is not None and digest != _digest(str(query))):
            raise MalformedRequestError("`persistedQuery` must have `version` 1 and the `sha256Hash` of the query.")
        known = self.stored.get(digest) or self._registered.get(digest)
        if known is None and self.only_stored:
            raise self._refusal("PersistedQueryNotSupported", code="PERSISTED_QUERY_NOT_SUPPORTED")
        if known is None:
            if query is None:
                hint = "Send the query with its hash once."
                raise MalformedRequestError("PersistedQueryNotFound", code="PERSISTED_QUERY_NOT_FOUND", hint=hint)
            known = self._registered[digest] = str(query)
            self._size += len(known)
            while self._size > Limits.registered_documents:
                self._size -= len(self._registered.popitem(last=False)[1])
        return known

    def _refusal(self, message: str, code: str) -> MalformedRequestError:
        return MalformedRequestError(message, code, hint=self._hint)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
