"""From diagnoses to the risk categories of each model, by payment year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.ingest.codes.risk.diagnosis_edits import DiagnosisEdit, Limits
from graph.ingest.codes.risk.models import MAPPED_AS, RiskModel
from graph.model.elements import Edge, Evidence, Value
from graph.model.icd10cm_form import dotted

Row = Mapping[str, str]
_NO_EDIT = (DiagnosisEdit(Limits(), ""),)


@dataclass(frozen=True, slots=True)
class YearlyMapping:
    """The mapping of one payment year: its rows, whether it is CMS's initial one, and its document as evidence."""

    year: str
    is_provisional: bool
    rows: Iterable[Row]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Years:
    """What the edges of diagnoses have in common that are mapped in the same years."""

    stated: dict[str, Value]
    evidence: tuple[Evidence, ...]


def membership_edges(
    mappings: Sequence[YearlyMapping],
    edits: Mapping[tuple[RiskModel, str], Sequence[DiagnosisEdit]],
    edited: tuple[Evidence, ...],
) -> Iterator[Edge]:
    """An edge from each diagnosis to each of its categories; `edited` is the evidence of the edits."""
    years = [_years(mappings, members) for members in range(1 << len(mappings))]
    for (code, model, number), members in _by_category(mappings).items():
        diagnosis, shared = f"ICD10CM:{dotted(code)}", years[members]
        for edit in edits.get((model, code), _NO_EDIT):
            evidence = shared.evidence + edited if edit.limited_by else shared.evidence
            for category, limits in ((model.category(number), edit.kept), (edit.category, edit.given)):
                if category is not None:
                    properties = shared.stated | _limited(limits, edit.limited_by)
                    yield Edge(diagnosis, "IN_RISK_CATEGORY", category, properties, evidence)


def _by_category(mappings: Sequence[YearlyMapping]) -> Mapping[tuple[str, RiskModel, str], int]:
    """In which of the mappings each diagnosis leads to each category, as the bits of a number."""
    found = defaultdict[tuple[str, RiskModel, str], int](int)
    for place, mapping in enumerate(mappings):
        for row in mapping.rows:
            model = MAPPED_AS.get(row["model_name"])
            if model is not None:
                found[row["diagnosis_code"], model, row["cc"]] |= 1 << place
    return found


def _years(mappings: Sequence[YearlyMapping], members: int) -> _Years:
    chosen = [mapping for place, mapping in enumerate(mappings) if members >> place & 1]
    provisional = tuple(mapping.year for mapping in chosen if mapping.is_provisional)
    stated: dict[str, Value] = {"payment_years": tuple(mapping.year for mapping in chosen)}
    if provisional:
        stated["provisional_years"] = provisional
    return _Years(stated, tuple(item for mapping in chosen for item in mapping.evidence))


def _limited(limits: Limits, limited_by: str) -> dict[str, Value]:
    return limits.properties() | {"limited_by": limited_by} if limited_by else {}
