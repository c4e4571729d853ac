"""Declarations of settings: each is an environment variable and an option of the command line, of one domain."""

import os
import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path

from graph.model.nearest_name import nearest_name

PREFIX = "MEDCODE_"
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_HOST = re.compile(r"\*|[A-Za-z0-9_.:-]+")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_RATE_DIGITS = 9
_KEY = re.compile(r"[!-+\--~]{16,256}")
"""Visible ASCII but for commas, which separate keys."""
_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^\s/,]+")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a setting may have: their description, and a parser that raises ValueError for any other text.

    The text of a `secret` stands in no message.
    """

    description: str
    parse: Callable[[str], object]
    secret: bool = False


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
            shown = "what was given" if self.domain.secret else f"'{text}'"
            raise ValueError(f"{shown} is not {self.domain.description}") from None


def whole_number(least: int, most: int) -> Domain:
    """Whole numbers of a range, both ends included."""

    def parse(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError
        return number

    return Domain(f"a whole number from {least} to {most}", parse)


def one_of(*allowed: str) -> Domain:
    """One of a few words."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return Domain(f"one of {', '.join(allowed)}", parse)


def some_of(*allowed: str) -> Domain:
    """Some of a few words, separated by commas."""

    def parse(text: str) -> tuple[str, ...]:
        words = tuple(word.strip() for word in text.split(",") if word.strip())
        if not set(words) <= set(allowed):
            raise ValueError
        return words

    return Domain(f"some of {', '.join(allowed)}, separated by commas", parse)


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError
    return text


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise ValueError
    return _BOOLEANS[text.lower()]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _origins(text: str) -> tuple[str, ...]:
    origins = _listed(text)
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise ValueError
    return origins


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip("[]") for host in _listed(text))
    if not hosts or not all(map(_HOST.fullmatch, hosts)):
        raise ValueError
    return hosts


def _networks(text: str) -> tuple[str, ...]:
    return tuple(str(ip_network(item)) for item in _listed(text))


def _rate(text: str) -> Rate:
    count, _, unit = text.partition("/")
    if unit not in _SECONDS or not count.isascii() or not count.isdigit() or not 0 < len(count) <= _RATE_DIGITS:
        raise ValueError
    if not int(count):
        raise ValueError
    return Rate(int(count), _SECONDS[unit])


def _key_digests(keys: Iterable[str]) -> tuple[bytes, ...]:
    """The SHA-256 digests of API keys, so that the settings, which may be shown, hold no key."""
    known = tuple(keys)
    if not known or not all(map(_KEY.fullmatch, known)):
        raise ValueError
    return tuple(sha256(key.encode()).digest() for key in known)


def _key_file(text: str) -> tuple[bytes, ...]:
    try:
        lines = Path(text).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise ValueError from None
    return _key_digests(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _password_file(text: str) -> Path:
    path = Path(text)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise ValueError from None
    if not lines or not lines[0]:
        raise ValueError
    return path


def _paths(text: str) -> tuple[Path, ...]:
    paths = tuple(Path(path) for path in text.split(os.pathsep) if path)
    if not all(path.exists() for path in paths):
        raise ValueError
    return paths


TEXT = Domain("a non-empty text", _text)
BOOLEAN = Domain(f"one of {', '.join(_BOOLEANS)}", _boolean)
ORIGINS = Domain("origins such as https://app.example, or *, separated by commas", _origins)
HOSTS = Domain("names or addresses without ports, or *, separated by commas", _hosts)
NETWORKS = Domain("IP addresses or networks such as 10.0.0.0/8, separated by commas", _networks)
RATE = Domain(f"a number of requests and a unit, such as 600/minute; the units are {', '.join(_SECONDS)}", _rate)
KEYS = Domain(
    "keys of 16 to 256 visible ASCII characters, separated by commas", lambda text: _key_digests(_listed(text)), True
)
KEY_FILE = Domain("a file with a key of 16 to 256 visible ASCII characters on each line", _key_file)
PASSWORD = Domain("a non-empty text", _text, secret=True)
PASSWORD_FILE = Domain("a file with a password on its first line", _password_file)
PATHS = Domain("files or folders that exist, separated as in PATH", _paths)


def unknown_variable_warnings(environment: Iterable[str], settings: Iterable[Setting]) -> Iterator[str]:
    """A warning for each variable that begins with `MEDCODE_` and is no setting, with the nearest name of one."""
    known = [setting.variable.removeprefix(PREFIX) for setting in settings]
    for name in sorted(variable.removeprefix(PREFIX) for variable in environment if variable.startswith(PREFIX)):
        if name not in known:
            near = nearest_name(name, known)
            yield f"{PREFIX}{name} is no setting{f'; did you mean {PREFIX}{near}?' if near else '.'}"
