"""What a text claims, compared with the graph."""

import csv

import pytest

from graph.ingest.build import build
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS
from graph.model.source_files import ROOT
from graph.store import GraphStore
from tests.conftest import store_of
from tests.graph.verification.verified_world import verify
from tests.world import NODES, World


@pytest.mark.parametrize(
    ("text", "verdict", "nearest"),
    [
        ("E11.9", "SUPPORTED", []),
        ("e11.9.", "SUPPORTED", []),
        ("ICD-10-CM code: D30", "SUPPORTED", []),
        ("DRG 638", "SUPPORTED", []),
        ("MS-DRG 999", "NO_SUCH_CODE", []),
        ("E11.99", "NO_SUCH_CODE", ["ICD10CM:E11.9"]),
        ("E1199", "NO_SUCH_CODE", ["ICD10CM:E11.9"]),
        ("E1165XQ", "NO_SUCH_CODE", ["ICD10CM:E11.65"]),
        ("0SR9018", "NO_SUCH_CODE", ["ICD10PCS:0SR9019"]),
        ("ICD-10-CM code H1N1", "NO_SUCH_CODE", []),
        ("B10.2", "NOT_VALID_ON_DAY", ["ICD10CM:B10.21", "ICD10CM:B10.22"]),
        ("E40.1", "NOT_VALID_ON_DAY", []),
        ("CPT 00100", "SUPPORTED", []),
        ("CPT 99213", "NO_SUCH_CODE", []),
        ("code 0SR9019", "SUPPORTED", []),
    ],
)
def test_a_code_is_looked_at_as_of_a_day(
    verified_store: GraphStore, text: str, verdict: str, nearest: list[str]
) -> None:
    (claim,) = verify(verified_store, text, "2026-01-15")["claims"]
    assert (claim["type"], claim["verdict"]) == ("CODE", verdict)
    assert sorted(node["curie"] for node in claim["nearest"]) == nearest


def test_what_a_system_that_is_not_loaded_may_have_is_not_refuted() -> None:
    plain = store_of(build([World([node for node in NODES if not node.curie.startswith("HCPCS")])]).graph)
    assert [claim["verdict"] for claim in verify(plain, "J1100")["claims"]] == ["NOT_IN_GRAPH"]


@pytest.mark.parametrize(
    "text",
    [
        "Room 470, zip 12345, T12 and B12, D30, 2026-01-15, E11.9.1, A1C",
        "H1N1, H2O2, P2Y12, T4N1M0, T20N1M0 and 5000U; G12C, V600E and S100B; CYP2C19 and SLC25A4",
        "",
        "\x00E",
        "E11.x",
    ],
)
def test_what_only_looks_like_a_code_is_no_claim(verified_store: GraphStore, text: str) -> None:
    assert verify(verified_store, text)["claims"] == []


@pytest.mark.parametrize(
    ("text", "claimed", "verdict"),
    [
        ("E11.9: Type 2 diabetes without complications.", "E11.9: Type 2 diabetes without complications", "SUPPORTED"),
        ("E11.9 (plain diabetes) was found", "E11.9 (plain diabetes)", "SUPPORTED"),
        ("J18.9 – lung infection, treated", "J18.9 – lung infection", "SUPPORTED"),
        ("She has plain diabetes (E11.9).", "plain diabetes (E11.9)", "SUPPORTED"),
        ("D30: New", "D30: New", "SUPPORTED"),
        (
            "Z79.4 is long term (current) use of insulin, a drug",
            "Z79.4 is long term (current) use of insulin",
            "SUPPORTED",
        ),
        (
            "Z79.4 (long term (current) use of insulin)",
            "Z79.4 (long term (current) use of insulin)",
            "SUPPORTED",
        ),
        ("E11.9: plain diabetes (mild)", "E11.9: plain diabetes", "SUPPORTED"),
        ("E11.9 is mold of J18.9", "E11.9 is mold of J18.9", "UNDECIDED"),
        ("E11.9: type 1 diabetes", "E11.9: type 1 diabetes", "CONTRADICTED"),
        (
            "E11.9 is Type 2 diabetes with hyperglycemia",
            "E11.9 is Type 2 diabetes with hyperglycemia",
            "CONTRADICTED",
        ),
        ("E11.9: type 2 diabetes", "E11.9: type 2 diabetes", "UNDECIDED"),
        ("D67: hemophilia B", "D67: hemophilia B", "SUPPORTED"),
        ("D66: hemophilia B", "D66: hemophilia B", "CONTRADICTED"),
        ("D67: hemophilia", "D67: hemophilia", "UNDECIDED"),
        ("J18.9: lung infection due to mold", "J18.9: lung infection due to mold", "UNDECIDED"),
    ],
)
def test_a_name_beside_a_code_is_compared_as_a_whole(
    verified_store: GraphStore, text: str, claimed: str, verdict: str
) -> None:
    (named,) = [claim for claim in verify(verified_store, text)["claims"] if claim["type"] == "CODE_NAME"]
    assert (named["text"], named["verdict"]) == (claimed, verdict)
    assert bool(named["explanation"]) == (verdict != "SUPPORTED")
    assert bool(named["edges"]) == ("lung infection" in claimed and verdict == "SUPPORTED")


