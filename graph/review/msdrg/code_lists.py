"""The lists of the definitions manual that a code stands in, and whether as principal or secondary diagnosis.

`drgpy` names a list '001&002|HEART TRANSPLANT ORPCS', after the groups that it is for; codes that count together only
have the others behind it: '008|ORPCS|0FYG0Z0'. PDX in the words of a list stands for a principal, SDX for a secondary
and PSDX for either diagnosis.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.review.msdrg.special_rules import AS_PRINCIPAL, EXTENSIVE_FUSIONS, HIV_CONDITION, HIV_INFECTION

_ROLE = re.compile(r"\b(PSDX|PDX|SDX)\b")
_CATEGORY = re.compile(r"_MDC(\d\d)")
_PROCEDURE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)
_OF_HIV = {HIV_INFECTION, HIV_CONDITION}
_SITE = "_TRAUMA24_SITE_"
_TRAUMA_PRINCIPAL = "_MDC24_PDX"
_MANY_THORACIC_JOINTS = "8"
_NEW_TECHNOLOGY = {"R": "10", "E": "11"}
"""Fusions of two or more lumbar joints in section X by their device, as the part and qualifier of other sections."""


@dataclass(frozen=True, slots=True)
class DiagnosisLists:
    """A diagnosis: its lists as principal and as secondary one, its categories, the sites of its significant trauma."""

    principal: tuple[str, ...]
    secondary: tuple[str, ...]
    categories: tuple[str, ...]
    sites: frozenset[str]
    opens_trauma: bool
    """Whether it may be the principal diagnosis of multiple significant trauma."""


@dataclass(frozen=True, slots=True)
class ProcedureLists:
    """A procedure: its lists, and those in which it stands together with others, with these."""

    single: tuple[str, ...]
    together: tuple[tuple[str, frozenset[str]], ...]


def diagnosis_lists(labels: Sequence[str], category_of: Mapping[str, str]) -> DiagnosisLists:
    """What the labels of a diagnosis in `drgpy` say.

    Where they name no category, as for a few codes that are new in the year, it is that of the groups of its lists.
    """
    plain = dict.fromkeys(label for label in labels if not label.startswith("_"))
    marked = (f"{label}{AS_PRINCIPAL}" for label in plain if label in _OF_HIV)
    named = {category_of[groups_of_list(label)[0]] for label in plain if _roles(label) == {"PDX"}}
    categories = {match[1] for label in labels if (match := _CATEGORY.fullmatch(label))}
    return DiagnosisLists(
        (*(label for label in plain if _roles(label) != {"SDX"}), *marked),
        tuple(label for label in plain if _roles(label) != {"PDX"}),
        tuple(sorted(categories or named)),
        frozenset(label.removeprefix(_SITE) for label in labels if label.startswith(_SITE)),
        _TRAUMA_PRINCIPAL in labels,
    )


def procedure_lists(code: str, labels: Iterable[str]) -> ProcedureLists:
    """What the labels of a procedure in `drgpy` say."""
    if not _PROCEDURE.fullmatch(code):  # A few words of the manual's text stand among the codes.
        return ProcedureLists((), ())
    parts = [tuple(label.split("|")) for label in dict.fromkeys(labels)]
    single = [f"{groups}|{words}" for groups, words, *others in parts if not others]
    if EXTENSIVE_FUSIONS in single:
        single.append(f"{EXTENSIVE_FUSIONS}@{_fusion(code)}")
    together = tuple((f"{groups}|{words}", frozenset(others)) for groups, words, *others in parts if others)
    return ProcedureLists(tuple(single), together)


def list_names(*tables: Mapping[str, Sequence[str]]) -> list[str]:
    """The names of all lists."""
    names = {"|".join(label.split("|")[:2]) for table in tables for labels in table.values() for label in labels}
    return sorted(name for name in names if not name.startswith("_"))


def clusters(table: Mapping[str, Sequence[str]], category_of: Mapping[str, str]) -> dict[str, str]:
    """The lists in which procedures together are one operation, with its category; not those of implanted devices."""
    names = {"|".join(label.split("|")[:2]) for labels in table.values() for label in labels if label.count("|") > 1}
    return {
        name: category_of[groups_of_list(name)[0]] for name in names if name.endswith("ORPCS") and "IMPLANT" not in name
    }


def groups_of_list(name: str) -> list[str]:
    """The numbers of the groups that a list is for."""
    return name.partition("|")[0].split("&")


def _fusion(code: str) -> str:
    """The part of the spine and, where it matters, the qualifier: by which approach, and of which column."""
    if code[0] == "X":
        return _NEW_TECHNOLOGY[code[5]]
    return code[3] if code[3] == _MANY_THORACIC_JOINTS else code[3] + code[6]


def _roles(label: str) -> set[str]:
    return set(_ROLE.findall(label.partition("|")[2]))
