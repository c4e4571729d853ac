"""A table of an ontology file, read key by key; what is wrong with a value is a mistake, and reading goes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.nearest_name import nearest_name

_LONGEST_TEXT = 500
"""Characters of a description."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in the declaration of a kind; `keys` lead from its table to the value."""

    keys: tuple[str, ...]
    details: dict[str, str]


@dataclass(slots=True)
class Declaration:
    """The values of a table; `mistakes` gets what is wrong with them."""

    values: Mapping[str, Any]
    mistakes: list[Mistake]
    within: tuple[str, ...] = field(default=())

    def refuse(self, key: str, problem: str, **details: str) -> None:
        """Tell of a mistake in the value of a key; without one, in the table itself."""
        keys = (*self.within, key) if key else self.within
        self.mistakes.append(Mistake(keys, {"problem": problem, **details}))

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Tell of each key that is none of these."""
        known = tuple(known)
        for key in self.values:
            if key not in known:
                near = nearest_name(key, known)
                guess = {"did_you_mean": near} if near else {}
                self.refuse(key, f"there is no such key; there are {', '.join(known)}", **guess)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        if key not in self.values and default is not None:
            return default
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, "it is no text in quotes")
            return ""
        if not value:
            self.refuse(key, "it is missing or empty")
        return value

    def description(self, key: str) -> str:
        """A text for people, in one line."""
        text = self.text(key)
        if not text.isprintable() or len(text) > _LONGEST_TEXT:
            self.refuse(key, f"it is longer than {_LONGEST_TEXT} characters, or has more than one line")
        return text

    def boolean(self, key: str) -> bool:
        """A boolean, false unless given."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "it is neither true nor false")
        return value is True

    def texts(self, key: str) -> list[str]:
        """A list of one text or more."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self.refuse(key, 'it must be a list of names, as ["Procedure"]')
            return []
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        """A table, empty unless given."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, "it is no table")
            return {}
        return value


def camel_case(name: str) -> str:
    """`TREATED_WITH` is `treatedWith`, as `schema.types.declare.camel` makes it of the same in small letters."""
    head, *tail = name.lower().split("_")
    return head + "".join(word.capitalize() for word in tail)
