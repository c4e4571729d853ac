"""Declarations of settings: each is an environment variable and an option of the command line, of one domain."""

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
    """The values that a setting may have: their description, and a parser that raises ValueError for any other text."""

    description: str
    parse: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Setting:
    """The declaration of a setting.

    `default` is its value where it is not set; `default_text` describes it where `str(default)` says too little.
    """

    name: str
    default: object
    domain: Domain
    help: str
    default_text: str = ""

    @property
    def variable(self) -> str:
        return f"{PREFIX}{self.name.upper()}"

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def shown_default(self) -> str:
        return self.default_text or str(self.default)

    def value(self, environment: Mapping[str, str]) -> object:
        """The value in an environment.

        Raises:
            ValueError: the variable is set to something outside the domain.
        """
        text = environment.get(self.variable)
        try:
            return self.default if text is None else self._parse(text)
        except ValueError as error:
            raise ValueError(f"{self.variable}: {error}") from None

    def check_argument(self, text: str) -> str:
        """The text of an option if it is in the domain; the `type` of its argument in `argparse`."""
        try:
            self._parse(text)
        except ValueError as error:
            raise ArgumentTypeError(str(error)) from None
        return text

    def _parse(self, text: str) -> object:
        try:
            return self.domain.parse(text)
        except ValueError:
            raise ValueError(f"'{text}' is not {self.domain.description}") from None


def whole_number(least: int, most: int) -> Domain:
    """Whole numbers of a range, both ends included."""

    def parse(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError
        return number

    return Domain(f"a whole number from {least} to {most}", parse)


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
    """A warning for each variable that begins with `MEDCODE_` and is no setting, with the nearest name of one."""
    known = [setting.variable.removeprefix(PREFIX) for setting in settings]
    for name in sorted(variable.removeprefix(PREFIX) for variable in environment if variable.startswith(PREFIX)):
        if name not in known:
            near = get_close_matches(name, known, 1)
            yield f"{PREFIX}{name} is no setting{f'; did you mean {PREFIX}{near[0]}?' if near else '.'}"
