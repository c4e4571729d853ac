"""The groups of stays with one principal diagnosis, no procedure, and any complications."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from drgpy.msdrg import DRGEngine

_NO_GROUP = "000"
_COMPLICATIONS = (("R6521", "J9621", "E1100"), ("N179", "J9811", "E870"))
"""Secondary diagnoses with which a stay is grouped to see where complications lead: MCCs, and CCs, of several systems,
so that one of each level counts beside any principal diagnosis."""
_Stay = tuple[tuple[str, ...], tuple[str, ...]]
"""The labels of a principal diagnosis, and the complications that count beside it: all that the grouper looks at."""


@dataclass(slots=True)
class LoneDiagnoses:
    """Asks the grouper, once for all diagnoses that it treats alike."""

    engine: DRGEngine
    _known: dict[_Stay, list[str]] = field(default_factory=dict)

    def groups(self, code: str) -> list[str]:
        """The groups that a diagnosis leads to, whatever the sex of the patient."""
        complications = tuple(self._counting(code, level) for level in _COMPLICATIONS)
        stay = tuple(self.engine.dxmap[code]), complications
        if stay not in self._known:
            self._known[stay] = self._ask(code, complications)
        return self._known[stay]

    def _ask(self, code: str, complications: Sequence[str]) -> list[str]:
        stays = [[code], *([code, complication] for complication in complications)]
        found = {self.engine.get_drg(stay, []) for stay in stays}
        if _NO_GROUP in found:  # Some diagnoses are of one sex alone; the grouper takes the other unless told.
            found |= {self.engine.get_drg(stay, [], gender="M") for stay in stays}
        return sorted(found - {_NO_GROUP})

    def _counting(self, principal: str, complications: Sequence[str]) -> str:
        """The first of some complications that counts beside a principal diagnosis, or the last."""
        lists = ((code, self.engine.exmap[self.engine.ccmap[code]["pdx"]]) for code in complications)
        return next((code for code, excluded in lists if principal not in excluded), complications[-1])
