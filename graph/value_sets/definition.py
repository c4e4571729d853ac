"""Value sets: rules that say which codes belong together, as FHIR R4 has them (https://hl7.org/fhir/R4/valueset.html)."""

from dataclasses import dataclass

from graph.store import Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """The codes of some systems, by the prefixes of their CURIEs, for which all that is given holds.

    They are in `codes`; below each code of `below` along IS_A, or that itself where it is paired with true; and in each
    of the other value sets, which are named or addressed. Without systems they are of any.
    """

    systems: tuple[str, ...] = ()
    codes: tuple[str, ...] | None = None
    below: tuple[tuple[str, bool], ...] = ()
    conditions: tuple[Condition, ...] = ()
    value_sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What some rule of `include` selects, and none of `exclude`."""

    include: tuple[Rule, ...]
    exclude: tuple[Rule, ...] = ()
    name: str = ""
    title: str = ""
    url: str = ""
    version: str = ""
