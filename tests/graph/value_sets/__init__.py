"""Tests of value sets."""
