"""Risk categories beside CMS's initial mapping of payment year 2026, and beside CMS's software in `hccpy`."""

from collections.abc import Iterator, Set
from pathlib import Path

from bench.truth.cms_risk_files import Pairs, coefficients, has_software, hierarchy, published_mapping
from bench.truth.table import Row
from graph.ingest.codes.risk.models import MODELS, RiskModel
from graph.storage.frozen_graph import FrozenGraph

MAPPING = Path(__file__).parents[3] / "shared/codesets/as-published/hcc/2026 Initial ICD-10-CM Mappings.csv"
_YEAR = 2026


def compare_risk(graph: FrozenGraph) -> Iterator[Row]:
    """Mappings, where the published file is there; hierarchies and coefficients of the models that `hccpy` has."""
    if MAPPING.exists():
        published = published_mapping(MAPPING)
        for model in MODELS:
            yield _mapping_row(graph, model, published[model.prefix])
    for model in filter(has_software, MODELS):
        ours, theirs = set(_hierarchy(graph, model)), hierarchy(model)
        yield Row(f"risk: hierarchy of {model.prefix}", len(ours | theirs), len(ours & theirs))
    for model in MODELS:
        if has_software(model, coefficients=True):
            yield _coefficient_row(graph, model)


def _mapping_row(graph: FrozenGraph, model: RiskModel, theirs: Pairs) -> Row:
    ours, edited = _mapping(graph, model)
    reasons = (
        f"{len(ours - theirs)} extra",
        f"{len(theirs - ours)} missing",
        f"{len(edited)} that an edit gives in place of others, left out",
    )
    return Row(f"risk: ICD-10-CM to {model.prefix}, 2026", len(ours | theirs), len(ours & theirs), reasons)


def _mapping(graph: FrozenGraph, model: RiskModel) -> tuple[Pairs, Set[tuple[str, str]]]:
    """The codes and their categories in 2026, and those pairs that edits of the model give to few."""
    mapped, edited = Pairs(), Pairs()
    for category in range(*graph.beginning(f"HCC:{model.prefix}-")):
        number = graph.curie(category).rpartition("-")[2]
        for edge in graph.row(category, "IN_RISK_CATEGORY", out=False):
            said = graph.properties(edge)
            code = graph.curie(graph.source(edge)).removeprefix("ICD10CM:").replace(".", "")
            is_for_few = said.get("sex") == "female" or said.get("age_max") in (17, 49)
            found = edited if is_for_few and said.get("limited_by") == "model" else mapped
            if str(_YEAR) in str(said["payment_years"]):
                found.add((code, number))
    return mapped, edited


def _hierarchy(graph: FrozenGraph, model: RiskModel) -> Iterator[tuple[str, str]]:
    for category in range(*graph.beginning(f"HCC:{model.prefix}-")):
        for edge in graph.row(category, "TRUMPS", out=True):
            yield graph.curie(category).rpartition("-")[2], graph.curie(graph.target(edge)).rpartition("-")[2]


def _coefficient_row(graph: FrozenGraph, model: RiskModel) -> Row:
    theirs, ours = coefficients(model), dict[str, object]()
    for category in range(*graph.beginning(f"HCC:{model.prefix}-")):
        for edge in graph.row(category, "HAS_COEFFICIENT", out=True):
            said = graph.properties(edge)
            if said["payment_year"] == _YEAR:
                segment = graph.node(graph.target(edge)).properties["abbreviation"]
                ours[f"{segment}_HCC{graph.curie(category).rpartition('-')[2]}"] = said["coefficient"]
    same = sum(1 for name, value in ours.items() if theirs.get(name) == value)
    return Row(f"risk: coefficients of {model.prefix}, {_YEAR}", len(ours), same)
