"""General equivalence mappings (GEMs) between ICD-9-CM and ICD-10."""
