"""Byte sequences that a client may send, in groups with the status of their first response."""

from tests.serving.byte_sequences import chunks, contents, exchanges, heads

GROUPS = [*exchanges.GROUPS, *heads.GROUPS, *contents.GROUPS, *chunks.GROUPS]
