"""The codes of errors that are no classes: what HTTP and GraphQL themselves refuse, with the status and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from docs_site.markdown import code, table, text


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A code in `extensions.code`, the HTTP statuses that it comes with, what happened, and what to do."""

    name: str
    statuses: tuple[int, ...]
    cause: str
    action: str


GRAPHQL_OR_HTTP: Sequence[ErrorCode] = (
    ErrorCode(
        "GRAPHQL_PARSE_FAILED",
        (200, 400),
        "The document is no GraphQL, or has too many tokens.",
        "Correct it at the place in `locations`; the playground underlines it.",
    ),
    ErrorCode(
        "GRAPHQL_VALIDATION_FAILED",
        (200, 400),
        "The document or its variables do not fit the schema, or exceed a limit, which `of` and `limit` name.",
        "Compare it with the schema, or make it smaller; nothing was read.",
    ),
    ErrorCode(
        "INTERNAL",
        (200, 500),
        "The mistake is ours; nothing is said about it to a client.",
        "Report it with `reference`, under which the log of the server has the error.",
    ),
    ErrorCode(
        "CANCELLED",
        (200,),
        "The client closed its connection, which ended the work.",
        "Nothing: nobody reads it.",
    ),
    ErrorCode(
        "MALFORMED_REQUEST",
        (400,),
        "The body or the query string is not what a GraphQL request is, as JSON that breaks off.",
        'Send `{"query": "…"}` as JSON, or `query` in the address.',
    ),
    ErrorCode(
        "BATCH_TOO_LARGE", (400,), "The body lists too many requests; none is executed.", "Send several batches."
    ),
    ErrorCode(
        "OPERATION_REFUSED",
        (400,),
        "The operation may not be executed in this way, as one that is not in the document.",
        "Give an `operationName` that the document has; the message says what is wrong.",
    ),
    ErrorCode(
        "UNKNOWN_OPERATION",
        (200, 400),
        "There is no stored operation of this `id`.",
        "Use one that the hint names, or the SHA-256 of its text.",
    ),
    ErrorCode(
        "ONLY_STORED_OPERATIONS",
        (200, 400),
        "The server executes only stored operations (`MEDCODE_ONLY_STORED`).",
        "Ask by `id` for one that the hint names.",
    ),
    ErrorCode(
        "PERSISTED_QUERY_NOT_FOUND",
        (200, 400),
        "The process was not sent the query of this hash, or not lately.",
        "Send the query with its hash; clients of automatic persisted queries do so by themselves.",
    ),
    ErrorCode(
        "PERSISTED_QUERY_NOT_SUPPORTED",
        (200, 400),
        "The hash is of no stored operation, and the server executes only these.",
        "Ask by `id` for one that the hint names.",
    ),
    ErrorCode(
        "MCP_NOT_INSTALLED",
        (501,),
        "The server has not the SDK of the Model Context Protocol.",
        "Install the extra `mcp`.",
    ),
    ErrorCode(
        "ORIGIN_NOT_ALLOWED",
        (403,),
        "A page of another origin asks `/mcp`.",
        "Set `MEDCODE_ALLOW_ORIGINS` to the origins that may.",
    ),
    ErrorCode("UNSUPPORTED_UPGRADE", (400,), "The request asks for another protocol.", "Speak HTTP/1.1."),
    ErrorCode(
        "UNAUTHENTICATED",
        (401,),
        "The server asks for an API key.",
        "Send one as `Authorization: Bearer KEY`.",
    ),
    ErrorCode("NOT_FOUND", (404,), "There is no such export.", "`GET /export` lists what there is."),
    ErrorCode("METHOD_NOT_ALLOWED", (405,), "The address does not take this method.", "Use one of `allowed`."),
    ErrorCode("NOT_ACCEPTABLE", (406,), "`Accept` names no media type that there is.", "Accept `application/json`."),
    ErrorCode("REQUEST_TIMEOUT", (408,), "The request came too slowly.", "Send it again, whole and at once."),
    ErrorCode("BODY_TOO_LARGE", (413,), "The body has more bytes than `limit`.", "Send less in one request."),
    ErrorCode("TARGET_TOO_LONG", (414,), "Path and query are too long.", "Send a POST with the query in its body."),
    ErrorCode("UNSUPPORTED_MEDIA_TYPE", (415,), "The body is not JSON.", "Send `Content-Type: application/json`."),
    ErrorCode("UNSUPPORTED_CONTENT_ENCODING", (415,), "The body is compressed.", "Send it as it is."),
    ErrorCode(
        "INVALID_HOST",
        (400, 421),
        "The server is not known by the name in `Host`.",
        "Use its own name, or add the name to `MEDCODE_ALLOWED_HOSTS`.",
    ),
    ErrorCode(
        "RATE_LIMITED", (429,), "The key or the address asked too often.", "Wait for the seconds of `Retry-After`."
    ),
    ErrorCode("HEAD_TOO_LARGE", (431,), "Header fields are too many or too long.", "Send fewer and shorter ones."),
    ErrorCode("CHUNKS_TOO_LARGE", (431,), "Chunk extensions or trailer fields are too large.", "Send none of them."),
    ErrorCode(
        "BUSY", (503,), "Too many requests or exports wait already.", "Ask again after the seconds of `Retry-After`."
    ),
    ErrorCode(
        "TOO_MANY_CONNECTIONS",
        (503,),
        "All connections of the server are busy.",
        "Ask again later, over fewer.",
    ),
)


def error_codes() -> str:
    rows = (
        (code(one.name), ", ".join(map(str, one.statuses)), text(one.cause), text(one.action))
        for one in GRAPHQL_OR_HTTP
    )
    return table(("code", "status", "what happened", "what to do"), rows)
