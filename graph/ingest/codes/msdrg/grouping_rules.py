"""The rules by which a diagnosis leads to groups, as the tables of `drgpy` state them.

`304&305|PDX` of a diagnosis says that a stay with it as the principal one can fall into either group; the words after
the bar are those of the definitions manual, PDX for a principal, SDX for a secondary and PSDX for either diagnosis.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.model.elements import Value
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_GROUPS = re.compile(rf"(?<!\d){CODE_SYSTEMS['MSDRG'].pattern}(?!\d)")
_EITHER = re.compile(r"\bPSDX\b|PDX OR SDX")
_PLAIN = {"PDX", "SDX", "PSDX", "PDX OR SDX"}


@dataclass(frozen=True, slots=True)
class GroupingRule:
    """A group to which a diagnosis leads as principal or secondary one, and what else that takes.

    `condition` is 'alone' where nothing but complications decides, 'procedure' where an O.R. procedure is needed, and
    'other' for what only the `words` of the rule say.
    """

    group: str
    role: str
    condition: str
    words: str

    def properties(self) -> dict[str, Value]:
        """The properties of the edges to the groups."""
        stated: dict[str, Value] = {"role": self.role, "condition": self.condition}
        return stated if self.words in _PLAIN else stated | {"rule": self.words}


def grouping_rules(
    labels: Sequence[str], alone: Sequence[str], is_surgical: Callable[[str], bool]
) -> Iterator[GroupingRule]:
    """The rules of a diagnosis; `alone` are the groups of a stay with it and nothing but complications.

    To those of them that no rule names it leads by its major diagnostic category.
    """
    stated = set()
    for label in labels:
        numbers, _, words = label.partition("|")
        for group in () if label.startswith("_") else _GROUPS.findall(numbers):
            role = _role(words)
            is_alone = role != "secondary" and group in alone
            condition = "alone" if is_alone else "procedure" if is_surgical(group) else "other"
            yield GroupingRule(group, role, condition, words)
            stated.add(group)
    yield from (GroupingRule(group, "principal", "alone", "PDX") for group in alone if group not in stated)


def groups_of_procedure(labels: Sequence[str]) -> list[str]:
    """The groups into which a stay with a procedure can fall."""
    return sorted({number for label in labels for number in _GROUPS.findall(label.partition("|")[0])})


def _role(words: str) -> str:
    if _EITHER.search(words):
        return "either"
    return "principal" if "PDX" in words else "secondary" if "SDX" in words else "either"
