"""Which group a stay falls into: the first family that fits, in the order of the definitions manual."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.review.msdrg.acquired_conditions import NOT_PRESENT
from graph.review.msdrg.bound_rules import BEFORE, BURNS, HIV, NEWBORNS, PREGNANCY, TRANSPLANTS, TRAUMA, BoundRule
from graph.review.msdrg.complication import LEVELS
from graph.review.msdrg.special_rules import EXTENSIVE, HIV_INFECTION, MCC, OPERATION
from graph.review.msdrg.stay_lists import StayLists
from graph.review.msdrg.tables import Tables

UNGROUPABLE = "999"
_UNRELATED, _UNRELATED_NON_EXTENSIVE = ("981", "982", "983"), ("987", "988", "989")
_WITHOUT_OPERATIONS = {PREGNANCY, NEWBORNS, BURNS, HIV}
"""Categories in which an operation that none of their groups is for changes nothing."""
_BEFORE_CATEGORIES = {BEFORE, TRANSPLANTS}
_OF_SEX = {"F": ("13", "12"), "M": ("12", "13")}
"""The category of diseases of a sex, and that of the other one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A group with its category, the level of complications in it ('mcc', 'cc' or None), and the codes that decided."""

    group: str
    category: str | None
    severity: str | None
    deciding: tuple[str, ...]


class Deciding:
    """One stay on its way to a group."""

    def __init__(
        self,
        tables: Tables,
        diagnoses: Sequence[tuple[str, str | None]],
        procedures: Sequence[str],
        sex: str | None,
        died: bool,
        status: str | None,
    ) -> None:
        self.tables, self.diagnoses, self.sex = tables, diagnoses, sex
        codes = [code for code, _ in diagnoses]
        self.principal = codes[0]
        self.stay = StayLists(tables, codes, procedures)
        self.stay.put_patient(died, status)
        self.counting: Mapping[str, str] = dict(self._counting(procedures, died))
        self.is_trauma = self.stay.is_multiple_trauma(codes)
        if "mcc" in self.counting.values():
            self.stay.codes[MCC] = [code for code, level in self.counting.items() if level == "mcc"]

    def decide(self) -> Decision:
        """The group; 999 where none fits."""
        for category in self._categories():
            rules = self.tables.rules[category]
            if category in _BEFORE_CATEGORIES:
                found = self._first(rules)
            else:
                found = (
                    self._first(rule for rule in rules if rule.family.is_surgical)
                    or self._unrelated(category)
                    or self._first(rule for rule in rules if not rule.family.is_surgical)
                )
            if found:
                return found
        return Decision(UNGROUPABLE, None, None, (self.principal,))

    def _categories(self) -> Iterator[str]:
        """Those before all others, and that of the principal diagnosis; of several that for the sex of the patient."""
        yield BEFORE
        if self.is_trauma:
            yield TRAUMA
        found = set(self.stay.principal.categories)
        if HIV in found and HIV_INFECTION in self.stay.codes:
            yield HIV
            return
        yield TRANSPLANTS
        own, other = _OF_SEX.get(self.sex or "", ("", ""))
        found -= {HIV} if own in found else {HIV, other}
        yield own if own in found else min(found or self.stay.principal.categories)

    def _counting(self, procedures: Sequence[str], died: bool) -> Iterator[tuple[str, str]]:
        """The complications that count beside the principal diagnosis, with their levels."""
        opened: frozenset[str] | None = None
        for code, present in self.diagnoses[1:]:
            found = self.tables.complications.get(code)
            if found is None or self.principal in found.excluded_by or (found.only_alive and died):
                continue
            if found.acquired and present in NOT_PRESENT:
                acquired = self.tables.acquired
                opened = acquired.conditions_of(procedures, self.principal) if opened is None else opened
                if acquired.is_acquired(code, found.acquired, opened, self.diagnoses[1:]):
                    continue
            yield code, found.level

    def _first(self, rules: Iterable[BoundRule]) -> Decision | None:
        lists = self.stay.codes
        return next((self._in_family(rule) for rule in rules if rule.test(lists)), None)

    def _unrelated(self, category: str) -> Decision | None:
        """Operations that are not for the principal diagnosis: one of the groups of such, by how extensive they are."""
        operations = self.stay.codes.get(OPERATION)
        if not operations or category in _WITHOUT_OPERATIONS:
            return None
        extensive = self.stay.codes.get(EXTENSIVE)
        groups = _UNRELATED if extensive else _UNRELATED_NON_EXTENSIVE
        level, by = self._worst(groups[0])
        return self._decision(groups[LEVELS.index(level)], None, level, [*(extensive or operations), *by])

    def _in_family(self, rule: BoundRule) -> Decision:
        groups, lists = rule.family.groups, self.stay.codes
        level, by = self._worst(rule.family.name)
        if rule.as_mcc(lists):
            level, by = "mcc", []
        elif level == "none" and rule.as_cc(lists):
            level, by = "cc", []
        codes = [code for name in sorted(rule.lists) for code in lists.get(name, ())]
        is_split = groups[level] != groups["none"]
        return self._decision(groups[level], rule.family.category or None, level, [*codes, *(by if is_split else [])])

    def _worst(self, group: str) -> tuple[str, list[str]]:
        """The worst level among the complications that count in a group, and those that have it."""
        without = self.tables.not_counting.get(group, ())
        counting = [(code, level) for code, level in self.counting.items() if code not in without]
        found = {level for _, level in counting}
        level = next((level for level in LEVELS if level in found), LEVELS[-1])
        return level, [code for code, its in counting if its == level]

    def _decision(self, group: str, category: str | None, level: str, codes: Sequence[str]) -> Decision:
        deciding = tuple(dict.fromkeys([self.principal, *codes]))
        return Decision(group, category, None if level == LEVELS[-1] else level, deciding)
