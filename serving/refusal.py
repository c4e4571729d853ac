"""Refusals before GraphQL sees a request."""

from starlette.responses import JSONResponse


def refusal(status: int, message: str, **extensions: object) -> JSONResponse:
    """A refusal before GraphQL sees the request, in the form of a GraphQL error."""
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status)
