"""Tests of reading sources into a graph."""
