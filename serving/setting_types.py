"""A setting: an environment variable and an option of the command line, whose texts are held to the same domain."""

import os
import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

PREFIX = "MEDCODE_"
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^\s/,]+")


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a setting may have: in words, and as what reads a text as one of them.

    `read` raises ValueError where a text is none of them.
    """

    said: str
    read: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Setting:
    """A declaration; `default` is the value, `fallback` says it in words where a text would say too little."""

    name: str
    default: object
    domain: Domain
    help: str
    fallback: str = ""

    @property
    def variable(self) -> str:
        return f"{PREFIX}{self.name.upper()}"

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def shown_default(self) -> str:
        return self.fallback or str(self.default)

    def value(self, environment: Mapping[str, str]) -> object:
        """The value in an environment.

        Raises:
            ValueError: the variable is set to something outside the domain.
        """
        text = environment.get(self.variable)
        try:
            return self.default if text is None else self._read(text)
        except ValueError as error:
            raise ValueError(f"{self.variable}: {error}") from None

    def argument(self, text: str) -> str:
        """The text of an option, as `argparse` checks it."""
        try:
            self._read(text)
        except ValueError as error:
            raise ArgumentTypeError(str(error)) from None
        return text

    def _read(self, text: str) -> object:
        try:
            return self.domain.read(text)
        except ValueError:
            raise ValueError(f"'{text}' is not {self.domain.said}") from None


def whole(least: int, most: int) -> Domain:
    """Whole numbers of a range."""

    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError
        return number

    return Domain(f"a whole number from {least} to {most}", read)


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError
    return text


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise ValueError
    return _BOOLEANS[text.lower()]


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(origin.strip() for origin in text.split(",") if origin.strip())
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise ValueError
    return origins


def _paths(text: str) -> tuple[Path, ...]:
    paths = tuple(Path(path) for path in text.split(os.pathsep) if path)
    if not all(path.exists() for path in paths):
        raise ValueError
    return paths


TEXT = Domain("a non-empty text", _text)
BOOLEAN = Domain(f"one of {', '.join(_BOOLEANS)}", _boolean)
ORIGINS = Domain("origins such as https://app.example, or *, separated by commas", _origins)
PATHS = Domain("files or folders that exist, separated as in PATH", _paths)


def unknown_variable_warnings(environment: Iterable[str], settings: Iterable[Setting]) -> Iterator[str]:
    """What to say of each variable that has the prefix of the settings and is none."""
    known = [setting.variable.removeprefix(PREFIX) for setting in settings]
    for name in sorted(variable.removeprefix(PREFIX) for variable in environment if variable.startswith(PREFIX)):
        if name not in known:
            near = get_close_matches(name, known, 1)
            yield f"{PREFIX}{name} is no setting{f'; did you mean {PREFIX}{near[0]}?' if near else '.'}"
