"""The floor: uvicorn that reads a request and answers with constant bytes, as many as the path says.

python -m bench.peers.floor_app PORT

It runs on uvloop and reads HTTP with httptools, without a look at headers of proxies, as our server runs. It is the
floor of applications, which uvicorn asks by ASGI: our server answers plain requests before that, and could be below.
"""

import sys
from functools import cache

import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope


@cache
def answer(size: int) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """A body of this size, and its headers."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(size).encode())]
    return b"x" * size, headers


async def app(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Read all of the request and answer."""
    if scope["type"] != "http":
        return
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)
    body, headers = answer(int(scope["path"].rpartition("/")[2] or 0))
    await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": body, "more_body": False})


if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        proxy_headers=False,
        lifespan="off",
        log_level="warning",
        access_log=False,
    )
