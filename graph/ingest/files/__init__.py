"""Files as they are published: recognising them, their tables, their XML."""
