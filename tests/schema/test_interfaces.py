"""Fragments that clients share: on `Concept`, `Coded` and `EvidencedEdge`."""

from tests.conftest import Ask


def test_a_fragment_on_concepts(ask: Ask) -> None:
    found = ask(
        """{ procedure(slug: "cast") { indications { nodes { ...It } } risks { nodes { ...It } }
            settings { nodes { ...It } } } }
        fragment It on Concept { __typename name procedures { totalCount } broader { nodes { name } } }"""
    )["procedure"]
    assert found["indications"]["nodes"][0]["__typename"] == "Indication"
    assert {"__typename": "Setting", "name": "Clinic", "procedures": {"totalCount": 3}, "broader": {"nodes": []}} in (
        found["settings"]["nodes"]
    )


def test_a_fragment_on_codes(ask: Ask) -> None:
    found = ask(
        """{ a: procedure(slug: "brace") { ...It } b: procedure(slug: "cast") { ...It }
             c: byCurie(curie: "RISK:infection") { __typename ...It } }
        fragment It on Coded { code name }"""
    )
    assert found == {
        "a": {"code": "00100", "name": "Brace"},
        "b": {"code": None, "name": "Cast"},
        "c": {"__typename": "Risk"},
    }


def test_a_fragment_on_edges(ask: Ask) -> None:
    found = ask(
        """{ procedure(slug: "cast") { risks(first: 1) { edges { ...It } } categories { edges { ...It } } }
             risks(first: 1) { edges { ...It } } }
        fragment It on EvidencedEdge { cursor node { __typename ... on Risk { name } } evidence { section } }"""
    )
    (edge,) = found["procedure"]["risks"]["edges"]
    assert edge["node"] == {"__typename": "Risk", "name": "Infection"}
    assert edge["evidence"] == [{"section": "summary"}]
    assert found["procedure"]["categories"]["edges"][0]["node"] == {"__typename": "Category"}
    assert found["risks"]["edges"][0]["evidence"] == []
