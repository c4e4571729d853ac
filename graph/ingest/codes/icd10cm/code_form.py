"""How codes of ICD-10-CM are written, for who reads them (see `graph.model.icd10cm_form`)."""

from graph.model.icd10cm_form import CATEGORY_LENGTH, codes_above, dotted

__all__ = ["CATEGORY_LENGTH", "codes_above", "dotted"]
