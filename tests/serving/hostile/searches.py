"""Texts to search for, to complete and to ground."""

from tests.serving.hostile.hostile_request import HEAVY, HostileRequest, graphql

_HITS = "totalCount nodes { field words } facets { kinds { count } }"
_SEARCH = f"query ($t: String!) {{ search(query: $t, first: 5) {{ {_HITS} }} }}"
_SUGGEST = "query ($t: String!) { suggest(prefix: $t) { node { name } } }"
_GROUND = "query ($t: String!) { ground(terms: [$t]) { confidence } }"
_TEXTS = {
    "nothing": "",
    "white space": " \t\u00a0\u2003" * 20,
    "quotes": '"' * 499,
    "operators": "AND OR NOT +a -b (c OR d) AND",
    "wildcards": "* ** ? a* *a [a TO z] {a TO z}",
    "a range of everything": "[* TO *]",
    "a field of the index": "name:* kind:Procedure _id:1",
    "brackets": "(" * 499,
    "backslashes": "\\" * 499,
    "boosts": "a^999999999 b^-1 c~9999",
    "a regular expression": "/(a+)+$/ (a|aa)+b",
    "500 letters": "a" * 500,
    "500 words": "a " * 250,
    "200 other words": " ".join(f"w{number}" for number in range(99)),
    "words that are everywhere": "of the with and or in to a",
    "a misspelt word": "fractuer" * 60,
    "NUL": "pain\0pain",
    "combining characters": "e" + "\u0301" * 400,
    "what becomes longer": "\ufdfa" * 400,
    "emoji": "\U0001f9b4" * 400,
    "a code without an end": "S" + "9" * 400,
    "codes": "A00 B00 C00 " * 40,
    "numbers": "1 2 3 " * 80,
}


def _each(name: str, query: str) -> list[HostileRequest]:
    return [graphql(f"{name}: {what}", query, "", {"t": text}, HEAVY) for what, text in _TEXTS.items()]


REQUESTS: list[HostileRequest] = [
    *_each("a search for", _SEARCH),
    *_each("suggestions for", _SUGGEST),
    *_each("grounding", _GROUND),
    graphql("a search for 501 letters", _SEARCH, "INVALID_ARGUMENT", {"t": "a" * 501}),
    graphql("suggestions for 501 letters", _SUGGEST, "INVALID_ARGUMENT", {"t": "a" * 501}),
    graphql("grounding 501 letters", _GROUND, "INVALID_ARGUMENT", {"t": "a" * 501}),
]
