"""Coverage-guided fuzzing of readers, snapshots and queries with Atheris (https://github.com/google/atheris).

python -m bench.fuzz pages|files|snapshot|graphql [--runs N] [--seed N]

Inputs begin with the seeds of the target, and with what earlier runs have found to lead to other code, which is kept
in `build/fuzz/`; they are changed by the mutations of `bench.fuzz.mutations` and by libFuzzer's own. The first failure
ends it with its traceback, and the input that led to it is written there, too.
"""

import logging
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from bench.fuzz.mutations import MOST, mutate
from graph.model.source_files import ROOT

TARGETS = ("pages", "files", "snapshot", "graphql")
_KEPT = ROOT / "build" / "fuzz"
_OWN_SHARE = 0.7
"""Of mutations that are this project's; the others are libFuzzer's, guided by coverage."""


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=10_000, help="inputs that are tried; %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="of the generator of numbers; %(default)s")
    arguments = parser.parse_args(words)
    try:
        atheris = import_module("atheris")
    except ImportError:
        sys.exit("Atheris is not installed: python -m pip install atheris (Linux and macOS).")
    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["graph", "schema"], enable_loader_override=False):
        target = import_module(f"bench.fuzz.{arguments.target}")
    _fuzz(atheris, target, arguments.runs, arguments.seed, _KEPT / arguments.target)


def _fuzz(atheris: Any, target: Any, runs: int, seed: int, folder: Path) -> None:
    """Run libFuzzer, which ends the process.

    It has no time-out of its own, as that would share SIGALRM with the time limit of readers; targets look at the time.
    """
    corpus, work = folder / "corpus", folder / "work"
    for made in (corpus, work):
        made.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(content)

    def change(content: bytes, most: int, number: int) -> bytes:
        random = Random(number)  # noqa: S311
        if random.random() < _OWN_SHARE:
            return mutate(content, random)[:most]
        changed: bytes = atheris.Mutate(content, most)
        return changed

    options = [f"-runs={runs}", f"-seed={seed}", f"-max_len={MOST}", "-timeout=0", f"-artifact_prefix={folder}/"]
    atheris.Setup(
        [sys.argv[0], *options, str(corpus)], lambda content: target.check(content, work), custom_mutator=change
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
