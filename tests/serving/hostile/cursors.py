"""Cursors and ids: forged, of other lists, of wrong shapes, of nothing."""

from base64 import b64encode, urlsafe_b64encode

from tests.serving.hostile.hostile_request import HostileRequest, graphql

_PAGE = "query ($c: String) { procedures(first: 2, after: $c) { nodes { name } } }"
_BEFORE = "query ($c: String) { procedures(last: 2, before: $c) { nodes { name } } }"
_ORDERED = "query ($c: String) { procedures(first: 2, after: $c, orderBy: [{field: NAME}]) { nodes { name } } }"
_SEARCH = 'query ($c: String) { search(query: "pain", first: 2, after: $c) { totalCount } }'
_NODE = "query ($id: ID!) { node(id: $id) { name } }"
_FORGED = (
    *("", "null", "1", "true", '"a"', "{}", "[]", "[[]]", "[1]", "[null,null,null,null]", '{"a":1}', "1e309", "NaN"),
    *("[" * 3_000, "[" * 400 + "]" * 400, "[1e400]", '["-has_page+is_stub"]', '["-has_page+is_stub",true,"A"]'),
    '["-has_page+is_stub",{},[],"",0,0]',
    *(f'["-has_page+is_stub",true,"A","PAGE:adenoidectomy","",{"9" * 3_000}]', '["\\ud800"]', '[""]' * 100),
)
_INVALID_CURSOR, _INVALID_ID = "INVALID_CURSOR", "INVALID_ID"


def _cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


def _paged(name: str, cursor: str, query: str = _PAGE, code: str = _INVALID_CURSOR) -> HostileRequest:
    return graphql(name, query, code, {"c": cursor})


def _id(name: str, id_: str, code: str = "") -> HostileRequest:
    return graphql(name, _NODE, code, {"id": id_})


def _encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


REQUESTS: list[HostileRequest] = [
    *(_paged(f"a cursor of {text[:40]!a}", _cursor(text)) for text in _FORGED),
    _paged("no base64", "!!!"),
    _paged("base64 without its padding", "WyI"),
    _paged("base64 of no UTF-8", b64encode(b"\xff\xfe\xfd").decode()),
    _paged("a cursor of 8,000 letters", "A" * 8_000),
    _paged("a cursor of 9,000 letters", "A" * 9_000, code="GRAPHQL_VALIDATION_FAILED"),
    _paged("a cursor of letters that are no ASCII", "é" * 100),
    _paged("a forged cursor before", _cursor("[]"), _BEFORE),
    _paged("a forged cursor of a search", _cursor("[]"), _SEARCH),
    _paged("a cursor of another order", _cursor('["-has_page+is_stub",true,"A","PAGE:a","",false]'), _ORDERED),
    _id("no id", "", _INVALID_ID),
    _id("an id that is no base64", "!!!", _INVALID_ID),
    _id("an id of no node", _encoded("Procedure:PAGE:nothing")),
    _id("an id of no kind", _encoded("Nothing:PAGE:myomectomy"), _INVALID_ID),
    _id("an id of another kind", _encoded("Diagnosis:PAGE:myomectomy"), _INVALID_ID),
    _id("an id without a kind", _encoded("PAGE:myomectomy"), _INVALID_ID),
    _id("an id of colons", _encoded(":" * 5_000), _INVALID_ID),
    _id("an id with NUL", _encoded("Procedure:PAGE:myo\0mectomy"), _INVALID_ID),
    _id("an id of a type of the schema", _encoded("Query:PAGE:myomectomy"), _INVALID_ID),
    _id("an id of no UTF-8", b64encode(b"Procedure:\xff\xfe").decode(), _INVALID_ID),
    _id("an id of half of a surrogate pair", b64encode(b"Procedure:\xed\xa0\x80").decode(), _INVALID_ID),
    _id("a padded id", _encoded("Procedure:PAGE:myomectomy") + "===="),
]
