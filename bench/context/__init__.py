"""How well the contexts of mentions are told in clinical sentences."""
