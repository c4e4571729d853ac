"""Value sets read from resources of FHIR R4, as JSON or TOML has them.

Beyond FHIR a system may be a prefix of CURIEs, an operator one of queries, a concept its code alone, and `compose` may
be left out around the rules. A filter by a regular expression is refused: its time has no bound.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from graph.ingest.own_values import parse_value
from graph.model.code_system_addresses import PREFIXES
from graph.model.errors import InvalidArgument
from graph.model.nearest_name import nearest_name
from graph.model.ontology import ONTOLOGY, Property, PropertyType
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import ComparisonOperator, Condition
from graph.value_sets.definition import Rule, ValueSet

_WITH_ITSELF = {"is-a": True, "descendent-of": False}
_ANY_OF, _IS_KNOWN = ComparisonOperator.ANY_OF, ComparisonOperator.IS_KNOWN
_OPERATORS = {"=": ComparisonOperator.EQUALS, "in": _ANY_OF, "exists": _IS_KNOWN}
_OPERATORS |= {operator.value: operator for operator in ComparisonOperator}
_FIELDS = ("system", "version", "concept", "filter", "valueSet", "id", "extension")


def value_set_of(resource: Mapping[str, Any]) -> ValueSet:
    """The value set of a resource.

    Raises:
        InvalidArgument: something is of another form or not supported: `field`, a FHIRPath, and `value` say what.
    """
    if (kind := resource.get("resourceType", "ValueSet")) != "ValueSet":
        _refuse("resourceType", kind, "it is no value set", ["ValueSet"])
    compose = resource.get("compose", resource)
    at = "" if compose is resource else "compose."
    include, exclude = (
        tuple(_rule(rule, f"{at}{side}[{place}].") for place, rule in enumerate(_given(compose, side, at, [])))
        for side in ("include", "exclude")
    )
    if not include:
        _refuse(f"{at}include", None, "it is missing: a value set includes something")
    return ValueSet(include, exclude, *(_given(resource, key, "", "") for key in ("name", "title", "url", "version")))


def _rule(rule: Any, at: str) -> Rule:
    concepts, filters, others = (_given(rule, key, at, []) for key in ("concept", "filter", "valueSet"))
    for field in rule.keys() - {*_FIELDS}:
        _refuse(f"{at}{field}", field, "there is no such field", _FIELDS)
    system = _given(rule, "system", at, "" if others and not concepts + filters else None)
    systems = PREFIXES.get(system, (system,) if system in CODE_SYSTEMS else ())
    if system and not systems:
        _refuse(f"{at}system", system, "there is no such code system", [*PREFIXES, *CODE_SYSTEMS])
    listed = [{"code": item} if isinstance(item, str) else item for item in concepts]
    codes = tuple(_given(item, "code", f"{at}concept[{place}].") for place, item in enumerate(listed))
    below, conditions = list[tuple[str, bool]](), list[Condition]()
    for place, item in enumerate(filters):
        where = f"{at}filter[{place}]."
        name, operator = (_given(item, key, where) for key in ("property", "op"))
        if name in ("concept", "code") and operator in _WITH_ITSELF:
            below.append((_given(item, "value", where), _WITH_ITSELF[operator]))
        else:
            conditions.append(_condition(name, operator, item.get("value", ""), systems[0], where))
    named = tuple(_given({"valueSet": item}, "valueSet", at) for item in others)
    return Rule(systems, codes if concepts else None, tuple(below), tuple(conditions), named)


def _condition(name: str, operator: str, value: Any, system: str, at: str) -> Condition:
    if operator not in _OPERATORS:
        _refuse(f"{at}op", operator, "this operator is not supported", [*_WITH_ITSELF, *_OPERATORS])
    known = {item.name: item for item in ONTOLOGY.by_prefix[system].properties if not item.shown_only}
    declared = {"name": Property("name", ""), **known}.get(name)
    if declared is None:
        _refuse(f"{at}property", name, "codes of this system have no such property", known)
    compared = _OPERATORS[operator]
    if compared is _IS_KNOWN or declared.type is PropertyType.STRINGS:
        declared = Property(name, "", PropertyType.BOOLEAN if compared is _IS_KNOWN else PropertyType.STRING)
    items = value if isinstance(value, list) else str(value).split(",") if compared is _ANY_OF else [value]
    texts = [str(item).lower() if isinstance(item, bool) else str(item).strip() for item in items]
    try:
        read = tuple(parse_value(text, declared) for text in texts if text)
    except ValueError as error:
        _refuse(f"{at}value", value, str(error), [text for text, _ in declared.values])
    if not read or (compared is not _ANY_OF and len(read) > 1):
        _refuse(f"{at}value", value, "it is missing, or there are several where one is meant")
    return Condition(name, compared, read if compared is _ANY_OF else read[0])  # type: ignore[arg-type]


def _given(of: Any, key: str, at: str, default: Any = None) -> Any:
    """What an object has under a key: of the type of a default, or else a text that must be there."""
    value = of.get(key, default) if isinstance(of, Mapping) else None
    if not isinstance(value, str if default is None else type(default)) or (default is None and not value):
        _refuse(f"{at}{key}", value, "it is missing, or of another type")
    return value


def _refuse(field: str, value: Any, problem: str, known: Iterable[str] = ()) -> NoReturn:
    shown, known = str(value)[:200], [*known]
    near = nearest_name(shown, known, 0.5)
    details = {"did_you_mean": near, "allowed": known}
    given = {name: detail for name, detail in details.items() if detail}
    raise InvalidArgument(field=field, value=shown, problem=problem, **given)
