"""Edits of ICD-10-CM: which patients a code is for, and where it may stand among the diagnoses of a claim."""
