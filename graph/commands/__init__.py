"""The commands of `python -m graph`, one file each."""
