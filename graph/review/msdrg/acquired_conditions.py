"""Hospital-acquired conditions (appendix I of the definitions manual): complications that do not count if acquired.

Most are acquired when they were not present on admission. Some take a procedure of the stay, too: an infection after a
bypass, a thrombosis after a new hip. Those procedures are in `data/codes/hac_procedures.tsv` as patterns of the
beginning of ICD-10-PCS codes. Infections of the urinary tract count as acquired only beside that of a catheter.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from graph.model.source_files import ROOT

HOSPITAL_ACQUIRED_PROCEDURES = ROOT / "data" / "codes" / "hac_procedures.tsv"
NOT_PRESENT = frozenset("NU")
"""Indicators of what was not present on admission, or not documented as such (U)."""
_CATHETER_INFECTION, _CATHETER_CODES = "06", frozenset({"T83511A", "T83518A"})
_AFTER_ANY_OPERATION = re.compile(r"K6811|T814[0-49]XA")
"""Infections of a surgical site, which are of three conditions: after bariatric, orthopedic and device procedures."""
_BARIATRIC, _DEVICE = "11", "13"
_SITE_CONDITIONS = (_BARIATRIC, "12", _DEVICE)
_OBESITY = frozenset({"E6601", "E66813"})
_CACHED = 100_000


class AcquiredConditions:
    """Which diagnoses of a stay are conditions acquired in the hospital."""

    def __init__(self) -> None:
        rows = HOSPITAL_ACQUIRED_PROCEDURES.read_text(encoding="utf-8").splitlines()[1:]
        self.patterns = {condition: re.compile(pattern) for condition, pattern in (row.split("\t") for row in rows)}
        self._conditions: Callable[[str], frozenset[str]] = lru_cache(_CACHED)(self._of_procedure)

    def conditions_of(self, procedures: Iterable[str], principal: str) -> frozenset[str]:
        """The conditions that procedures open, bariatric ones beside morbid obesity only."""
        found = frozenset[str]().union(*map(self._conditions, procedures))
        return found if principal in _OBESITY else found - {_BARIATRIC}

    def is_acquired(
        self, code: str, condition: str, opened: frozenset[str], diagnoses: Sequence[tuple[str, str | None]]
    ) -> bool:
        """Whether a diagnosis that was not present on admission, of a condition, is one that was acquired."""
        if condition == _CATHETER_INFECTION:
            return any(other in _CATHETER_CODES and poa in NOT_PRESENT for other, poa in diagnoses)
        if _AFTER_ANY_OPERATION.fullmatch(code):
            return not opened.isdisjoint(_SITE_CONDITIONS)
        return condition in opened or condition not in self.patterns

    def _of_procedure(self, code: str) -> frozenset[str]:
        return frozenset(condition for condition, pattern in self.patterns.items() if pattern.match(code))
