"""How long a page takes while someone else asks the costliest that may be asked."""
