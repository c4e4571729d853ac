"""Tests of the sides of codes."""
