"""The graph as columns in one mapped file: written once, read by number."""
