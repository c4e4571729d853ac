"""Cases in files: JSON, CSV and X12 837 claims."""
