"""The edits that a diagnosis has, and where they hold."""

from collections.abc import Iterator

from graph.review.case import Setting
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext


def edits_of_type(context: ReviewContext, facts: CodeFacts, edit_type: str) -> Iterator[tuple[int, CodeFacts]]:
    """The edits of a type that a diagnosis has, wherever they hold, each with the edge that says so."""
    for target, edge in facts.targets("HAS_EDIT").items():
        edit = context.facts.of(target)
        if edit.get("edit_type") == edit_type:
            yield edge, edit


def holds_in(edit: CodeFacts, setting: Setting | None) -> bool:
    """Whether an edit holds in a setting; any may where it is not known. What is no stay in hospital is outpatient."""
    where = edit.get("care_setting")
    return where is None or setting is None or (where == "inpatient") == (setting is Setting.INPATIENT)
