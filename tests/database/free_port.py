"""A port that nothing listens on."""

import socket


def free_port(host: str) -> int:
    """A port of an address that is free at this moment."""
    with socket.create_server((host, 0)) as server:
        port: int = server.getsockname()[1]
        return port
