"""What pytest must not look into."""

collect_ignore = ["kgx_validate.py"]
"""It runs in an environment of its own, which has what it imports."""
