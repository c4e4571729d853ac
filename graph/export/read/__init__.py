"""Readers of exports: what `medcode verify-export` compares with the graph."""
