"""Readers of exports: what `python -m graph import --verify` compares with the graph."""
