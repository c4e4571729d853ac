"""All limits of a request, of the service and of the files that a build reads, each declared once.

They stand in the lowest room so that every layer can read them: `Limits.name` where no setting changes a limit, else
the attribute of the instance that a request carries. Each is a row of the page of limits that `docs_site` makes, each
that may be set is an environment variable `MEDCODE_MAX_…` (see `serving.settings`), and each needs a test in
tests/test_limits.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any


def _limit(default: int, unit: str, description: str, *codes: str, least: int = 1, most: int = 2**31 - 1) -> Any:
    """A limit that a setting may change, to a value between `least` and `most`."""
    metadata = {"unit": unit, "description": description, "codes": codes, "allowed": (least, most)}
    return field(default=default, metadata=metadata)


def _fixed(default: int, unit: str, description: str, *codes: str) -> Any:
    """A limit that no setting changes: it is not in `__init__`, and its value is that of the class."""
    return field(default=default, init=False, metadata={"unit": unit, "description": description, "codes": codes})


_DOCUMENT, _COSTLY = "GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_COSTLY"
_ARGUMENT, _PAGING = "INVALID_ARGUMENT", "INVALID_PAGING"
_TIMEOUT = "REQUEST_TIMEOUT"
_TOO_LARGE = "TOO_LARGE"


@dataclass(frozen=True)
class Limits:
    """What a request may cost and hold, what the service keeps, and how large files may be that are read."""

    tokens: int = _limit(2_500, "tokens", "in a GraphQL document", "GRAPHQL_PARSE_FAILED")
    aliases: int = _limit(200, "aliases", "in a document, with all fragments expanded", _DOCUMENT)
    depth: int = _limit(40, "levels", "of fields in a document", _DOCUMENT)
    fields: int = _limit(2_000, "fields and fragments", "in a document, with all fragments expanded", _DOCUMENT)
    overlaps: int = _limit(
        5_000, "pairs", "of fields with one response key, or of fragments, at one place of the answer", _DOCUMENT
    )
    fragments: int = _limit(200, "fragments", "defined in a document", _DOCUMENT)
    directives: int = _limit(200, "directives", "in a document", _DOCUMENT)
    text_value: int = _limit(8_192, "characters", "in a text of an argument or a variable", _DOCUMENT)
    list_value: int = _limit(5_000, "items", "in a list of an argument or a variable", _DOCUMENT)
    nodes: int = _limit(20_000, "items", "(nodes, edges, hits) in an answer", _COSTLY)
    rows: int = _limit(300_000, "rows", "of the graph read for an answer", _COSTLY)
    cost: int = _limit(
        10_000_000, "rows", "that could be looked at in the time that an answer takes: `extensions.cost`", _COSTLY
    )
    answer: int = _limit(32 << 20, "bytes", "in an answer", _COSTLY)
    seconds: int = _limit(10, "seconds", "of work for an answer", _COSTLY, most=3_600)
    body: int = _limit(256 * 1024, "bytes", "in the body of a request", "BODY_TOO_LARGE")
    waiting: int = _limit(256, "requests", "that wait for a thread, in each process", "BUSY")
    exports: int = _limit(2, "exports", "written at a time by each process", "BUSY", most=1024)
    cache: int = _limit(64 << 20, "bytes", "of responses cached by each process; 0 for none", least=0, most=2**40)
    connections: int = _limit(
        10_000,
        "connections",
        "open at a time in each process, fewer where the system allows fewer files; who sends nothing gives way",
        "TOO_MANY_CONNECTIONS",
    )
    head_seconds: int = _limit(
        10, "seconds", "from the first byte of a request to the last of its head, and to the first one", _TIMEOUT
    )
    body_seconds: int = _limit(30, "seconds", "for a body, and another one for each 1,024 bytes of it", _TIMEOUT)
    idle_seconds: int = _limit(75, "seconds", "from a response to the next request on a connection that is kept alive")
    write_seconds: int = _limit(60, "seconds", "in which a client takes nothing of a response, before it is broken off")
    drain_seconds: int = _limit(
        10, "seconds", "for responses to end after SIGTERM or SIGINT; what is left is broken off", least=0
    )

    target: int = _fixed(32 << 10, "bytes", "in the target of a request: path and query", "TARGET_TOO_LONG")
    head: int = _fixed(
        64 << 10,
        "bytes",
        "in the header fields of a request, and in its trailer fields",
        "HEAD_TOO_LARGE",
        "CHUNKS_TOO_LARGE",
    )
    header_fields: int = _fixed(100, "header fields", "in a request", "HEAD_TOO_LARGE")
    body_rate: int = _fixed(1 << 10, "bytes per second", "of a body, after its first seconds", _TIMEOUT)
    page: int = _fixed(1_000, "items", "on a page: `first` or `last`", _PAGING, _ARGUMENT)
    ids: int = _fixed(1_000, "ids", "in one call of `nodes`, or of `_entities`", _ARGUMENT)
    codes: int = _fixed(1_000, "codes", "in one call of `codes`", _ARGUMENT)
    terms: int = _fixed(300, "terms", "in one call of `ground`", _ARGUMENT)
    case_codes: int = _fixed(500, "codes", "in a case that is reviewed", _ARGUMENT)
    units: int = _fixed(9_999, "units", "of a procedure of a case", _ARGUMENT)
    code: int = _fixed(40, "characters", "in a code of a case", _ARGUMENT)
    cases: int = _fixed(1_000, "cases", "in one call of `reviewMany`, and in one request to `/reviews`", _ARGUMENT)
    batch: int = _fixed(50, "operations", "in one request", "BATCH_TOO_LARGE")
    reviews_body: int = _fixed(8 << 20, "bytes", "in the body of a request to `/reviews`", "BODY_TOO_LARGE")
    fhir_body: int = _fixed(8 << 20, "bytes", "in the body of a request to `/fhir`, as a batch", "BODY_TOO_LARGE")
    fhir_entries: int = _fixed(5_000, "entries", "in a batch of FHIR; `too-long` tells of more")
    fhir_codes: int = _fixed(10_000, "codes", "on a page of an expansion of FHIR; `too-costly` tells of more in one")
    text: int = _fixed(500, "characters", "in a text to search or to ground", _ARGUMENT)
    annotated_text: int = _fixed(8_000, "characters", "in a text to annotate or to verify", _ARGUMENT)
    mentions: int = _fixed(100, "mentions", "found in a text that is annotated or verified; `truncated` tells of more")
    words: int = _fixed(32, "words", "of a text that are searched; the rest is ignored")
    facet_values: int = _fixed(200, "values", "counted for each facet, the most frequent ones")
    candidates: int = _fixed(5, "candidates", "for a grounded term, the likeliest ones")
    common_seeds: int = _fixed(100, "nodes", "in `of` of `commonAncestors`", _ARGUMENT)
    hops: int = _fixed(6, "hops", "from the seeds of a neighbourhood: `depth`", _ARGUMENT)
    subgraph_nodes: int = _fixed(1_000, "nodes", "in a subgraph: `maxNodes`", _ARGUMENT)
    subgraph_edges: int = _fixed(20_000, "edges", "in a subgraph", _COSTLY)
    closure_nodes: int = _fixed(100_000, "nodes", "reached by a hierarchy or a closure", _COSTLY)
    paths: int = _fixed(20, "paths", "between two nodes: `first`", _ARGUMENT)
    path_length: int = _fixed(8, "edges", "in a path: `maxLength`", _ARGUMENT)
    path_rows: int = _fixed(1_000_000, "edges", "followed before longer paths are no longer looked for")
    path_tries: int = _fixed(20_000, "partial paths", "extended to find the paths of one length")
    pattern_edges: int = _fixed(20, "edges", "in a pattern", _ARGUMENT)
    pattern_rows: int = _fixed(2_000_000, "edges", "followed to match a pattern", _COSTLY)
    pattern_links: int = _fixed(10, "links", "in an answer for one node and one edge of a pattern")

    inline_rows: int = _fixed(10_000, "rows", "read in the event loop; what reads more is executed by a thread")
    inline_query: int = _fixed(
        1_000, "characters", "of a new query without fragments planned in the event loop; a thread plans all others"
    )
    compiled_query: int = _fixed(
        16_384, "characters", "of a query that is compiled; the reference executor runs longer ones"
    )
    export_wait: int = _fixed(10, "seconds", "in which an export waits for another one to end", "BUSY")
    export_rate: int = _fixed(
        32 << 10, "bytes per second", "that the reader of an export takes at least, or it breaks off for one that waits"
    )
    database_connections: int = _fixed(32, "connections", "to a graph database, in each process")
    database_connect_seconds: int = _fixed(5, "seconds", "to open a connection to a graph database, or to wait for one")
    database_seconds: int = _fixed(30, "seconds", "for a statement that reads from a graph database")
    database_write_seconds: int = _fixed(600, "seconds", "for a transaction that writes into a graph database")
    database_retry_seconds: int = _fixed(
        30, "seconds", "in which such a transaction is tried again that met another one, or whose connection broke off"
    )
    page_file: int = _fixed(1 << 20, "bytes", "in the file of a page", _TOO_LARGE)
    page_blocks: int = _fixed(2_000, "paragraphs and list items", "in a page", _TOO_LARGE)
    page_block: int = _fixed(
        5_000, "characters", "in a paragraph or list item of a page; a longer one is left out", _TOO_LARGE
    )
    page_seconds: int = _fixed(20, "seconds", "in which a page must be read", "READING_TOO_LONG")
    source_file: int = _fixed(256 << 20, "bytes", "in an official file, unpacked", _TOO_LARGE)
    source_line: int = _fixed(1 << 20, "bytes", "in a line of an official file", _TOO_LARGE)
    json_file: int = _fixed(64 << 20, "bytes", "in an official file of JSON, which is read as a whole", _TOO_LARGE)
    xml_entry: int = _fixed(
        1_000_000, "elements", "in an entry of an XML file: a chapter, a table, a main term", _TOO_LARGE
    )
    xml_depth: int = _fixed(100, "levels", "of elements within each other in an XML file", _TOO_LARGE)
    table_codes: int = _fixed(500_000, "codes", "in a file of the tables of ICD-10-PCS", _TOO_LARGE)
    source_seconds: int = _fixed(
        900, "seconds", "in which a source other than a page must be read; what was read by then is kept",
        "READING_TOO_LONG",
    )  # fmt: skip
    ontology_file: int = _fixed(1 << 20, "bytes", "in a file that declares kinds of edges", _TOO_LARGE)
    ontology_kinds: int = _fixed(100, "kinds of edges", "declared in files of your own", _TOO_LARGE)
    value_set_file: int = _fixed(8 << 20, "bytes", "in the file of a value set", _TOO_LARGE)
    community_edges: int = _fixed(
        2_000_000,
        "edges",
        "between procedures and what they share, up to which communities are found when a graph is built",
        "COMMUNITIES_NOT_FOUND",
    )
    table_findings: int = _fixed(
        100, "findings", "of a kind listed when tables are imported; the others are counted", "MORE_FINDINGS"
    )
    tool_answer: int = _fixed(24_000, "bytes", "in the answer of a tool for agents; a longer one is cut, and says so")
    registered_documents: int = _fixed(1 << 20, "characters", "of documents known by their hash in each process")
    document_cache: int = _fixed(4 << 20, "characters", "of valid documents cached by each process")
    column_cache: int = _fixed(40 << 20, "bytes", "of decoded property columns cached by each process")
    rank_cache: int = _fixed(8 << 20, "bytes", "of sort orders by properties cached by each process")


@dataclass(frozen=True, slots=True)
class Limit:
    """The declaration of a limit.

    `codes` are the error codes (`extensions.code`) of what exceeds it; none where nothing is refused. `allowed` are the
    least and the greatest value that a setting may give it; None where it has no setting.
    """

    name: str
    default: int
    unit: str
    description: str
    codes: tuple[str, ...]
    allowed: tuple[int, int] | None = None


LIMITS: Sequence[Limit] = tuple(
    Limit(item.name, getattr(Limits, item.name), **item.metadata) for item in fields(Limits)
)
"""The declarations of all limits, in their order."""
