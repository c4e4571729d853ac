"""The lists of the definitions manual that the codes of a stay stand in, and what else of it decides."""

from collections.abc import Iterable, Iterator, Sequence, Set

from graph.review.msdrg.code_lists import groups_of_list
from graph.review.msdrg.special_rules import (
    ALWAYS,
    DIED,
    EXTENSIVE,
    LEFT,
    MAJOR,
    OPERATION,
    OTHER_OPERATION,
    OTHER_SECONDARY,
    TRANSFERRED,
)
from graph.review.msdrg.tables import Tables

DIED_STATUS, LEFT_STATUS = "20", "07"
TRANSFERRED_STATUSES = frozenset({"02", "05", "66", "82", "85", "94"})
"""Discharged to another hospital for acute care, also with a planned readmission."""
_WELL = {"795|AND NO SDX OR ONLY SDX", "795|PDX"}
"""Secondary diagnoses that a normal newborn may have."""
_AT_DELIVERY = {"768|WITH ANY ORPCS EXCEPT", "796&797&798|OR ORPCS"}
"""Lists of operations at a delivery that are no other operation; the second are those of D&C."""
_SEVERAL_JOINTS = "461"


class StayLists:
    """Codes by the names of their lists; a code that is reported twice stands there twice."""

    def __init__(self, tables: Tables, diagnoses: Sequence[str], procedures: Sequence[str]) -> None:
        self.tables = tables
        self.codes: dict[str, list[str]] = {ALWAYS: [diagnoses[0]]}
        self.principal = tables.diagnosis(diagnoses[0])
        self._put(diagnoses[0], self.principal.principal)
        for code in diagnoses[1:]:
            self._put_secondary(code)
        self._put_procedures(procedures)

    def put_patient(self, died: bool, status: str | None) -> None:
        """What is known of how the stay ended."""
        ways = ((DIED, died), (TRANSFERRED, status in TRANSFERRED_STATUSES), (LEFT, status == LEFT_STATUS))
        self._put(self.codes[ALWAYS][0], (name for name, is_so in ways if is_so))

    def is_multiple_trauma(self, diagnoses: Iterable[str]) -> bool:
        """Whether there is significant trauma of two sites or more, in two diagnoses, the principal one of trauma."""
        if not self.principal.opens_trauma:
            return False
        sites = [found for code in diagnoses if (found := self.tables.diagnosis(code).sites)]
        return len(sites) > 1 and len(frozenset[str]().union(*sites)) > 1

    def _put(self, code: str, names: Iterable[str]) -> None:
        for name in names:
            self.codes.setdefault(name, []).append(code)

    def _put_secondary(self, code: str) -> None:
        found = self.tables.diagnosis(code)
        self._put(code, found.secondary)
        if _WELL.isdisjoint(found.principal) and _WELL.isdisjoint(found.secondary):
            self._put(code, (OTHER_SECONDARY,))

    def _put_procedures(self, procedures: Sequence[str]) -> None:
        present = frozenset(procedures)
        complete = {code: list(self._complete(code, present)) for code in present}
        taken: dict[str, set[str]] = {}
        for code, lists in complete.items():
            for name, others in lists:
                if category := self.tables.clusters.get(name):
                    for part in (code, *others):
                        taken.setdefault(part, set()).add(category)
        for code in procedures:
            single = self.tables.procedure(code).single
            self._put(code, self._left(single, taken[code]) if code in taken else single)
            together = dict.fromkeys(name for name, _ in complete[code])
            self._put(code, together)
            if code in self.tables.operations or not self.tables.surgical_lists.isdisjoint(together):
                self._put(code, self._as_operation(code, single))

    def _complete(self, code: str, present: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        """The lists in which a procedure stands together with others, where all of them were done."""
        return ((name, others) for name, others in self.tables.procedure(code).together if others <= present)

    def _left(self, names: Iterable[str], categories: Set[str]) -> Iterator[str]:
        """The lists for which a procedure counts that is part of one operation coded as several, of some categories.

        Within them it counts as that operation only, and for operations on several joints.
        """
        for name in names:
            group = groups_of_list(name)[0]
            if group == _SEVERAL_JOINTS or self.tables.category_of[group] not in categories:
                yield name

    def _as_operation(self, code: str, names: Sequence[str]) -> Iterator[str]:
        yield OPERATION
        if code not in self.tables.non_extensive:
            yield EXTENSIVE
            if code not in self.tables.tracheostomies:
                yield MAJOR
        if _AT_DELIVERY.isdisjoint(names):
            yield OTHER_OPERATION
