"""GraphQL documents that are large, deep, cyclic or not GraphQL at all."""

from tests.schema.hostile_documents import chain, complete
from tests.serving.hostile.hostile_request import HEAVY, HostileRequest, aliases, body, graphql
from tests.serving.live_server import body_of

_REFUSED = "OPERATION_REFUSED"
_INVALID, _UNPARSED = "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"
_TYPES = "{ name fields { name args { name type { name ofType { name } } } type { name ofType { name } } } }"
_DEEPEST = f"query {{ __schema {{ types {{ {'fields { type { ' * 20}name{' } }' * 20} }} }} }}"

REQUESTS: list[HostileRequest] = [
    body("no document", body_of(""), 400, _REFUSED),
    graphql("only a comment", "#" * 100_000, _UNPARSED),
    graphql("only commas", "," * 200_000, _UNPARSED),
    graphql("braces without an end", "{" * 100_000, _UNPARSED),
    graphql("braces with an end", "{a" * 2_000 + "}" * 2_000, _UNPARSED),
    graphql("deep lists in an argument", f"{{ codes(list: {'[' * 1_200}{']' * 1_200}) {{ given }} }}", _UNPARSED),
    graphql(
        "deep objects in an argument",
        f"{{ match(pattern: {'{edges: ' * 800}{'}' * 800}) {{ totalCount }} }}",
        _UNPARSED,
    ),
    graphql("3,000 fields", f"{{ {'__typename ' * 3_000}}}", _UNPARSED),
    graphql("2,100 fields", f"{{ {'__typename ' * 2_100}}}", _INVALID),
    graphql("2,400 fields of one key, nested", f"{{ meta {{ {'version ' * 2_300}}} }}", _INVALID),
    graphql("300 aliases", aliases(300, "__typename"), _INVALID),
    graphql("15 levels through fields of the schema", _DEEPEST, _INVALID),
    graphql(
        "45 levels",
        f'{{ risk(slug: "infection") {"{ procedures { nodes { risks { nodes " * 11}{{ name }}{" } } } }" * 11} }}',
        _INVALID,
    ),
    graphql("a fragment that doubles 60 times", f"{{ ...a0 }} {chain(60)}", _INVALID),
    graphql("60 fragments that spread all that follow", f"{{ ...a0 }} {complete(60)}", _UNPARSED),
    graphql("40 fragments that spread all that follow", f"{{ ...a0 }} {complete(40)}", _INVALID),
    graphql("a cycle of fragments", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", _INVALID),
    graphql("a fragment that spreads itself", "{ ...A } fragment A on Query { __typename ...A }", _INVALID),
    graphql("201 fragments", f"{{ ...a0 }} {chain(200, spread='...NEXT')}", _INVALID),
    graphql("an unknown fragment", "{ ...Nobody }", _INVALID),
    graphql("10,000 directives", f"{{ __typename {'@include(if: true) ' * 10_000}}}", _UNPARSED),
    graphql("300 directives", f"{{ __typename {'@include(if: true) ' * 300}}}", _INVALID),
    graphql("unknown directives", "{ __typename @defer @stream @live }", _INVALID),
    graphql("a mutation", "mutation { __typename }", _INVALID),
    graphql("a subscription", "subscription { __typename }", _INVALID),
    body("definitions of types", body_of("type Query { a: Int } extend type Procedure { a: Int }"), 400, _REFUSED),
    graphql("an unknown field of 100,000 letters", f"{{ {'a' * 100_000} }}", _INVALID),
    graphql("an unknown field near to many", "{ procedurez diagnosez riskz rolez settingz }", _INVALID),
    graphql("an alias of 100,000 letters", f"{{ {'a' * 100_000}: __typename }}"),
    graphql("a number of 5,000 digits", f"{{ procedures(first: {'9' * 5_000}) {{ totalCount }} }}", _INVALID),
    graphql("a negative number of 5,000 digits", f"{{ procedures(first: -{'9' * 5_000}) {{ totalCount }} }}", _INVALID),
    graphql(
        "1e309 as a number", '{ comparableProcedures(to: "hysteroscopy", sameIndications: 1e309) { share } }', _INVALID
    ),
    graphql("a half of a surrogate pair, escaped", '{ risk(slug: "\\ud800") { name } }', _UNPARSED),
    graphql("a block string of quotes", '{ risk(slug: """' + '\\"""' * 500 + '""") { name } }'),
    graphql("a string without an end", '{ risk(slug: "' + "a" * 100_000, _UNPARSED),
    graphql("400 operations", " ".join(f"query A{number} {{ __typename }}" for number in range(400)), _INVALID),
    graphql("introspection", f"{{ __schema {{ types {_TYPES} }} }}", seconds=HEAVY),
    graphql("introspection 20 times", aliases(20, f"__schema {{ types {_TYPES} }}"), seconds=HEAVY),
    graphql(
        "introspection 100 times",
        f"{aliases(100, '__schema { ...S }')} fragment S on __Schema {{ types {_TYPES} }}",
        "QUERY_TOO_COSTLY",
    ),
    graphql(
        "variables that are not used",
        f"query ({', '.join(f'$a{n}: Int' for n in range(500))}) {{ __typename }}",
        _INVALID,
    ),
    body("a huge operation name", body_of("{ __typename }", operationName="a" * 200_000), 400, _REFUSED),
    body("an operation name that nothing has", body_of("query A { __typename }", operationName="B"), 400, _REFUSED),
    body("an empty operation name", body_of("query A { __typename }", operationName=""), 400, _REFUSED),
]
