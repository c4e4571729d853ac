"""What a command of `medcode` says of itself, and the module that it runs, which is imported when it is needed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast


class CommandModule(Protocol):
    """A module of `medcode.commands`."""

    @staticmethod
    def add_arguments(parser: ArgumentParser) -> None:
        """Declare the options of the command."""

    @staticmethod
    def run(arguments: Namespace) -> int:
        """Run the command; the result is the exit code (see `graph.console`)."""


@dataclass(frozen=True, slots=True)
class Example:
    """The words of a command line after `medcode`, and what they do."""

    words: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, its line in the list of all commands, what it does, and examples."""

    name: str
    help: str
    description: str
    examples: tuple[Example, ...]

    @property
    def module(self) -> CommandModule:
        return cast("CommandModule", import_module(f"{__package__}.commands.{self.name.replace('-', '_')}"))

    @property
    def epilog(self) -> str:
        """The examples as they stand below the options."""
        return described_examples(self.examples)


def described_examples(examples: Iterable[Example]) -> str:
    """Examples with what they do, as they stand in a help text."""
    return "\n".join(["Examples:", *(f"  medcode {one.words}\n      {one.explanation}" for one in examples)])
