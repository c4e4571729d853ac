"""The schema as text, in the schema definition language."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from schema.create_schema import Schema
from serving.conditional import content_tag, if_changed


class SchemaText:
    """Answers GET and HEAD with the schema."""

    def __init__(self, schema: Schema, cache_control: str) -> None:
        self._text = (schema.as_str() + "\n").encode()
        self._headers = {"ETag": content_tag(self._text), "Cache-Control": cache_control}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = Response(self._text, 200, self._headers, "application/graphql; charset=utf-8")
        await if_changed(Request(scope).headers, response)(scope, receive, send)
