"""Tests of traversals."""
