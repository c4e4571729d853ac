"""Sequences of bytes that a client may send, with the status of the first response that they are given."""

from tests.serving.byte_sequences import contents, exchanges, heads

GROUPS = [*exchanges.GROUPS, *heads.GROUPS, *contents.GROUPS]
