"""A body behind an upgrade or a CONNECT is never taken for the next request."""

import pytest

from tests.serving.live_server import RawConnection
from tests.serving.test_protocol import get


@pytest.mark.parametrize(
    "upgrade",
    [
        "Connection: upgrade\r\nUpgrade: h2c",
        "Connection: Upgrade\r\nUpgrade: websocket",
        "Upgrade: websocket\r\nConnection: keep-alive, upgrade",
        "Proxy-Connection: upgrade\r\nUpgrade: h2c",
    ],
)
@pytest.mark.parametrize("framing", ["Content-Length: {}", "Transfer-Encoding: chunked"])
def test_no_request_is_smuggled_as_the_body_of_an_upgrade(fast_port: int, upgrade: str, framing: str) -> None:
    """uvicorn takes a body that comes after the head of such a request for the next request."""
    inner = get("/health")
    head = get("/graphql", upgrade, framing.format(len(inner)), method="POST")
    with RawConnection(fast_port) as connection:
        connection.send(head, inner)
        refused = connection.read_response()
        assert (refused.status, refused.headers["connection"]) == (400, "close")
        assert refused.json["errors"][0]["extensions"]["code"] == "UNSUPPORTED_UPGRADE"
        assert connection.next_response() is None


def test_no_request_is_smuggled_as_the_body_of_connect(fast_port: int) -> None:
    inner = get("/health")
    with RawConnection(fast_port) as connection:
        connection.send(get("/graphql", f"Content-Length: {len(inner)}", method="CONNECT"), inner)
        refused = connection.read_response()
        assert (refused.status, refused.headers["connection"]) == (405, "close")
        assert connection.next_response() is None
