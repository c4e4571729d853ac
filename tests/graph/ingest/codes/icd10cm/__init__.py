"""ICD-10-CM as it is read."""
