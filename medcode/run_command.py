"""Runs a command: warnings before it, and its failures as lines and exit codes."""

import os
import sys
from argparse import Namespace

from graph.console import FINDINGS, INTERRUPTED, OK, USAGE, print_error, print_warning
from graph.model.errors import InputError, MedcodeError
from medcode.command import CommandModule
from serving.setting_types import unknown_variable_warnings
from serving.settings import SETTINGS


def run_command(module: CommandModule, arguments: Namespace) -> int:
    """Run a command; the result is its exit code (see `medcode.__main__.main`)."""
    for warning in unknown_variable_warnings(os.environ, SETTINGS):
        print_warning(warning)
    try:
        code = module.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Interrupted; nothing was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except MedcodeError as error:
        print_error(error)
        return USAGE if isinstance(error, InputError) else FINDINGS
    return code
