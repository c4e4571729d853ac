"""The codes of a case as a review read them."""

from tests.conftest import Ask

QUERY = """{
  review(case: {
    diagnoses: [{ code: "e1165" }, { code: "S72.001a" }]
    procedures: [{ code: "hcpcs a0001" }, { code: "?" }]
  }) {
    codes { text curie name place isProcedure node { kind } }
  }
}"""


def test_every_code_of_a_case_is_answered_in_its_order(ask: Ask) -> None:
    codes = ask(QUERY)["review"]["codes"]
    assert [(code["text"], code["curie"], code["place"], code["isProcedure"]) for code in codes] == [
        ("e1165", "ICD10CM:E11.65", 0, False),
        ("S72.001a", "ICD10CM:S72.001A", 1, False),
        ("hcpcs a0001", "HCPCS:A0001", 0, True),
        ("?", None, 1, True),
    ]
    assert [(code["name"], code["node"]) for code in codes][2:] == [("Sling", {"kind": "PROCEDURE"}), (None, None)]
