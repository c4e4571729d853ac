"""Certificates of answers, as somebody would have saved them."""

import orjson

from graph.store import GraphStore
from tests.conftest import ask_store

_QUERY = """{ verifyText(text: "Total hip replacement can cause infection.") { certificate } }"""


def store_certificate(store: GraphStore) -> bytes:
    """The certificate of an answer of a store, with an edge in it."""
    certificate = ask_store(store, _QUERY)["data"]["verifyText"]["certificate"]
    assert certificate["edges"]
    return orjson.dumps(certificate)
