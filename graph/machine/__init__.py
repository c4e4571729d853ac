"""A small machine that writes JSON from columns, in machine code: it follows hops and copies texts.

Its instructions (see `graph.machine.instructions`) know columns, records and rows, and no query language. It needs
Numba, which is an extra: callers go through `graph.machine.accelerators`, which returns None where it is missing.
"""
