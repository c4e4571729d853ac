"""Tests of edits of codes."""
