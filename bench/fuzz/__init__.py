"""Readers, snapshots and queries given mutated input: what they may never do is raise, hang or pass over a file."""
