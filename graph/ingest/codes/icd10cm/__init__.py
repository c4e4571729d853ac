"""ICD-10-CM: the official tabular list, its notes, and its seventh characters."""
