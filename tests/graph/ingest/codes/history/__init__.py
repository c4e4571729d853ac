"""Tests of the history of codes."""
