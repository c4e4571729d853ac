"""MS-DRG as it is read."""
