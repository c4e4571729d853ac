"""Cases with what a review must find in them and what it must not, and how a review compares with that.

The sets are in `tests/graph/review/judged/`; its README says who wrote them and how to read them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model.source_files import ROOT
from graph.review.case import Case
from graph.review.case_code import code_key
from graph.review.files.case_json import case_from_json
from graph.review.finding import Finding, Severity
from graph.review.registry import RULES
from graph.review.reviewer import Review
from graph.store import GraphStore

JUDGED = ROOT / "tests" / "graph" / "review" / "judged"
FILES = JUDGED / "files"
"""Small official files, made for the cases that need some."""
AS_OF = "2026-03-02"
"""The day as of which the graph with the files is built."""
_GRAVITY = [severity.name for severity in Severity]
OPEN, HELD_OUT = "open", "held-out"


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """A finding by rule and the codes that are among its codes; of any severity unless one is given.

    `at_least` is the least grave severity that is meant.
    """

    rule: str
    codes: frozenset[str]
    severity: str | None = None
    at_least: str | None = None

    def is_met_by(self, finding: Finding) -> bool:
        keys = {code.key for code in finding.codes}
        return (
            finding.rule == self.rule
            and self.severity in (None, finding.severity.name)
            and (self.at_least is None or _GRAVITY.index(finding.severity.name) <= _GRAVITY.index(self.at_least))
            and all(code in keys or (":" in code and code in finding.message) for code in self.codes)
        )


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case; `is_clean`: no error and no warning may be found in it."""

    id: str
    title: str
    case: Case
    needs_files: bool
    expected: Sequence[ExpectedFinding]
    absent: Sequence[ExpectedFinding]
    unreviewed: Sequence[str]
    is_clean: bool
    basis: str


@dataclass(slots=True)
class Verdict:
    """A case with what was missed in it, and what was found in it and must not be."""

    judged: JudgedCase
    review: Review
    missed: list[ExpectedFinding] = field(default_factory=list)
    alarms: list[Finding] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    """Rules that are not listed as unreviewed though they are."""


def read_judged(name: str) -> list[JudgedCase]:
    """The cases of a set."""
    lines = (JUDGED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_judged(json.loads(line)) for line in lines if line]


def _judged(stated: dict[str, Any]) -> JudgedCase:
    return JudgedCase(
        stated["id"],
        stated["title"],
        case_from_json(stated["case"]),
        "files" in stated.get("needs", ()),
        [_expected(item) for item in stated["expected"]],
        [_expected(item) for item in stated["absent"]],
        stated.get("unreviewed", []),
        stated["clean"],
        stated["basis"],
    )


def _expected(stated: dict[str, Any]) -> ExpectedFinding:
    codes = frozenset(code if ":" in code else code_key(code) for code in stated.get("codes", ()))
    return ExpectedFinding(stated["rule"], codes, stated.get("severity"), stated.get("atLeast"))


def judge(store: GraphStore, cases: Iterable[JudgedCase]) -> Iterator[Verdict]:
    """Review each case, and compare."""
    for judged in cases:
        review = store.review(judged.case)
        verdict = Verdict(judged, review)
        verdict.missed = [item for item in judged.expected if not any(map(item.is_met_by, review.findings))]
        verdict.alarms = [finding for finding in review.findings if _is_alarm(judged, finding)]
        verdict.silent = [rule for rule in judged.unreviewed if rule not in {gap.rule for gap in review.unreviewed}]
        yield verdict


def _is_alarm(judged: JudgedCase, finding: Finding) -> bool:
    if any(item.is_met_by(finding) for item in judged.absent):
        return True
    expected = any(item.is_met_by(finding) for item in judged.expected)
    return judged.is_clean and not expected and finding.severity is not Severity.INFORMATION


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """Of one rule: findings expected, those found, and findings that must not be."""

    rule: str
    expected: int
    found: int
    alarms: int


def figures(verdicts: Sequence[Verdict]) -> list[RuleFigures]:
    """A row for each rule, and one for all."""
    expected = Counter(item.rule for verdict in verdicts for item in verdict.judged.expected)
    missed = Counter(item.rule for verdict in verdicts for item in verdict.missed)
    alarms = Counter(finding.rule for verdict in verdicts for finding in verdict.alarms)
    names = [name for name in RULES if expected[name] or alarms[name]]
    rows = [RuleFigures(name, expected[name], expected[name] - missed[name], alarms[name]) for name in names]
    total = sum(expected.values())
    return [*rows, RuleFigures("all", total, total - sum(missed.values()), sum(alarms.values()))]
