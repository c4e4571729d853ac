"""Tests of the commands of `medcode`."""
