"""Tidy tables: one row a statement, or one row an element of a query's answer, as CSV, TSV, Parquet and XLSX."""
