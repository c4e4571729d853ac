"""Sets `.venv` up with what a lock file names; needs nothing but Python itself."""
