"""The risk categories that the diagnoses of a case document, model by model, and which of them trump others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.traversal.risk_rules import Membership, RiskRules, risk_rules
from graph.traversal.topology import Topology


@dataclass(frozen=True, slots=True)
class Patient:
    """For whom diagnoses are read: sex 'female' or 'male', age in years; None where it is not known."""

    age: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentedCategory:
    """A risk category by the number of its node, and the diagnoses of the case that document it."""

    category: int
    codes: tuple[int, ...]
    trumped_by: int | None = None
    """The highest category of the case beside which it does not count."""
    counts_with: tuple[int, ...] = ()
    """Where it does not count, as it needs one of these and the case documents none: those."""
    unchecked: tuple[str, ...] = ()
    """'age' and 'sex', where it depends on them and they are not known."""

    @property
    def counts(self) -> bool:
        """Whether the model pays for it, as far as is known."""
        return self.trumped_by is None and not self.counts_with


@dataclass(frozen=True, slots=True)
class ModelCategories:
    """What a case documents in one model, by number of the category."""

    model: str
    categories: tuple[DocumentedCategory, ...]
    is_provisional: bool
    """Whether the mapping of the payment year is CMS's initial one."""
    hierarchy_year: str | None
    """The payment year of the hierarchy, which is the last one before where the year has none; None without any."""


@dataclass(slots=True)
class _Found:
    codes: dict[int, None]
    unchecked: set[str]
    provisional: bool


_Documented = dict[int, _Found]
"""What a case documents in one model, by category."""


def risk_categories(
    topology: Topology, diagnoses: Sequence[int], payment_year: int, patient: Patient = Patient()
) -> list[ModelCategories]:
    """The categories that diagnoses, by their numbers, document in each model of a payment year.

    Payments of a year follow from the diagnoses of the year before it. What an edit of age or sex excludes is left out.
    """
    rules, year = risk_rules(topology), str(payment_year)
    models = defaultdict[str, _Documented](dict)
    for diagnosis in dict.fromkeys(diagnoses):
        for it in rules.memberships(diagnosis):
            unchecked = _unchecked(it, patient) if year in it.payment_years else None
            if unchecked is not None:
                model = models[rules.categories[it.category].model]
                found = model.setdefault(it.category, _Found({}, set(unchecked), provisional=False))
                found.codes[diagnosis] = None
                found.unchecked &= unchecked  # One diagnosis that holds for certain is enough.
                found.provisional |= year in it.provisional_years
    return [_of_model(rules, model, models[model], payment_year) for model in sorted(models)]


def _unchecked(membership: Membership, patient: Patient) -> set[str] | None:
    """What is not known of the patient that it depends on; None where it does not hold for the patient."""
    sex, youngest, oldest = membership.sex, membership.age_min, membership.age_max
    unknown = set[str]()
    if sex is not None and patient.sex is None:
        unknown.add("sex")
    elif sex is not None and sex != patient.sex:
        return None
    if patient.age is None:
        return unknown if youngest is None and oldest is None else unknown | {"age"}
    is_outside = (youngest is not None and patient.age < youngest) or (oldest is not None and patient.age > oldest)
    return None if is_outside else unknown


def _of_model(rules: RiskRules, model: str, found: _Documented, year: int) -> ModelCategories:
    needed = {category: _needed(rules, category, found) for category in found}
    trumping, hierarchy_year = _trumping(rules, [it for it in found if not needed[it]], found, year)
    categories = [
        DocumentedCategory(
            category,
            tuple(it.codes),
            _highest(trumping, category),
            needed[category],
            tuple(sorted(it.unchecked)),
        )
        for category, it in found.items()
    ]
    categories.sort(key=lambda it: rules.categories[it.category].number)
    return ModelCategories(model, tuple(categories), any(it.provisional for it in found.values()), hierarchy_year)


def _needed(rules: RiskRules, category: int, found: _Documented) -> tuple[int, ...]:
    """The categories of which one must be there, where none is."""
    needed = rules.categories[category].counts_with
    return () if any(other in found for other in needed) else needed


def _trumping(
    rules: RiskRules, above: Sequence[int], found: _Documented, year: int
) -> tuple[Mapping[int, list[int]], str | None]:
    """For each category those of the case that trump it, and the payment year whose hierarchy says so."""
    years = {it for category in above for said in rules.categories[category].trumps.values() for it in said}
    last = max((it for it in years if int(it) <= year), default=None)
    trumping = defaultdict[int, list[int]](list)
    for category in above:
        for target, said in rules.categories[category].trumps.items():
            if target in found and last in said:
                trumping[target].append(category)
    return trumping, last


def _highest(trumping: Mapping[int, list[int]], category: int) -> int | None:
    """Of the categories that trump one, the first that none of the case trumps, or else the first."""
    above = trumping.get(category, [])
    return next((it for it in above if it not in trumping), above[0] if above else None)
