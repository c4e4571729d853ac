"""The columns that a snapshot has, and what each of them is an array of (see `graph.storage.freeze`)."""

_BYTE, _HALF, _WORD, _LONG, _SIGNED = "|u1", "<u2", "<u4", "<u8", "<i4"
ARENAS = ("node.identity", "node.values", "edge.values", "evidence.values", "document.values")
COLUMN_TYPES: dict[str, tuple[str, ...]] = {
    **{f"{arena}.starts": (_WORD, _LONG) for arena in ARENAS},  # Long where there are 4 GiB of bytes or more.
    **{f"{arena}.bytes": (_BYTE,) for arena in ARENAS},
    **dict.fromkeys(("node.kind", "edge.kind", "in.kind"), (_BYTE,)),
    **dict.fromkeys(("node.rank", "kind.starts", "kind.nodes", "slug.nodes"), (_WORD,)),
    **dict.fromkeys(("edge.source", "edge.target", "edge.evidence", "edge.leaving", "edge.entering"), (_WORD,)),
    **dict.fromkeys(("out.starts", "in.starts", "in.edges", "in.source"), (_WORD,)),
    **dict.fromkeys(("evidence.starts", "evidence.document"), (_WORD,)),
    "edge.number": (_HALF,),
    "node.pagerank": (_LONG,),
    "node.community": (_SIGNED,),
}
"""For each column the types that it may have, as NumPy writes them."""
NOWHERE, NOT_FOUND = -1, -2
"""The community of a node that is in none, and that of all nodes where communities were not looked for."""
