"""Reviews cases: every rule looks at the case, and says what it found and what it could not look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.review.case import Case
from graph.review.code_facts import FactsOfCodes
from graph.review.context import LoadedData, ReviewContext, loaded_data
from graph.review.finding import Finding, Severity, Unreviewed
from graph.review.group_explanation import GroupExplanation, explain_group
from graph.review.registry import RULES
from graph.review.risk import CategoryOfModel, documented_categories
from graph.traversal.topology import Topology

_GRAVITY = tuple(Severity)


@dataclass(frozen=True)
class Review:
    """What a review found, the gravest first, and what it could not look at; the rest is found when it is asked for."""

    context: ReviewContext
    findings: Sequence[Finding]
    unreviewed: Sequence[Unreviewed]

    @cached_property
    def grouping(self) -> GroupExplanation | None:
        """The group of a hospital stay; None for what is none."""
        return explain_group(self.context)

    @cached_property
    def risk_categories(self) -> Sequence[CategoryOfModel]:
        """The risk categories that the diagnoses document."""
        return documented_categories(self.context)


class Reviewer:
    """Reviews cases by one graph; what it has learned of codes is kept from case to case."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._facts = FactsOfCodes(topology.graph)

    @cached_property
    def _loaded(self) -> LoadedData:
        return loaded_data(self._topology.graph)

    @property
    def is_ready(self) -> bool:
        """Whether it has looked at what data the graph has, which takes it some tenths of a second once."""
        return "_loaded" in vars(self)

    def review(self, case: Case) -> Review:
        """Review a case."""
        context = self.context(case)
        findings = [finding for rule in RULES.values() for finding in rule.check(context)]
        findings.sort(key=lambda finding: _GRAVITY.index(finding.severity))
        gaps = [Unreviewed(rule.name, reason) for rule in RULES.values() for reason in rule.gaps(context)]
        return Review(context, findings, gaps)

    def context(self, case: Case) -> ReviewContext:
        """A case with what the graph knows of its codes."""
        return ReviewContext(case, self._topology, self._facts, self._loaded)
