"""Tags and texts of XML or HTML taken away, doubled, exchanged, renamed and nested."""

import re
from random import Random

_TOKEN = re.compile(rb"<[^<>]*>|[^<]+|<")
_TEXTS = (
    b"",
    b" ",
    b"x",
    b"-",
    b"7",
    b"-1",
    b"1e9",
    b"A00-Z99",
    b"&amp;",
    b"&unknown;",
    b"]]>",
    b"\x00",
    b"\xff",
    b"a" * 5_000,
)
_DEEP = (2, 50, 3_000)
"""How many times a tag is nested in itself."""


def mutate_tokens(content: bytes, random: Random) -> bytes:
    """The content with up to three of its tags or texts changed."""
    tokens = _TOKEN.findall(content)
    for _ in range(random.randint(1, 3) if tokens else 0):
        _change(tokens, random)
    return b"".join(tokens)


def _change(tokens: list[bytes], random: Random) -> None:
    place, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    match random.randrange(8):
        case 0:
            tokens[place] = b""
        case 1:
            tokens.insert(other, tokens[place])
        case 2:
            tokens[place], tokens[other] = tokens[other], tokens[place]
        case 3:
            tokens[place] = random.choice(_TEXTS)
        case 4:
            tokens[place] = re.sub(rb"\s+[^<>]*", b"", tokens[place])
        case 5:
            begin = min(place, other)
            tokens[begin:begin] = tokens[begin : begin + random.randint(1, 30)] * random.choice((1, 5))
        case 6:
            tokens[place] = re.sub(rb"[\"'][^\"']*[\"']", b'"' + random.choice(_TEXTS[:8]) + b'"', tokens[place])
        case _:
            _nest(tokens, place, random.choice(_DEEP))


def _nest(tokens: list[bytes], place: int, times: int) -> None:
    """An element around the token at a place many times, named after the nearest tag before it."""
    named = (re.match(rb"<([\w.]+)", token) for token in reversed(tokens[: place + 1]))
    name = next((match[1] for match in named if match), b"div")
    tokens[place] = (
        b"<" + name + b">" * 1 + (b"<" + name + b">") * times + tokens[place] + (b"</" + name + b">") * (times + 1)
    )
