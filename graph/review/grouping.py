"""The group of a hospital stay, by the rules of the Medicare grouper (MS-DRG)."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from graph.review.msdrg.decision import Deciding
from graph.review.msdrg.stay_lists import DIED_STATUS
from graph.review.msdrg.tables import Tables

_BOTH_SEXES = {"12", "13"}
_BY_STATUS = {"05", "15", "20"}
"""The categories in which it matters how the stay ended: myocardial infarction, newborns, alcohol and drugs."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in hospital. Codes are written without points.

    Diagnoses come with whether they were present on admission ('Y', 'N', 'U', 'W' or '1' for exempt), the principal one
    first; `sex` is 'F' or 'M'; the `discharge_status` has two digits, and 20 is that the patient died. The grouper asks
    for no `age`.
    """

    diagnoses: tuple[tuple[str, str | None], ...]
    procedures: tuple[str, ...] = ()
    sex: str | None = None
    age: float | None = None
    is_alive: bool = True
    discharge_status: str | None = None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The group that a stay falls into; None where the principal diagnosis is missing or unknown to the grouper.

    `severity` is the level of complications that counts in it: 'mcc', 'cc' or None. `deciding` are the codes that led
    there, the principal diagnosis first. `cannot` says what was not known though it may decide.
    """

    group: str | None
    category: str | None = None
    severity: str | None = None
    deciding: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()


class Grouper:
    """Groups stays. Its tables are read when they are first asked; it may be used by many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tables: Tables | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the tables have been read, which takes most of a second once."""
        return self._tables is not None

    @property
    def tables(self) -> Tables:
        """The tables of the grouper, read once."""
        if self._tables is None:
            with self._lock:
                self._tables = self._tables or Tables()
        return self._tables

    def group(self, stay: Stay) -> GroupResult:
        """The group of a stay."""
        tables = self.tables
        if not stay.diagnoses or not tables.diagnosis(stay.diagnoses[0][0]).categories:
            return GroupResult(None, cannot=("principal diagnosis",))
        died = not stay.is_alive or stay.discharge_status == DIED_STATUS
        decision = Deciding(tables, stay.diagnoses, stay.procedures, stay.sex, died, stay.discharge_status).decide()
        return GroupResult(
            decision.group,
            decision.category,
            decision.severity,
            decision.deciding,
            tuple(_unknown(tables, stay)),
        )


def _unknown(tables: Tables, stay: Stay) -> Iterator[str]:
    """What is missing of a stay though it may decide."""
    categories = set(tables.diagnosis(stay.diagnoses[0][0]).categories)
    if stay.sex is None and categories >= _BOTH_SEXES:
        yield "sex"
    if stay.discharge_status is None and categories & _BY_STATUS:
        yield "discharge status"
    for code, present in stay.diagnoses[1:]:
        found = tables.complications.get(code)
        if present is None and found and found.acquired:
            yield f"whether {code} was present on admission"


GROUPER = Grouper()
"""The grouper of the process."""
