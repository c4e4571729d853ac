"""The fields of `Query`, a file for each family of questions."""
