"""What a secondary diagnosis counts as: a CC or an MCC, unless something of the stay excludes it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

LEVELS = ("mcc", "cc", "none")
"""From the worst on."""


@dataclass(frozen=True, slots=True)
class Complication:
    """Its level, the principal diagnoses that exclude it, and whether it counts only for who was discharged alive."""

    level: str
    excluded_by: Set[str] = frozenset()
    only_alive: bool = False
    acquired: str | None = None
    """The number of the hospital-acquired condition that it can be."""


def complications(
    table: Mapping[str, Mapping[str, Any]], exclusions: Mapping[str, Set[str]], levels: Mapping[str, str]
) -> dict[str, Complication]:
    """All complications: those of the grouper's `table` with their `exclusions`; the `levels` of those not in it."""
    found = {code: Complication(level) for code, level in levels.items()}
    for code, row in table.items():
        found[code] = Complication(row["level"].lower(), exclusions[row["pdx"]], row["aowa"], row["hac"])
    return found
