"""The stored queries of `data/queries/`: examples on the pages, exports by name, and arguments of `explain`."""

from graph.model.source_files import ROOT

QUERIES = ROOT / "data" / "queries"


def stored_queries() -> dict[str, str]:
    """The text of each query by name, in the order of their names."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.graphql"))}


def query_title(text: str) -> str:
    """The question that a query answers: the comment in its first line."""
    return text.partition("\n")[0].lstrip("# ")
