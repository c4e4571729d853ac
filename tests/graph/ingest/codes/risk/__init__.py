"""Risk adjustment as it is read."""
