"""Pairs of diagnoses that the guidelines forbid, where no Excludes1 note does (`data/codes/guideline-pairs.tsv`)."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.model.source_files import ROOT
from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

PAIRS = ROOT / "data" / "codes" / "guideline-pairs.tsv"
_CODES = ("first", "second", "except")


@dataclass(frozen=True, slots=True)
class GuidelinePair:
    """Diagnoses that are not reported beside others; each is named by the CURIE of it or of what it is a kind of."""

    first: Sequence[str]
    second: Sequence[str]
    excepted: Sequence[str]
    severity: Severity
    guideline: str
    words: str
    action: str


@cache
def guideline_pairs() -> Sequence[GuidelinePair]:
    """The pairs of the table, in its order."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file, delimiter="\t")]


def _pair(row: Mapping[str, str]) -> GuidelinePair:
    first, second, excepted = ([f"ICD10CM:{code}" for code in row[name].split()] for name in _CODES)
    severity = Severity(row["severity"])
    return GuidelinePair(first, second, excepted, severity, row["guideline"], row["words"], row["action"])


def _check(context: ReviewContext) -> Iterator[Finding]:
    if len(context.known_diagnoses) < 2:
        return
    for pair in guideline_pairs():
        first = _reported(context, pair.first)
        second = _reported(context, pair.second) if first else []
        excepted = {code.key for code in (*first, *_reported(context, pair.excepted))} if second else set[str]()
        second = [code for code in second if code.key not in excepted]
        if second:
            yield _finding(pair, first, second)


def _reported(context: ReviewContext, curies: Sequence[str]) -> list[CaseCode]:
    """The diagnoses of the case that are one of these, or a kind of one."""
    numbers = [number for curie in curies if (number := context.graph.find(curie)) is not None]
    return list({code.key: code for _, code in context.diagnoses_among(numbers)}.values())


def _finding(pair: GuidelinePair, first: Sequence[CaseCode], second: Sequence[CaseCode]) -> Finding:
    one, other = (" and ".join(code.written for code in codes) for codes in (first, second))
    return Finding(
        GUIDELINE_PAIR.name,
        pair.severity,
        f"{one} and {other} are not reported together. {pair.words}",
        pair.action,
        (*first, *second),
        (Reason(text=f"Guideline {pair.guideline}: {pair.words}"),),
    )


GUIDELINE_PAIR = Rule(
    "GUIDELINE_PAIR",
    "Two diagnoses that a guideline says are not reported together.",
    "guidelines of the chapters, as the table of pairs names them",
    _check,
)
