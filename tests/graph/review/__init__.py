"""Tests of the review of cases."""
