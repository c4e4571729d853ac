"""The risk categories that the diagnoses of a case document, model by model, and which of them trump others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model.elements import Properties
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


def risk_categories(
    topology: Topology, diagnoses: Sequence[int], payment_year: int, patient: Patient = Patient()
) -> list[ModelCategories]:
    """The categories that diagnoses, by their numbers, document in each model of a payment year.

    Payments of a year follow from the diagnoses of the year before it. What an edit of age or sex excludes is left out.
    """
    models = defaultdict[str, dict[int, _Found]](dict)
    for diagnosis in dict.fromkeys(diagnoses):
        for category, said in _memberships(topology, diagnosis, str(payment_year)):
            unchecked = _unchecked(said, patient)
            if unchecked is not None:
                model = str(topology.graph.node(category).properties["model"])
                found = models[model].setdefault(category, _Found({}, set(unchecked), provisional=False))
                found.codes[diagnosis] = None
                found.unchecked &= unchecked  # One diagnosis that holds for certain is enough.
                found.provisional |= str(payment_year) in _years(said, "provisional_years")
    return [_of_model(topology, model, models[model], payment_year) for model in sorted(models)]


def _memberships(topology: Topology, diagnosis: int, year: str) -> Iterator[tuple[int, Properties]]:
    graph = topology.graph
    for edge in graph.row(diagnosis, "IN_RISK_CATEGORY", out=True):
        said = graph.properties(edge)
        if year in _years(said, "payment_years"):
            yield graph.target(edge), said


def _unchecked(said: Properties, patient: Patient) -> set[str] | None:
    """What is not known of the patient that an edge depends on; None where it does not hold for the patient."""
    sex, youngest, oldest = said.get("sex"), said.get("age_min"), said.get("age_max")
    unknown = set[str]()
    if sex is not None and patient.sex is None:
        unknown.add("sex")
    elif sex is not None and sex != patient.sex:
        return None
    if patient.age is None:
        return unknown | {"age"} if isinstance(youngest, int) or isinstance(oldest, int) else unknown
    too_young = isinstance(youngest, int) and patient.age < youngest
    return None if too_young or (isinstance(oldest, int) and patient.age > oldest) else unknown


def _of_model(topology: Topology, model: str, found: Mapping[int, _Found], year: int) -> ModelCategories:
    needed = {category: _needed(topology, category, found) for category in found}
    trumping, hierarchy_year = _trumping(topology, [it for it in found if not needed[it]], found, year)
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
    categories.sort(key=lambda it: _number(topology, it.category))
    return ModelCategories(model, tuple(categories), any(it.provisional for it in found.values()), hierarchy_year)


def _needed(topology: Topology, category: int, found: Mapping[int, _Found]) -> tuple[int, ...]:
    """The categories of which one must be there, where none is."""
    graph = topology.graph
    needed = tuple(graph.target(edge) for edge in graph.row(category, "COUNTS_WITH", out=True))
    return () if any(other in found for other in needed) else needed


def _trumping(
    topology: Topology, above: Sequence[int], found: Mapping[int, _Found], year: int
) -> tuple[Mapping[int, list[int]], str | None]:
    """For each category those of the case that trump it, and the payment year whose hierarchy says so."""
    graph = topology.graph
    edges = [
        (graph.source(edge), graph.target(edge), _years(graph.properties(edge), "payment_years"))
        for category in above
        for edge in graph.row(category, "TRUMPS", out=True)
    ]
    last = max((it for _, _, years in edges for it in years if int(it) <= year), default=None)
    trumping = defaultdict[int, list[int]](list)
    for source, target, years in edges:
        if last in years and target in found:
            trumping[target].append(source)
    return trumping, last


def _highest(trumping: Mapping[int, list[int]], category: int) -> int | None:
    """Of the categories that trump one, the first that none of the case trumps, or else the first."""
    above = trumping.get(category, [])
    return next((it for it in above if it not in trumping), above[0] if above else None)


def _number(topology: Topology, category: int) -> int:
    number = topology.graph.node(category).properties["number"]
    return number if isinstance(number, int) else 0


def _years(said: Properties, name: str) -> tuple[str, ...]:
    years = said.get(name, ())
    return years if isinstance(years, tuple) else ()
