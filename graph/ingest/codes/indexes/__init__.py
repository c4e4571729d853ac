"""The alphabetic indexes of ICD-10: lines in the order of the book, and what they become in the graph."""
