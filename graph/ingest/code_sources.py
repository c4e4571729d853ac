"""The sources of code systems, in reading order: what packages and the project ship, and official files of the user's.

An official file of ICD-10-CM, of the ICD-10-PCS tables or of an index takes the place of the one that a package ships.
The history of codes, indexes, and the mappings from and to ICD-9-CM are read when all codes are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.codes.edits.code_edits import CodeEdits
from graph.ingest.codes.gems.mapping_file import GeneralEquivalenceMapping
from graph.ingest.codes.gems.packaged_mapping import PackagedProcedureMapping
from graph.ingest.codes.history.sources import HISTORY_READERS, history_sources
from graph.ingest.codes.icd10cm.combinations import CombinationCodes
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables, PackagedIcd10Pcs
from graph.ingest.codes.icd10pcs_titles import Icd10PcsTitles
from graph.ingest.codes.indexes.drug_table_rows import DrugTableRows
from graph.ingest.codes.indexes.icd10cm_index import Icd10CmIndex
from graph.ingest.codes.indexes.icd10pcs_index import Icd10PcsIndex, PackagedIcd10PcsIndex
from graph.ingest.codes.msdrg.grouper import MsDrg
from graph.ingest.codes.pcs_guidelines import PcsGuidelines
from graph.ingest.codes.risk.elixhauser import Elixhauser
from graph.ingest.codes.risk.risk_categories import RiskCategories
from graph.ingest.codes.sides.sides import Sides
from graph.ingest.data_folder import SHIPPED, Part
from graph.ingest.files.recognition import official_sources
from graph.ingest.source import Source
from graph.ingest.sssom import SssomMappings
from graph.model.findings import SourceError

INDEX_READERS = (Icd10CmIndex, DrugTableRows, Icd10PcsIndex)
"""The readers of indexes, which need the codes that these name."""
NEEDING_CODES = (*INDEX_READERS, GeneralEquivalenceMapping)
"""All readers that need the codes of ICD-10 that they name."""
_OF_ICD10 = (Icd10Cm, Icd10PcsTables, *NEEDING_CODES, *HISTORY_READERS)
"""The readers of official files that belong with what packages ship of ICD-10."""


@dataclass(frozen=True, slots=True)
class CodeSources:
    """Sources of ICD-10 and what belongs to it, and of all `other` files of codes and policies, which come after."""

    icd10: Sequence[Source]
    other: Sequence[Source]
    findings: Sequence[SourceError]


def code_sources(inputs: BuildInputs) -> CodeSources:
    """The sources of the codes and policies that a graph is built from."""
    files, findings = official_sources(inputs.own_folders(Part.CODES, Part.POLICIES), inputs.day)
    of_icd10 = [source for source in files if isinstance(source, _OF_ICD10)]
    others = [source for source in files if not isinstance(source, _OF_ICD10)]
    mappings = [] if Part.MAPPINGS in inputs.without else [SssomMappings(SHIPPED.part(Part.MAPPINGS))]
    if Part.CODES in inputs.without:
        return CodeSources([*of_icd10, *mappings], others, findings)
    return CodeSources(_with_packages(of_icd10, mappings), others, findings)


def _with_packages(official: Sequence[Source], mappings: Sequence[Source]) -> list[Source]:
    """Official files of ICD-10, what packages have of it that these do not replace, and what the project ships."""
    replaced = {type(source) for source in official}
    codes: list[Source] = [source for source in official if isinstance(source, (Icd10Cm, Icd10PcsTables))]
    if Icd10PcsTables not in replaced:
        codes.insert(0, PackagedIcd10Pcs())
    if Icd10Cm not in replaced:
        codes.insert(0, Icd10Cm.from_package())
    indexes: list[Source] = [source for source in official if isinstance(source, INDEX_READERS)]
    if Icd10PcsIndex not in replaced:
        indexes.insert(0, PackagedIcd10PcsIndex())
    tabular = next((source for source in codes if isinstance(source, Icd10Cm)), None)
    return [
        *codes,
        Icd10PcsTitles(),
        MsDrg(),
        CombinationCodes(),
        CodeEdits(),
        Sides(),
        *history_sources(official, tabular),
        RiskCategories(),
        Elixhauser(),
        *mappings,
        *indexes,
        PcsGuidelines(),
        PackagedProcedureMapping(),
        *(source for source in official if isinstance(source, GeneralEquivalenceMapping)),
    ]
