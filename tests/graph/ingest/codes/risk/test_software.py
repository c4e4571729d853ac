"""Hierarchies, labels and coefficients beside CMS's own macros and tables, which the package `hccpy` ships."""

from collections.abc import Mapping

import pytest

from bench.truth.cms_risk_files import coefficients, has_software, hierarchy, labels
from graph.ingest.codes.risk.models import MODELS, RiskModel
from graph.model.elements import Edge, Node

described = pytest.mark.parametrize(
    "model", [model for model in MODELS if has_software(model)], ids=lambda model: str(model.key)
)
weighed = pytest.mark.parametrize(
    "model", [model for model in MODELS if has_software(model, coefficients=True)], ids=lambda model: str(model.key)
)


@described
def test_hierarchies(edges: dict[str, list[Edge]], model: RiskModel) -> None:
    near = f"HCC:{model.prefix}-"
    of_model = (edge for edge in edges["TRUMPS"] if edge.source.startswith(near))
    ours = {(edge.source.removeprefix(near), edge.target.removeprefix(near)) for edge in of_model}
    theirs = hierarchy(model)
    assert len(theirs) > 50
    assert ours == theirs


@described
def test_labels(items: list[Node | Edge], model: RiskModel) -> None:
    nodes = (item for item in items if isinstance(item, Node) and item.properties.get("model") == model.key)
    ours, theirs = {node.curie: str(node.properties["label"]) for node in nodes}, labels(model)
    assert len(theirs) > 70
    assert _compact(ours) == _compact(theirs)


def _compact(texts: Mapping[str, str]) -> dict[str, str]:
    return {curie: label.replace(" ", "") for curie, label in texts.items()}


@weighed
def test_coefficients(items: list[Node | Edge], edges: dict[str, list[Edge]], model: RiskModel) -> None:
    """Those of 2026: CMS has not changed them since these tables."""
    names = {n.curie: n.properties["abbreviation"] for n in items if isinstance(n, Node) and n.kind == "RiskSegment"}
    near, theirs = f"HCC:{model.prefix}-", coefficients(model)
    ours = {
        f"{names[edge.target]}_HCC{edge.source.removeprefix(near)}": edge.properties["coefficient"]
        for edge in edges["HAS_COEFFICIENT"]
        if edge.source.startswith(near) and edge.properties["payment_year"] == 2026
    }
    assert len(ours) > 250
    assert ours == {name: theirs.get(name) for name in ours}
