"""Measurements, side by side with peers in one run. Nothing here is a test: figures depend on the machine."""
