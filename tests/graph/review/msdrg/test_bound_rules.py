from drgpy.msdrg import DRGEngine

from graph.review.msdrg.code_lists import list_names
from graph.review.msdrg.special_rules import RULES
from graph.review.msdrg.tables import Tables

ONLY_AS_EXCEPTIONS = {
    "321&322|PERCUTANEOUS CARDIOVASCULAR PROCEDURE WITHOUT INTRALUMINAL DEVICE ORPCS",  # they count with a device only
    "408&409&410|WITHOUT ORPCS",
    "768|WITH ANY ORPCS EXCEPT",
    "786&787&788|WITHOUT ORPCS",
    "795|AND NO SDX OR ONLY SDX",
    "853&854&855|PDX FROM MDC 18 EXCEPT",
    "945&946|OR FIRST CONDITION - ANY MDC 23 PDX EXCEPT",
}


def test_rules_ask_for_every_list_of_the_manual() -> None:
    """A new edition with other lists needs other rules, and fails here."""
    engine, tables = DRGEngine(), Tables()
    asked = {name.partition("@")[0] for rules in tables.rules.values() for rule in rules for name in rule.lists}
    names = set(list_names(engine.dxmap, engine.prmap))
    assert names - asked == ONLY_AS_EXCEPTIONS


def test_every_rule_is_of_a_family() -> None:
    rules = Tables().rules
    assert set(RULES) <= {rule.family.name for found in rules.values() for rule in found}


def test_surgical_families_come_in_the_order_of_the_hierarchy() -> None:
    """Appendix D: intracranial vascular procedures, craniotomies and spinal procedures are the first of MDC 1."""
    names = {category: [rule.family.name for rule in found] for category, found in Tables().rules.items()}
    assert names["01"][:4] == ["020", "023", "025", "028"]
    assert names["04"].index("166") < names["04"].index("207") < names["04"].index("177")
