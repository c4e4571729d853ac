"""Random inpatient stays, the same for the same seed, of kinds that a grouper treats in ways of their own.

Half the principal diagnoses are drawn by code; all else through the grouper's own tables: first a list of the
definitions manual, then a code of it, so that rare lists are met as often as those with thousands of codes. That is
harder on a grouper than what hospitals report.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drgpy.msdrg import DRGEngine

from bench.truth.stay_kinds import (
    CHANCE_OF_OPERATION,
    DELIVERY,
    HIV,
    KINDS,
    NEWBORN,
    OUTCOME,
    TRANSPLANTS,
    VENTILATION,
)
from graph.review.grouping import Stay

_HOME, _DIED = "01", "20"
_STATUSES = ("02", "03", "05", "06", "07", "30", "50", "62", "63", "65", "66", "70", "82", "85")
_SECONDARIES = (0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12)
_MOST_SECONDARIES = 12
_CODE_LENGTH = 7
_CATEGORY, _SITE = "_MDC", "_TRAUMA24"


@dataclass(frozen=True, slots=True)
class RandomStay:
    """A stay of a kind."""

    kind: str
    stay: Stay


def random_stays(count: int, seed: int) -> Iterator[RandomStay]:
    """Some stays, each of a kind that is drawn by its share."""
    drawer = _Drawer(random.Random(seed), DRGEngine())  # noqa: S311 - it must be the same stays each time
    kinds, shares = zip(*KINDS, strict=True)
    for kind in drawer.chance.choices(kinds, shares, k=count):
        yield RandomStay(kind, drawer.stay(kind))


class _Drawer:
    """Draws codes from the tables of `drgpy`."""

    def __init__(self, chance: random.Random, engine: DRGEngine) -> None:
        self.chance = chance
        self.labels: dict[str, list[str]] = {code: labels for code, labels in sorted(engine.dxmap.items()) if labels}
        self.together: dict[str, list[str]] = {
            code: labels for code, labels in sorted(engine.prmap.items()) if len(code) == _CODE_LENGTH
        }
        self.diagnoses, self.procedures = _lists(self.labels), _lists(self.together)
        self.all_diagnoses, self.all_procedures = list(self.labels), list(self.together)
        self.complications: list[str] = sorted(engine.ccmap)
        self.acquired: list[str] = sorted(code for code, row in engine.ccmap.items() if row["hac"])
        self.lists_of_group: dict[str, list[str]] = defaultdict(list)
        for name in self.procedures:
            for group in name.partition("|")[0].split("&"):
                self.lists_of_group[group].append(name)
        self.groups_of_category: dict[str, list[str]] = defaultdict(list)
        for group in sorted(self.lists_of_group):
            self.groups_of_category[engine.drgmap[group]["mdc"]].append(group)
        self.principal_lists = [name for name in self.diagnoses if "PDX" in name or name.startswith(_CATEGORY)]
        self.sites = [name for name in self.diagnoses if name.startswith(_SITE)]

    def stay(self, kind: str) -> Stay:
        principal = self._principal(kind)
        codes = list(dict.fromkeys([principal, *self._secondaries(kind, principal)]))[: _MOST_SECONDARIES + 1]
        present = ["Y", *self.chance.choices("YNUW", (82, 12, 3, 3), k=len(codes) - 1)]
        status = self.chance.choices((_HOME, _DIED, self.chance.choice(_STATUSES)), (65, 12, 23))[0]
        return Stay(
            tuple(zip(codes, present, strict=True)),
            tuple(dict.fromkeys(self._procedures(kind, principal))),
            self._sex(principal),
            0
            if kind == "newborn"
            else self.chance.randint(14, 49)
            if kind == "delivery"
            else self.chance.randint(0, 99),
            status != _DIED,
            status,
        )

    def _sex(self, principal: str) -> str:
        """Nearly always a sex that the category of the principal diagnosis is of."""
        labels = set(self.labels[principal])
        drawn = self.chance.choice("FM")
        if self.chance.random() < 0.02 or labels >= {"_MDC12", "_MDC13"}:
            return drawn
        return "F" if labels & {"_MDC13", "_MDC14"} else "M" if "_MDC12" in labels else drawn

    def _principal(self, kind: str) -> str:
        draw = self.chance.random()
        if kind == "newborn":
            return self.chance.choice([*NEWBORN, self._of("_MDC15")])
        if kind == "delivery":
            return self._of("_MDC14") if draw < 0.8 else "O80"
        if kind in {"trauma", "HIV"}:
            return self._of("_MDC25" if kind == "HIV" else self.chance.choice(["_MDC24_PDX", *self.sites, "_MDC22"]))
        if draw < 0.5:
            return self._acceptable(self.all_diagnoses)
        if draw < 0.75:
            return self._of(self.chance.choice([name for name in self.diagnoses if name.startswith(_CATEGORY)]))
        return self._acceptable(self.diagnoses[self.chance.choice(self.principal_lists)])

    def _acceptable(self, codes: Sequence[str]) -> str:
        """A diagnosis that leads to a category."""
        while True:
            code = self.chance.choice(codes)
            if any(label.startswith(_CATEGORY) for label in self.labels[code]):
                return code
            codes = self.all_diagnoses

    def _of(self, name: str) -> str:
        return self.chance.choice(self.diagnoses[name])

    def _secondaries(self, kind: str, principal: str) -> Iterator[str]:
        yield from (HIV for _ in range(1) if kind == "HIV" and self.chance.random() < 0.7)
        if kind == "trauma":
            yield from (self._of(self.chance.choice(self.sites)) for _ in range(self.chance.randint(0, 3)))
        if kind == "delivery":
            yield from self.chance.sample(OUTCOME, self.chance.randint(1, 4))
        if kind == "newborn":
            yield from (self._of("_MDC15") for _ in range(self.chance.randint(0, 3)))
        yield from (self._secondary(principal) for _ in range(self.chance.choice(_SECONDARIES)))

    def _secondary(self, principal: str) -> str:
        draw = self.chance.random()
        if draw < 0.55:
            return self.chance.choice(self.all_diagnoses)
        if draw < 0.85:
            return self.chance.choice(self.complications if draw < 0.8 else self.acquired)
        near = self.chance.choice(self.labels[principal])
        return self._of(near if draw < 0.92 else self.chance.choice(list(self.diagnoses)))

    def _procedures(self, kind: str, principal: str) -> Iterator[str]:
        if self.chance.random() > CHANCE_OF_OPERATION.get(kind, 0.95):
            return
        if kind == "delivery":
            yield from self.chance.sample(DELIVERY, self.chance.randint(1, 3))
        if kind == "transplant":
            yield from self._of_group(self.chance.choice(TRANSPLANTS))
        if kind == "ventilated":
            yield self.chance.choice(VENTILATION)
            if self.chance.random() < 0.4:
                yield from self._of_group(self.chance.choice(("003", "011")))
        for _ in range(self.chance.choice((1, 1, 2, 2, 3, 4) if kind == "surgical" else (0, 1, 1, 2, 3))):
            yield from self._related(principal)

    def _related(self, principal: str) -> Iterator[str]:
        """A procedure, mostly one that the category of the principal diagnosis has groups for."""
        categories = [label[4:6] for label in self.labels[principal] if label.startswith(_CATEGORY)]
        groups = self.groups_of_category[self.chance.choice(categories)]
        if groups and self.chance.random() < 0.75:
            yield from self._of_group(self.chance.choice(groups))
        elif self.chance.random() < 0.5:
            yield from self._of_group(self.chance.choice(list(self.lists_of_group)))
        else:
            yield self.chance.choice(self.all_procedures)

    def _of_group(self, group: str) -> Iterator[str]:
        """One or two procedures of the lists of a group, mostly each with those that it counts together with."""
        for _ in range(self.chance.choice((1, 1, 2))):
            name = self.chance.choice(self.lists_of_group[group])
            code = self.chance.choice(self.procedures[name])
            yield code
            together = [label for label in self.together[code] if label.startswith(f"{name}|")]
            if together and self.chance.random() < 0.8:
                yield from self.chance.choice(together).split("|")[2:]


def _lists(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The codes of each list."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, labels in table.items():
        for name in dict.fromkeys("|".join(label.split("|")[:2]) for label in labels):
            found[name].append(code)
    return dict(sorted(found.items()))
