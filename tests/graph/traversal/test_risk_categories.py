"""The risk categories that a case documents: for whom, which trump others, and what `hccinfhir` finds for the same."""

import random
import warnings
from collections import Counter
from importlib import import_module
from typing import Any

import pytest

from graph.ingest.build import build
from graph.ingest.codes.risk.models import MODELS, RiskModel
from graph.model.elements import Edge, Evidence, Node
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from graph.traversal.risk_categories import DocumentedCategory, ModelCategories, Patient, risk_categories
from graph.traversal.topology import Topology
from tests.conftest import store_of
from tests.world import DOCUMENT, NODES, World

YEAR = 2026
WOMAN_OF_70 = Patient(70, "female")
Said = dict[str, tuple[set[str], str | None]]


def said(topology: Topology, *codes: str, year: int = YEAR, patient: Patient = WOMAN_OF_70) -> dict[str, Said]:
    """By model and category the codes that document it, and what trumps it."""
    graph = topology.graph
    numbers = [graph.find(f"ICD10CM:{code}") for code in codes]

    def local(number: int) -> str:
        return graph.curie(number).partition(":")[2]

    def shown(it: DocumentedCategory) -> tuple[set[str], str | None]:
        return {local(code) for code in it.codes}, None if it.trumped_by is None else local(it.trumped_by)

    found = risk_categories(topology, [number for number in numbers if number is not None], year, patient)
    return {it.model: {local(category.category): shown(category) for category in it.categories} for it in found}


def test_diabetes_with_and_without_complications_and_kidney_disease(shipped: GraphStore) -> None:
    """By CMS's mappings of 2026 E11.65 is V24 HCC 18 and V28 HCC 38, E11.9 V24 HCC 19, N18.4 HCC 137 and 327."""
    found = said(shipped.topology, "E11.65", "E11.9", "N18.4", "Z00.00")
    assert found["v28"] == {"V28-38": ({"E11.65", "E11.9"}, None), "V28-327": ({"N18.4"}, None)}
    assert found["v24"] == {
        "V24-18": ({"E11.65"}, None),
        "V24-19": ({"E11.9"}, "V24-18"),
        "V24-137": ({"N18.4"}, None),
    }
    assert found["rx_v08"]["RX-V08-31"] == ({"E11.9"}, "RX-V08-30")


def test_the_highest_category_is_what_trumps(shipped: GraphStore) -> None:
    """V28: pancreas transplant (35) over acute complications (36), chronic ones (37), and none (38)."""
    found = said(shipped.topology, "E11.9", "E11.22", "E11.00", "Z94.83")["v28"]
    assert {category: above for category, (_, above) in found.items()} == {
        "V28-35": None,
        "V28-36": "V28-35",
        "V28-37": "V28-35",
        "V28-38": "V28-35",
    }


@pytest.mark.parametrize(
    ("patient", "category"),
    [
        (Patient(70, "female"), {"V28-112"}),
        (Patient(70, "male"), {"V28-111"}),
        (Patient(70), {"V28-111", "V28-112"}),
    ],
)
def test_hemophilia_is_another_category_for_women(shipped: GraphStore, patient: Patient, category: set[str]) -> None:
    """SAS macro V28I0ED3: of females D66 and D67 are CC 112."""
    assert said(shipped.topology, "D66", patient=patient)["v28"].keys() == category


@pytest.mark.parametrize(("age", "category"), [(49, "V28-22"), (50, "V28-23")])
def test_breast_cancer_is_another_category_below_50(shipped: GraphStore, age: int, category: str) -> None:
    assert said(shipped.topology, "C50.911", patient=Patient(age, "female"))["v28"].keys() == {category}


