"""Sides of the body: which side a code is of, and which codes are the same but for the side."""
