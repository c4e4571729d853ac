"""The rules of the review, one file for each, or for each family that shares its reading of the graph."""
