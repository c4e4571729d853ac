"""Reading one procedure page: bytes → text → sections → record."""
