"""The tables of the grouper: the lists of each code, its level as complication, and the rules of all groups.

From the newest edition that `drgpy` ships; complications that no principal diagnosis excludes are missing there, and
are read from tables 6I and 6J of the final rule.
"""

from collections.abc import Callable, Mapping, Set
from functools import lru_cache

from drgpy.msdrg import DRGEngine

from graph.review.msdrg.acquired_conditions import AcquiredConditions
from graph.review.msdrg.bound_rules import BoundRule, bound_rules
from graph.review.msdrg.code_lists import (
    DiagnosisLists,
    ProcedureLists,
    clusters,
    diagnosis_lists,
    list_names,
    procedure_lists,
)
from graph.review.msdrg.complication import Complication, complications
from graph.review.msdrg.severity_tables import read_severity, severity_documents

_CACHED = 200_000
"""More codes than there are, so that each is read once."""


class Tables:
    """All that a stay is grouped by; some 140 MB, read in half a second."""

    def __init__(self) -> None:
        engine = DRGEngine()
        self.rules: Mapping[str, list[BoundRule]] = bound_rules(
            engine.drgmap, engine.surgical_rank, list_names(engine.dxmap, engine.prmap)
        )
        self.complications: Mapping[str, Complication] = complications(
            engine.ccmap, engine.exmap, read_severity(severity_documents(None))
        )
        self.acquired = AcquiredConditions()
        self.not_counting: Mapping[str, Set[str]] = engine.drg_exclusions
        """The complications that do not count in a group (appendix C, part 3)."""
        self.operations: Set[str] = engine.orpcsmap.keys()
        self.non_extensive: Set[str] = engine.neoormap.keys()
        self.surgical_lists = frozenset(
            name for rules in self.rules.values() for rule in rules if rule.family.is_surgical for name in rule.lists
        )
        self.category_of: Mapping[str, str] = {number: row["mdc"] for number, row in engine.drgmap.items()}
        self.clusters = clusters(engine.prmap, self.category_of)
        self.tracheostomies = frozenset(code for code, groups in engine.orpcsmap.items() if "003" in groups)
        self.diagnosis: Callable[[str], DiagnosisLists] = lru_cache(_CACHED)(
            lambda code: diagnosis_lists(engine.dxmap.get(code, ()), self.category_of)
        )
        self.procedure: Callable[[str], ProcedureLists] = lru_cache(_CACHED)(
            lambda code: procedure_lists(code, engine.prmap.get(code, ()))
        )
