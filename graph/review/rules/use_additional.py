"""'Use additional code' notes: what is reported beside a diagnosis.

Most such notes hold only if there is something to report, which is in the record, not in the codes. A note that asks
for what a patient of the diagnosis always has (its type, its stage, its site) is missed where no code of it is there.
"""

import re
from collections.abc import Iterator, Sequence

from graph.review.case_code import CaseCode
from graph.review.code_facts import InstructionalNote
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_ALWAYS_THERE = re.compile(
    r"\bto (?:identify|specify|indicate) (?:the |specific )?(?:type|stage|severity|site|degree|joint|drug|infection\b)",
    re.IGNORECASE,
)


def _check(context: ReviewContext) -> Iterator[Finding]:
    unmet: dict[tuple[int, str], tuple[InstructionalNote, list[CaseCode]]] = {}
    for code, facts in context.known_diagnoses:
        for note in facts.notes("USE_ADDITIONAL"):
            if note.targets and not any(other is not code for _, other in context.diagnoses_among(note.targets)):
                unmet.setdefault((note.at, note.text), (note, []))[1].append(code)
    yield from (_finding(context, note, codes) for note, codes in unmet.values())


def _finding(context: ReviewContext, note: InstructionalNote, codes: Sequence[CaseCode]) -> Finding:
    written = " and ".join(code.written for code in codes)
    return Finding(
        USE_ADDITIONAL.name,
        Severity.WARNING if _is_expected(note) else Severity.INFORMATION,
        f"{written} may need another code: 'Use additional' at {context.written(note.at)}, '{note.text}'.",
        "Report it too if the record has it.",
        tuple(codes),
        tuple(Reason(edge=edge) for edge in note.targets.values()),
        tuple(note.targets),
    )


def _is_expected(note: InstructionalNote) -> bool:
    return not note.is_conditional and bool(_ALWAYS_THERE.search(note.text))


USE_ADDITIONAL = Rule(
    "USE_ADDITIONAL",
    "A diagnosis whose 'Use additional code' note names codes of which the case has none.",
    "ICD-10-CM Tabular List; guideline I.A.13",
    _check,
)
