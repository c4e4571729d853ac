"""Coefficients by segment, read from their names."""

import pytest

from graph.ingest.codes.risk.coefficients import coefficient_items
from graph.model.elements import Edge, Evidence, Node

EVIDENCE = (Evidence("coefficients.csv"),)


def read(*rows: tuple[str, str, str]) -> list[Node | Edge]:
    columns = ("coefficient", "value", "model_version")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return list(coefficient_items(found, 2026, is_proposed=False, evidence=EVIDENCE))


@pytest.mark.parametrize(
    ("name", "version", "category", "segment"),
    [
        ("CNA_HCC37", "C28", "HCC:V28-37", "Community, non-dual, aged"),
        ("CPD_HCC37", "C28", "HCC:V28-37", "Community, partial-benefit dual, disabled"),
        ("CFA_HCC18", "C24", "HCC:V24-18", "Community, full-benefit dual, aged"),
        ("INS_HCC18", "C22", "HCC:V22-18", "Institutional"),
        ("DI_HCC18", "D24", "HCC:ESRD-V24-18", "Dialysis"),
        ("GC_HCC18", "D21", "HCC:ESRD-V21-18", "Functioning graft, community"),
        ("GFN_HCC18", "D24", "HCC:ESRD-V24-18", "Functioning graft, community, full-benefit dual, non-aged"),
        ("Rx_CE_NoLowAged_RXHCC30", "R08", "HCC:RX-V08-30", "Part D, community, not low income, aged"),
        (
            "Rx_CE_LTI_RXHCC30",
            "R08_PDP_ONLY",
            "HCC:RX-V08-30",
            "Part D, institutional, stand-alone plans (PDP)",
        ),
    ],
)
def test_a_name_is_a_segment_and_a_category(name: str, version: str, category: str, segment: str) -> None:
    edge, node = read((name, "0.166", version))
    assert isinstance(edge, Edge)
    assert isinstance(node, Node)
    assert (edge.source, edge.target, node.name) == (category, node.curie, segment)
    assert edge.properties == {"payment_year": 2026, "coefficient": 0.166, "is_proposed": False}


@pytest.mark.parametrize(
    "name",
    [
        "CNA_F65_69",
        "CNA_D10P",
        "CNA_DIABETES_HF_V28",
        "CNA_HCC85_gRenal_V24",
        "INS_DISABLED_HCC85",
        "DI_NONAGED_HCC47_gCancer",
        "NE_NMCAID_NORIGDIS_NEF65",
    ],
)
def test_what_is_of_no_single_category_is_left_out(name: str) -> None:
    assert read((name, "0.5", "C24")) == []


def test_models_that_are_not_read_are_left_out() -> None:
    assert read(("CNA_HCC8", "1.5", "C23"), ("Rx_CE_LTI_RXHCC5", "1", "R05")) == []


def test_a_version_with_names_twice_is_left_out_as_a_whole() -> None:
    name = "Rx_CE_LTI_RXHCC30"
    part_d = (name, "0.5", "R08"), (name, "0.6", "R08"), ("Rx_CE_LTI_RXHCC31", "0", "R08")
    items = read(*part_d, ("INS_HCC1", "1", "C28"))
    assert [(item.source, item.target) for item in items if isinstance(item, Edge)] == [
        ("HCC:V28-1", "RISKSEGMENT:institutional")
    ]
