"""Which words Biolink does not have: python biolink_words.py WORD…, in the environment that has KGX.

`kgx validate` takes aliases for words; this does not, nor what is abstract, a mixin or deprecated.
"""

import sys
from importlib import import_module
from pathlib import Path


def unusable(words: list[str]) -> list[str]:
    """Words that are no class, and no predicate below `related to`, that may be used."""
    model = Path(next(iter(import_module("biolink_model").__path__)), "schema", "biolink_model.yaml")
    said = import_module("yaml").safe_load(model.read_text())
    classes = {_in_capitals(name): one for name, one in said["classes"].items()}
    slots = {name.replace(" ", "_"): one for name, one in said["slots"].items()}

    def usable(word: str) -> bool:
        one = classes.get(word) or slots.get(word) or {"deprecated": True}
        below = word in classes or word == "related_to" or _below(said["slots"], word.replace("_", " "))
        return below and not any(one.get(flaw) for flaw in ("abstract", "mixin", "deprecated"))

    return [word for word in words if not usable(word)]


def _in_capitals(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split(" "))


def _below(slots: dict[str, dict[str, str]], name: str) -> bool:
    """Whether a slot is a predicate."""
    above = slots.get(name, {}).get("is_a")
    return above is not None and (above == "related to" or _below(slots, above))


if __name__ == "__main__":
    print("UNUSABLE", *unusable(sys.argv[1:]))  # noqa: T201
