"""Tests of the serving."""
