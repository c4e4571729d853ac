"""How well cases are reviewed: what is found of what must be, and what is found that must not be, by rule.

    python -m bench.review [--misses] [--files-graph DIR]

Of the half that is held out only the figures are printed.
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.review.judged_cases import AS_OF, FILES, HELD_OUT, OPEN, Verdict, figures, judge, read_judged
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.graph_builder import GraphBuilder, ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.snapshot_writer import write_frozen
from graph.store.store import GraphStore, open_store


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="print what went wrong, but for the half held out")
    parser.add_argument("--files-graph", type=Path, help="a snapshot with the files of the set, if there is one")
    arguments = parser.parse_args()
    ensure_default_snapshot()
    plain = open_store(f"snapshot:{DEFAULT_SNAPSHOT}")
    with TemporaryDirectory() as folder:
        with_files = open_store(f"snapshot:{arguments.files_graph or _build_with_files(Path(folder))}")
        for name in (OPEN, HELD_OUT):
            verdicts = judged_verdicts(plain, with_files, name)
            _print(name, verdicts)
            if arguments.misses and name != HELD_OUT:
                _print_misses(verdicts)


def judged_verdicts(plain: GraphStore, with_files: GraphStore, name: str) -> list[Verdict]:
    """Every case of a set, asked of the graph that it needs."""
    cases = read_judged(name)
    return [
        *judge(plain, (case for case in cases if not case.needs_files)),
        *judge(with_files, (case for case in cases if case.needs_files)),
    ]


def _build_with_files(folder: Path) -> Path:
    (folder / "data").mkdir()
    DataFolder(folder / "data").part(Part.CODES).symlink_to(FILES.resolve(), target_is_directory=True)
    inputs = BuildInputs((DataFolder(folder / "data"),), day=date.fromisoformat(AS_OF))
    write_frozen(GraphBuilder(inputs, folder / "layers").build().frozen, folder / "graph")
    return folder / "graph"


def _print(name: str, verdicts: list[Verdict]) -> None:
    *rows, total = figures(verdicts)
    silent = sum(len(verdict.silent) for verdict in verdicts)
    print(f"\n{name}: {len(verdicts)} cases, recall {total.found / total.expected:.3f}, {total.alarms} false alarms, ")
    print(f"one in {len(verdicts) / max(total.alarms, 1):.0f} cases; {silent} gaps not told\n")
    print("| rule | expected | found | false alarms |\n|---|---:|---:|---:|")
    for row in (*rows, total):
        print(f"| {row.rule} | {row.expected} | {row.found} | {row.alarms} |")


def _print_misses(verdicts: list[Verdict]) -> None:
    for verdict in verdicts:
        judged = verdict.judged
        if verdict.missed or verdict.alarms or verdict.silent:
            print(f"\n{judged.id} {judged.title}: {[item.code for item in judged.case.diagnoses]}", end=" ")
            print([item.code for item in judged.case.procedures], "|", judged.basis)
        for item in verdict.missed:
            print("   MISSED", item.rule, item.severity, sorted(item.codes))
        for finding in verdict.alarms:
            print("   ALARM ", finding.rule, finding.severity.name, finding.message)
        for rule in verdict.silent:
            print("   SILENT", rule)


if __name__ == "__main__":
    main()
