"""Values of JSON exchanged for values of other types, wherever they stand."""

from random import Random
from typing import Any

import orjson

_OTHERS: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 1.5, 1e308, 2**63, "", " ", "text", "E11.9", "N/A", "99/99/9999", "\u0000", "\u202e",
    "A" * 5_000, [], {}, [None], [[]], [{}], {"": None}, {"a": {"b": []}}, ["text", 1, None, {}],
)  # fmt: skip
Place = tuple[Any, Any]
"""A container, and a key or a position in it."""


def mutate_json(content: bytes, random: Random) -> bytes:
    """The JSON with up to three values exchanged, taken away, doubled or wrapped; what is no JSON stays as it is."""
    try:
        root = [orjson.loads(content)]
    except orjson.JSONDecodeError:
        return content
    for _ in range(random.randint(1, 3)):
        _change(random.choice(_places(root)), random)
        if not root:
            return b""
    return orjson.dumps(root[0], option=orjson.OPT_INDENT_2 if random.random() < 0.5 else 0)


def _places(root: list[Any]) -> list[Place]:
    found, waiting = list[Place](), [root]
    while waiting:
        container: Any = waiting.pop()
        for key in list(container) if isinstance(container, dict) else range(len(container)):
            found.append((container, key))
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])
    return found


def _change(place: Place, random: Random) -> None:
    container, key = place
    value = container[key]
    match random.randrange(6):
        case 0:
            del container[key]
        case 1:
            container[key] = [value]
        case 2:
            container[key] = {str(key): value}
        case 3 if isinstance(container, dict):
            container[random.choice((str(key).upper(), f"{key}s", "", "title", "codes"))] = container.pop(key)
        case 4 if isinstance(value, (str, int)):
            container[key] = len(value) if isinstance(value, str) else str(value)
        case _:
            container[key] = random.choice(_OTHERS)
