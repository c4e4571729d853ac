"""'Code first' notes: what a diagnosis is reported after."""

import re
from collections.abc import Iterator, Sequence

from graph.model.icd10cm_form import CATEGORY_LENGTH
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts, InstructionalNote
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.rules.titles_that_say_less import leaves_open
from graph.review.titles import words_of_title

_UNDERLYING = re.compile(r"\bunderlying\b|to identify", re.IGNORECASE)


def _check(context: ReviewContext) -> Iterator[Finding]:
    for code, facts in context.known_diagnoses:
        yield from _findings_of(context, code, facts)


def _findings_of(context: ReviewContext, code: CaseCode, facts: CodeFacts) -> Iterator[Finding]:
    notes = [note for note in facts.notes("CODE_FIRST") if not facts.is_above & note.targets.keys()]
    present = [(note, list(context.diagnoses_among(note.targets))) for note in notes]
    if any(other.place < code.place for _, found in present for _, other in found):
        return
    if any(_has_special_form_before(context, code, note) for note in notes if note.is_open):
        return
    late = next(((note, target, other) for note, found in present for target, other in found), None)
    if late:
        yield _out_of_order(context, code, *late)
    elif not _is_manifestation_first(code, facts):
        missing = next((note for note in notes if _is_missing(context, code, note)), None)
        if missing and not _is_asked_for(context, code, facts):
            yield _missing(context, code, missing)


def _has_special_form_before(context: ReviewContext, code: CaseCode, note: InstructionalNote) -> bool:
    """Whether a diagnosis before the code is a special form of what a note names as unspecified.

    A note that says 'such as sepsis NOS (A41.9)' is met by A41.51, sepsis due to Escherichia coli.
    """
    named = [context.facts.of(target) for target in note.targets]
    return any(
        other.place < code.place and _is_special_form(facts, of)
        for other, facts in context.known_diagnoses
        for of in named
    )


def _is_special_form(facts: CodeFacts, of: CodeFacts) -> bool:
    (title, code), (general, its_code) = (
        (one.node.name.casefold(), one.node.curie.partition(":")[2]) for one in (facts, of)
    )
    is_of_category = code[:CATEGORY_LENGTH] == its_code[:CATEGORY_LENGTH] and "unspecified" in general
    return is_of_category or leaves_open(general, title)


def _is_missing(context: ReviewContext, code: CaseCode, note: InstructionalNote) -> bool:
    """Whether a note asks for a code that is not there; one that names none is met by anything reported before.

    A note that names the condition itself ('heart failure complicating pregnancy' at heart failure) speaks of a case of
    it, and of several notes at one code each does.
    """
    if note.is_conditional or _speaks_of_a_case(context, note):
        return False
    return code.is_principal or bool(note.targets)


def _is_asked_for(context: ReviewContext, code: CaseCode, facts: CodeFacts) -> bool:
    """Whether a 'use additional' note of a diagnosis before it asks for the code: then that is what it comes after."""
    return any(
        note.targets.keys() & facts.is_above
        for other, before in context.known_diagnoses
        if other.place < code.place
        for note in before.notes("USE_ADDITIONAL")
    )


def _speaks_of_a_case(context: ReviewContext, note: InstructionalNote) -> bool:
    at = context.facts.of(note.at)
    if sum(1 for other in at.notes("CODE_FIRST") if other.at == note.at) > 1:
        return not _UNDERLYING.search(note.text)
    return bool(words_of_title(at.node.name) & words_of_title(note.heading))


def _is_manifestation_first(code: CaseCode, facts: CodeFacts) -> bool:
    """What is found as a manifestation that is principal; one cause is one finding."""
    return code.is_principal and bool(facts.get("is_manifestation"))


def _out_of_order(
    context: ReviewContext, code: CaseCode, note: InstructionalNote, target: int, other: CaseCode
) -> Finding:
    return Finding(
        CODE_FIRST.name,
        Severity.ERROR,
        f"{other.written} belongs before {code.written}: 'Code first' at {context.written(note.at)}, '{note.text}'.",
        f"Put {other.written} before {code.written}.",
        (code, other),
        (Reason(edge=note.targets[target]),),
        (other.facts.number,) if other.facts else (),
    )


def _missing(context: ReviewContext, code: CaseCode, note: InstructionalNote) -> Finding:
    """What a note names may be there by another code where the note is open: that is a question, no more."""
    is_question = note.is_open and not code.is_principal
    return Finding(
        CODE_FIRST.name,
        Severity.INFORMATION if is_question else Severity.WARNING,
        f"{code.written} is reported after what the note names, and nothing of that comes before it: "
        f"'Code first' at {context.written(note.at)}, '{note.text}'.",
        f"Report what the note names before {code.written}.",
        (code,),
        _reasons(note),
        tuple(note.targets),
    )


def _reasons(note: InstructionalNote) -> tuple[Reason, ...]:
    edges: Sequence[int] = list(note.targets.values())
    return tuple(Reason(edge=edge) for edge in edges) or (Reason(node=note.at, property="code_first_notes"),)


CODE_FIRST = Rule(
    "CODE_FIRST",
    "A diagnosis whose 'Code first' note names a code that is missing, or that comes after it.",
    "ICD-10-CM Tabular List; guideline I.A.13",
    _check,
)
