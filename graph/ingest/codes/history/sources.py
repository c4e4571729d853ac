"""All sources of the history of codes, in reading order: the user's, and what the project ships.

They are read when all codes are there. What several say of a code the first of them says.
"""

from collections.abc import Sequence

from graph.ingest.codes.history.addenda_source import IcdAddenda
from graph.ingest.codes.history.icd10cm_history import CONVERSION, Icd10CmHistory
from graph.ingest.codes.history.icd10pcs_years import Icd10PcsYears
from graph.ingest.codes.history.pcs_conversion_table import Icd10PcsConversion
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.source import Source

HISTORY_READERS = (IcdAddenda, Icd10CmHistory, Icd10PcsConversion)
"""The readers of official files about the history of codes."""


def history_sources(official: Sequence[Source], tabular: Icd10Cm | None) -> list[Source]:
    """The sources of the history, with what is read of the user's; `tabular` is the list of ICD-10-CM that is read."""
    addenda = [source for source in official if isinstance(source, IcdAddenda)]
    diagnoses = [source for source in official if isinstance(source, Icd10CmHistory)] or [Icd10CmHistory(CONVERSION)]
    procedures = [source for source in official if isinstance(source, Icd10PcsConversion)]
    for history in diagnoses:
        history.tabular, history.addenda = tabular, addenda
    return [*addenda, *diagnoses, *procedures, Icd10PcsYears(addenda=addenda)]
