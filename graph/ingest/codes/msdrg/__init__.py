"""MS-DRG: the groups of hospital stays, what leads to them, and which diagnoses complicate a stay."""
