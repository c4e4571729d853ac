"""What became of codes from one fiscal year to the next."""
