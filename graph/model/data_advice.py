"""What messages say about data that is not loaded: where to put it, and how to name that."""


def put_into(folder: str, what: str) -> str:
    """The advice to put what is missing into the part of a folder of data that has this name."""
    return f"put {what} into `{folder}/` of a folder of data, and name that with `--data` (MEDCODE_DATA)"
