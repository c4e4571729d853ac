"""Media types of GraphQL requests and responses: content types, and negotiation by `Accept`.

Source: 'GraphQL over HTTP', the section on media types, and RFC 9110, 12.5.1.
"""

from collections.abc import Iterator
from email.message import Message

JSON = b"application/json; charset=utf-8"
"""Of responses to clients that know only JSON: their status is 200 wherever the request is well-formed."""
GRAPHQL_RESPONSE = b"application/graphql-response+json; charset=utf-8"
"""Of responses whose status says whether the request could be executed: 400 where it could not."""
_NAMES = {GRAPHQL_RESPONSE: ("application", "graphql-response+json"), JSON: ("application", "json")}
"""The names of both, by preference where a client names both."""
_JSON_TYPE, _UTF_8 = "application/json", ("", "utf-8", "utf8")


def is_json(content_type: bytes) -> bool:
    """Whether a `Content-Type` is that of JSON in UTF-8, which RFC 8259, 8.1 demands."""
    parsed = Message()
    parsed["content-type"] = content_type.decode("latin-1")
    name, charset = parsed.get_content_type(), parsed.get_param("charset", "")
    return bool(content_type) and name == _JSON_TYPE and str(charset).lower() in _UTF_8


def negotiate(accept: bytes) -> bytes | None:
    """The media type of the response that a client prefers; None where it accepts neither.

    Without an `Accept`, and where only wildcards allow it, it is JSON.
    """
    if not accept.strip():
        return JSON
    ranges = list(_media_ranges(accept.decode("latin-1").lower()))
    found = [(_quality(ranges, names), media_type) for media_type, names in _NAMES.items()]
    (quality, specificity), best = max(found, key=lambda each: each[0])
    if not quality:
        return None
    return JSON if specificity < 2 and _quality(ranges, _NAMES[JSON])[0] == quality else best


def _media_ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    """Type, subtype and quality of each well-formed media range."""
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        type_, slash, subtype = name.partition("/")
        quality = _parse_quality(parameters)
        if slash and quality is not None:
            yield type_.strip(), subtype.strip(), quality


def _parse_quality(parameters: list[str]) -> float | None:
    """The quality in the parameters of a media range; None where it is no number from 0 to 1."""
    text = next((value for name, _, value in (each.partition("=") for each in parameters) if name == "q"), "1")
    try:
        quality = float(text)
    except ValueError:
        return None
    return quality if 0 <= quality <= 1 else None


def _quality(ranges: list[tuple[str, str, float]], names: tuple[str, str]) -> tuple[float, int]:
    """The quality of a media type by the most specific range that it is in, and how specific that is: 0 to 2."""
    matching = [
        (2 if subtype != "*" else int(type_ != "*"), quality)
        for type_, subtype, quality in ranges
        if (type_, subtype) in (names, (names[0], "*"), ("*", "*"))
    ]
    specificity, quality = max(matching, default=(0, 0.0))
    return quality, specificity
