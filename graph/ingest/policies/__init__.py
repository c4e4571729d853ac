"""Policies of payers: Medicare coverage, and plans in a plain CSV."""
