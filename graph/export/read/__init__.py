"""Readers of exports: what `medcode import --verify` compares with the graph."""