@pytest.mark.parametrize(
    "text", ["E11.9 is not type 1 diabetes", "E10.9 is excluded from E11.65", "E10.9 is not coded with E11.65"]
)
def test_what_a_code_is_not_or_how_it_is_related_is_no_name(verified_store: GraphStore, text: str) -> None:
    assert {claim["type"] for claim in verify(verified_store, text)["claims"]} <= {"CODE", "STATEMENT"}


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("A cast can cause infection, stiffness and skin sore.", ["SUPPORTED", "SUPPORTED", "NOT_IN_GRAPH"]),
        ("Stiffness is a known risk of the cast.", ["SUPPORTED"]),
        ("The cast (PAGE:cast) is indicated for fracture", ["SUPPORTED"]),
        ("A cast is not indicated for fracture", ["CONTRADICTED"]),
        ("A cast is contraindicated in fracture", ["CONTRADICTED"]),
        ("A cast is not indicated for sprain", ["UNDECIDED"]),
        ("Splint is an alternative to cast.", ["SUPPORTED"]),
        ("A cast in children can cause infection", ["UNDECIDED"]),
        ("A cast can cause despair", ["UNDECIDED"]),
        ("A cast does not cause infection; a cast cannot lead to infection", ["CONTRADICTED", "CONTRADICTED"]),
        ("E11.A excludes E10.9", ["UNDECIDED"]),
        ("Infection A is a risk of a cast", ["UNDECIDED"]),
        ("E10.9 can be coded with E11.65", ["CONTRADICTED"]),
        ("E11.65 cannot be coded with E10.9", ["SUPPORTED"]),
        ("E11.9 can be coded with J18.9", ["SUPPORTED"]),
        ("E11.9 groups to DRG 638 or DRG 470", ["SUPPORTED", "NOT_IN_GRAPH"]),
        ("B10.2 was replaced by B10.21; B10.21 was replaced by B10.2", ["SUPPORTED", "CONTRADICTED"]),
        ("Hope can cause despair. We talked about the cast and its infection.", []),
    ],
)
def test_a_statement_is_supported_or_contradicted_by_edges(
    verified_store: GraphStore, text: str, verdicts: list[str]
) -> None:
    found = [claim for claim in verify(verified_store, text)["claims"] if claim["type"] == "STATEMENT"]
    assert [claim["verdict"] for claim in found] == verdicts
    assert all(bool(claim["edges"]) == (claim["verdict"] in ("SUPPORTED", "CONTRADICTED")) for claim in found)


def test_every_phrase_stands_for_kinds_of_edges() -> None:
    with (ROOT / "data" / "language" / "relation-phrases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["phrase"] for row in rows}) == len(rows)
    for row in rows:
        relations = [relation.lstrip("~").partition("=") for relation in f"{row['kinds']} {row['opposites']}".split()]
        assert relations, row
        assert {kind for kind, _, _ in relations} <= set(EDGE_KINDS), row
        assert {value for _, _, value in relations} <= {"", "excludes1", "excludes2"}, row


def test_more_claims_than_the_limit_are_told_of(verified_store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "mentions", 2)
    found = verify(verified_store, "E11.9, E10.9, J18.9")
    assert (found["truncated"], len(found["claims"])) == (True, 2)
