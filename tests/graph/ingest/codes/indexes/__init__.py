"""The alphabetic indexes of ICD-10."""
