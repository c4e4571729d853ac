"""argparse with help that wraps at the width of the terminal, and with suggestions for mistyped words."""

import argparse
import textwrap
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NoReturn

_COPIED = 2
"""Spaces at the beginning of a line of a help text that is to be copied, and so is never wrapped."""


class HelpFormatter(argparse.HelpFormatter):
    """Wraps each line by itself, in its own indentation."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(_wrapped(indent + line, width) for line in text.splitlines())


def _wrapped(line: str, width: int) -> str:
    spaces = len(line) - len(line.lstrip())
    if not line.strip() or spaces == _COPIED:
        return line
    return textwrap.fill(line.lstrip(), width, initial_indent=" " * spaces, subsequent_indent=" " * spaces)


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors say which word may have been meant."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": HelpFormatter, **given})

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is none of the choices.

        Raises:
            argparse.ArgumentError: see there.
        """
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            listed = ", ".join(choices)
            raise argparse.ArgumentError(action, f"'{value}' is none of its values{meant(value, choices)} ({listed})")

    def refuse(self, unknown: Iterable[str]) -> NoReturn:
        """Exit because of words that are no arguments."""
        options = [option for action in self._actions for option in action.option_strings]
        said = (f"'{word}' is no argument{meant(word.partition('=')[0], options)}" for word in unknown)
        self.error("; ".join(said))


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'search'?`, where a known word is like this one, whatever its case."""
    by_lower = {one.lower(): one for one in known}
    near = get_close_matches(word.lower(), by_lower, 1)
    return f"; did you mean '{by_lower[near[0]]}'?" if near else ""


def short_usage(parser: argparse.ArgumentParser) -> str:
    """The usage without each single option: a command has up to forty, which the help lists."""
    words = [f"{action.metavar} ..." if action.nargs else f"{action.metavar}" for action in _positional(parser)]
    return " ".join(["%(prog)s", *words, "[options]"])


def _positional(parser: argparse.ArgumentParser) -> Iterable[argparse.Action]:
    return (action for action in parser._actions if not action.option_strings)
