"""Tests of cases in files."""
