"""Builds the default graph from the shipped data, and keeps its snapshot up to date."""

from collections.abc import Sequence
from datetime import date
from os.path import realpath
from pathlib import Path

from graph.ingest.build import BuildResult, build
from graph.ingest.build_inputs import MAPPINGS, PAGES, VOCABULARY, default_inputs, is_current
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
from graph.ingest.files.recognition import official_sources
from graph.ingest.pages.page_folders import UNKNOWN_LICENCE, PageSource
from graph.ingest.source import Progress, Source, no_progress
from graph.ingest.sssom import SssomMappings
from graph.ingest.vocabulary import read_vocabulary
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.snapshot import locked_for_build, write_snapshot

SHIPPED_LICENCE = "MIT"
INDEX_READERS = (Icd10CmIndex, DrugTableRows, Icd10PcsIndex)
"""The readers of indexes, which need the codes that these name."""
NEEDING_CODES = (*INDEX_READERS, GeneralEquivalenceMapping)
"""All readers that need the codes of ICD-10 that they name."""


def build_from_pages(folders: Sequence[Path], track: Progress = no_progress) -> BuildResult:
    """The graph of these folders of pages alone, read with the shipped vocabulary."""
    return _build(folders, [], track)


def build_all(
    folders: Sequence[Path], codes: Sequence[Path] = (), track: Progress = no_progress, day: date | None = None
) -> BuildResult:
    """The graph of folders of pages, of all code systems, of official files, and of the mappings between them.

    `day` is the one on which what official files call active is so, today unless given.

    An official file of ICD-10-CM, of the ICD-10-PCS tables or of its index takes the place of the one that a package
    ships. The history of codes, indexes, and the mappings from and to ICD-9-CM are read when all codes are there.
    """
    official, findings = official_sources(codes, day)
    official_types = {type(source) for source in official}
    packaged_sources: list[Source] = []
    if Icd10Cm not in official_types:
        packaged_sources.append(Icd10Cm.from_package())
    if Icd10PcsTables not in official_types:
        packaged_sources.append(PackagedIcd10Pcs())
    indexes: list[Source] = [source for source in official if isinstance(source, INDEX_READERS)]
    gems: list[Source] = [source for source in official if isinstance(source, GeneralEquivalenceMapping)]
    gems.insert(0, PackagedProcedureMapping())
    codes_first = [source for source in official if not isinstance(source, (*NEEDING_CODES, *HISTORY_READERS))]
    if Icd10PcsIndex not in official_types:
        indexes.insert(0, PackagedIcd10PcsIndex())
    tabular = next((source for source in [*packaged_sources, *official] if isinstance(source, Icd10Cm)), None)
    others: list[Source] = [
        Icd10PcsTitles(),
        MsDrg(),
        CombinationCodes(),
        CodeEdits(),
        Sides(),
        *history_sources(official, tabular),
        RiskCategories(),
        Elixhauser(),
        SssomMappings(MAPPINGS),
        *indexes,
        PcsGuidelines(),
        *gems,
    ]
    built = _build(folders, [*packaged_sources, *codes_first, *others], track)
    return BuildResult(built.graph, [*findings, *built.findings])


def _build(folders: Sequence[Path], code_sources: Sequence[Source], track: Progress) -> BuildResult:
    vocabulary, findings = read_vocabulary([VOCABULARY])
    shipped = realpath(PAGES)
    licences = {
        folder: SHIPPED_LICENCE if Path(realpath(folder)).is_relative_to(shipped) else UNKNOWN_LICENCE
        for folder in folders
    }
    built = build([PageSource(licences, vocabulary), *code_sources], track)
    return BuildResult(built.graph, [*findings, *built.findings])


def ensure_snapshot(
    directory: Path = DEFAULT_SNAPSHOT, codes: Sequence[Path] = (), track: Progress = no_progress
) -> BuildResult | None:
    """Build all that is shipped, and these official files, into `directory`, unless it holds a build of just that.

    What someone built there from sources of their own is left alone. Returns what was built, if anything.

    Raises:
        SnapshotError: the snapshot cannot be written.
    """
    if is_current(directory, codes):
        return None
    with locked_for_build(directory):
        if is_current(directory, codes):  # Another process has built it meanwhile.
            return None
        built = build_all([PAGES], codes, track)
        write_snapshot(built.graph, directory, default_inputs(codes))
    return built
