"""The order of nodes by name, which the ranks of a frozen graph and the cursors of a list have in common."""

NameKey = tuple[str, str, str]


def name_key(name: str, curie: str) -> NameKey:
    """What nodes by name are sorted by: the name without case, then its case, then the CURIE as it is written.

    >>> sorted(["T07-T88", "chapter-19"], key=lambda local: name_key("Injury", f"ICD10CM:{local}"))
    ['T07-T88', 'chapter-19']
    """
    return name.casefold(), name, curie
