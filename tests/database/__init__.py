"""Tests against a real graph database."""
