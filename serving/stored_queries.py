"""Stored queries, those of `data/queries/` and of the user's: examples on the pages, exports by name, arguments."""

from graph.ingest.data_folder import SHIPPED, Part, data_folders


def stored_queries() -> dict[str, str]:
    """The text of each query by name, in the order of their names; a later folder's query replaces one of its name."""
    folders = [folder.part(Part.QUERIES) for folder in (SHIPPED, *data_folders())]
    paths = {path.stem: path for folder in folders for path in folder.glob("*.graphql")}
    return {name: paths[name].read_text(encoding="utf-8") for name in sorted(paths)}


def query_title(text: str) -> str:
    """The question that a query answers: the comment in its first line."""
    return text.partition("\n")[0].lstrip("# ")
