"""What a graph database must be able to do, as the push tries it."""

from docs_site.markdown import table, text
from graph.database.engine_features import FEATURES


def engine_features() -> str:
    return table(("what is tried", "needed for"), ((text(one.name), text(one.needed_for)) for one in FEATURES))