def test_what_is_not_known_of_the_patient_is_said(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    number = graph.find("ICD10CM:C50.911")
    assert number is not None
    (v28,) = (it for it in risk_categories(shipped.topology, [number], YEAR) if it.model == "v28")
    assert [it.unchecked for it in v28.categories] == [("age",), ("age",)]


def test_a_heart_assist_device_counts_with_heart_failure(shipped: GraphStore) -> None:
    """Note 2 of CMS's mapping of 2026."""
    graph = shipped.topology.graph

    def of_v28(*codes: str) -> dict[str, DocumentedCategory]:
        numbers = [graph.find(f"ICD10CM:{code}") for code in codes]
        found = risk_categories(shipped.topology, [it for it in numbers if it is not None], YEAR, WOMAN_OF_70)
        (v28,) = (it for it in found if it.model == "v28")
        return {graph.curie(it.category): it for it in v28.categories}

    alone = of_v28("Z95.811")["HCC:V28-223"]
    assert not alone.counts
    assert {graph.curie(number) for number in alone.counts_with} >= {"HCC:V28-224", "HCC:V28-225", "HCC:V28-226"}
    both = of_v28("Z95.811", "I50.9")
    assert both["HCC:V28-223"].counts
    assert graph.curie(both["HCC:V28-226"].trumped_by or 0) == "HCC:V28-223"


@pytest.mark.parametrize(("year", "models"), [(2025, 6), (2026, 6), (2027, 5), (2024, 0)])
def test_a_payment_year_has_its_models(shipped: GraphStore, year: int, models: int) -> None:
    """V24 ends with 2026; the hierarchies of 2027 are not out, so that those of 2026 are used and named."""
    number = shipped.topology.graph.find("ICD10CM:E11.22")
    assert number is not None
    found = risk_categories(shipped.topology, [number], year)
    assert len(found) == models
    assert {it.is_provisional for it in found} == ({year == 2027} if models else set())


def test_the_year_of_the_hierarchy_is_the_last_that_is_known(shipped: GraphStore) -> None:
    numbers = [shipped.topology.graph.find(f"ICD10CM:{code}") for code in ("E11.22", "E11.9")]
    found = risk_categories(shipped.topology, [it for it in numbers if it is not None], 2027)
    assert {it.hierarchy_year for it in found} == {"2026"}


def test_a_hierarchy_of_another_year_alone_does_not_count() -> None:
    def small(trumps: str) -> list[ModelCategories]:
        places = (Evidence(DOCUMENT.id),)
        years = {"payment_years": ("2026",)}
        items: list[Node | Edge] = [
            *NODES,
            Node("ICD10CM:A01", "Diagnosis", "One", {"level": "code"}),
            Node("HCC:V28-1", "RiskCategory", "High", {"model": "v28", "number": 1}),
            Node("HCC:V28-2", "RiskCategory", "Low", {"model": "v28", "number": 2}),
            Edge("ICD10CM:A01", "IN_RISK_CATEGORY", "HCC:V28-1", years, places),
            Edge("ICD10CM:A01", "IN_RISK_CATEGORY", "HCC:V28-2", years, places),
            Edge("HCC:V28-1", "TRUMPS", "HCC:V28-2", {"payment_years": (trumps,)}, places),
        ]
        topology = store_of(build([World(items)]).graph).topology
        return risk_categories(topology, [topology.graph.find("ICD10CM:A01") or 0], YEAR)

    for trumps, counting in (("2026", [True, False]), ("2025", [True, False]), ("2027", [True, True])):
        (v28,) = small(trumps)
        assert [it.counts for it in v28.categories] == counting


KIDNEY = {"134", "135", "136", "137", "138", "139", "140", "141"}
"""Categories without weight in the ESRD models: `hccinfhir` drops some of them before it looks at hierarchies."""


@pytest.fixture(scope="module")
def calculator() -> Any:
    """The function of `hccinfhir` that finds categories and weighs them; it reads its tables when imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return import_module("hccinfhir.model_calculate").calculate_raf


@pytest.mark.parametrize(
    "model", [model for model in MODELS if model.domain != "RxHCC"], ids=lambda model: str(model.key)
)
def test_random_cases_count_as_another_program_counts_them(
    shipped: GraphStore, calculator: Any, model: RiskModel
) -> None:
    """Not those of Part D: it looks for their hierarchies under a name that they do not have there."""
    graph, chance = shipped.topology.graph, random.Random(19)  # noqa: S311
    codes, without = _codes_of(graph, model), KIDNEY if model.domain == "ESRD" else set[str]()
    for _ in range(300):
        case = chance.sample(codes, chance.randint(1, 25))
        patient = Patient(chance.choice([0, 4, 6, 14, 15, 17, 18, 49, 50, 65, 90]), chance.choice(["female", "male"]))
        found = {it.model: it for it in risk_categories(shipped.topology, case, YEAR, patient)}
        categories = found[model.key].categories if model.key in found else ()
        ours = {graph.curie(it.category).rpartition("-")[2] for it in categories if it.counts}
        written = [graph.curie(number).removeprefix("ICD10CM:").replace(".", "") for number in case]
        sex = str(patient.sex)[0].upper()
        theirs = set(calculator(written, model.mapped_as, age=patient.age, sex=sex).hcc_list)
        assert ours - without == theirs - without, (written, patient)


def _codes_of(graph: FrozenGraph, model: RiskModel) -> list[int]:
    """The codes of a model, but those with an edit and several categories, of which it edits one alone."""
    first, end = graph.beginning(f"HCC:{model.prefix}-")
    edges = [edge for number in range(first, end) for edge in graph.row(number, "IN_RISK_CATEGORY", out=False)]
    times = Counter(graph.source(edge) for edge in edges if graph.properties(edge).get("limited_by") == "code_editor")
    return sorted({graph.source(edge) for edge in edges} - {code for code, count in times.items() if count > 1})
