"""The rules of the review, and the headings of pages, as they are declared."""

from docs_site.markdown import code, table, text
from graph.ingest.pages.headings import HEADINGS
from graph.review.registry import RULES


def rules() -> str:
    rows = ((code(rule.name), text(rule.description), text(rule.source)) for rule in RULES.values())
    return table(("rule", "finds", "by"), rows)


def headings() -> str:
    rows = ((text(title), text(" · ".join(others))) for title, *others in HEADINGS.values())
    return table(("section", "also called"), rows)
