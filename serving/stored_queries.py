"""The queries that have names: what the pages show as examples, and what is exported by name."""

from graph.model.document import ROOT

QUERIES = ROOT / "data" / "queries"


def saved() -> dict[str, str]:
    """Their texts by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.graphql"))}


def query_title(text: str) -> str:
    """What a query asks, in words: its first line, a comment."""
    return text.partition("\n")[0].lstrip("# ")
