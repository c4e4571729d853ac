"""A table of the official XML of ICD-10-PCS: the axes 1 to 3, and rows with the labels of the axes 4 to 7."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod
from xml.etree.ElementTree import Element

from graph.ingest.files.xml import child_text
from graph.model.findings import SourceError, UnexpectedValue

_HEAD_AXES, _ROW_AXES = 3, 4
_VALUES = frozenset("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
"""The characters of codes: there is no I and no O, which look like digits."""
Label = tuple[str, str]
"""A character of a code and what it stands for."""
Row = list[list[Label]]


@dataclass(slots=True)
class PcsTable:
    """The labels of the first three axes, the definition of the root operation, and the labels of each row."""

    head: list[Label]
    definition: str = ""
    rows: list[Row] = field(default_factory=list)

    def size(self) -> int:
        """How many codes it stands for."""
        return sum(prod(map(len, row)) for row in self.rows)

    def codes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The codes, each with its seven labels."""
        for row in self.rows:
            for values in product(*row):
                axes = (*self.head, *values)
                yield "".join(code for code, _ in axes), tuple(label for _, label in axes)


def read_table(element: Element, place: str, path: str, findings: list[SourceError]) -> PcsTable | None:
    """A table; None where its own axes are not three. What is wrong with it and its rows are findings at `place`."""
    axes = element.findall("axis")
    head = [label for position, axis in enumerate(axes, 1) for label in _labels(axis)[:1]]
    if len(axes) != _HEAD_AXES or len(head) != _HEAD_AXES:
        findings.append(
            UnexpectedValue(path, at=place, expected="3 axes with a label each", found=f"{len(head)} in {len(axes)}")
        )
        return None
    table = PcsTable(head, child_text(axes[-1], "definition"))
    for position, row in enumerate(element.findall("pcsRow"), 1):
        labels = [_labels(axis) for axis in row.findall("axis")]
        if len(labels) == _ROW_AXES and all(labels):
            table.rows.append(labels)
        else:
            found = f"{sum(map(bool, labels))} in {len(labels)}"
            at = f"{place}/pcsRow[{position}]"
            findings.append(UnexpectedValue(path, at=at, expected="4 axes with labels", found=found))
    return table


def _labels(axis: Element) -> list[Label]:
    """The labels of an axis whose code is a character of codes, each code once."""
    found = {
        label.get("code", ""): " ".join((label.text or "").split())
        for label in reversed(axis.findall("label"))
        if label.get("code") in _VALUES and (label.text or "").strip()
    }
    return list(reversed(found.items()))
