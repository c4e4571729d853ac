"""Hierarchies, labels and coefficients beside CMS's own macros and tables, which the package `hccpy` ships."""

import csv
import re
from collections.abc import Iterator

import pytest

from graph.ingest.codes.risk.models import MODELS, RiskModel
from graph.model.elements import Edge, Node
from graph.model.source_files import package_folder

_SOFTWARE = {
    "v28": ("V28115H1.TXT", "V28115L3.TXT", "V28hcccoefn.csv"),
    "v24": ("V24H86H1.TXT", "V24H86L1.TXT", "V24hcccoefn.csv"),
    "v22": ("V22H79H1.TXT", "V22H79L1.TXT", "V22hcccoefn.csv"),
    "esrd_v24": ("V24H86H1.TXT", "V24H86L1.TXT", ""),
    "esrd_v21": ("V20H87H1.txt", "V20H87L1.txt", "ESRDhcccoefn.csv"),
}
"""By model the macro of hierarchies, that of labels, and the table of coefficients; those of Part D are not there."""
models = pytest.mark.parametrize(
    "model", [model for model in MODELS if model.key in _SOFTWARE], ids=lambda model: str(model.key)
)
weighed = pytest.mark.parametrize(
    "model", [model for model in MODELS if _SOFTWARE.get(model.key, ("",) * 3)[2]], ids=lambda model: str(model.key)
)


def _software(model: RiskModel, place: int) -> str:
    return (package_folder("hccpy.data") / _SOFTWARE[model.key][place]).read_text(encoding="cp1252")


def _imposed(macro: str) -> Iterator[tuple[str, str]]:
    """The pairs of a macro of hierarchies: `%SET0(CC=35, HIER=%STR(36, 37, 38))`."""
    for parent, children in re.findall(r"%SET0\(CC=\s*(\d+)\s*,\s*HIER=%STR\(([^)]*)\)", macro):
        yield from ((parent, child) for child in re.findall(r"\d+", children))


@models
def test_hierarchies(edges: dict[str, list[Edge]], model: RiskModel) -> None:
    near = f"HCC:{model.prefix}-"
    of_model = (edge for edge in edges["TRUMPS"] if edge.source.startswith(near))
    ours = {(edge.source.removeprefix(near), edge.target.removeprefix(near)) for edge in of_model}
    theirs = set(_imposed(_software(model, 0)))
    assert len(theirs) > 50
    assert ours == theirs


@models
def test_labels(items: list[Node | Edge], model: RiskModel) -> None:
    lines = re.findall(r'^\s*(HCC\d+)\s*=\s*"([^"]*)"', _software(model, 1), re.MULTILINE | re.IGNORECASE)
    theirs = {model.category(number): " ".join(label.split()) for number, label in lines}
    nodes = (item for item in items if isinstance(item, Node) and item.properties.get("model") == model.key)
    ours = {node.curie: node.properties["label"] for node in nodes}
    assert len(theirs) > 70
    assert {curie: label.replace(" ", "") for curie, label in theirs.items()} == {
        curie: str(label).replace(" ", "") for curie, label in ours.items()
    }


@weighed
def test_coefficients(items: list[Node | Edge], edges: dict[str, list[Edge]], model: RiskModel) -> None:
    """Those of 2026: CMS has not changed them since these tables."""
    titles, values, *_ = csv.reader(_software(model, 2).splitlines())
    theirs = dict(zip([title.upper() for title in titles], map(float, values), strict=True))
    names = {n.curie: n.properties["abbreviation"] for n in items if isinstance(n, Node) and n.kind == "RiskSegment"}
    near = f"HCC:{model.prefix}-"
    ours = {
        f"{names[edge.target]}_HCC{edge.source.removeprefix(near)}": edge.properties["coefficient"]
        for edge in edges["HAS_COEFFICIENT"]
        if edge.source.startswith(near) and edge.properties["payment_year"] == 2026
    }
    assert len(ours) > 250
    assert ours == {name: theirs.get(name) for name in ours}
